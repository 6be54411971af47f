import type { Resource } from '@medplum/fhirtypes';
import { escapeAttribute } from './text.ts';
import { cleanXhtml } from './xhtml.ts';

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * A FHIR resource as FHIR XML (FHIR R4 xml.html): primitives in `@value`, `_x` siblings as id and extensions, a
 * resource inside its own element. Elements keep the order of the JSON: the stylesheets read by name, so the schema's
 * order is not worth the table it would need (docs/adr/0002-fhir-xml-as-xslt-input.md).
 * @throws TypeError when it is not a resource.
 */
export function toFhirXml(resource: Resource): string {
  if (!isObject(resource) || typeof resource.resourceType !== 'string') {
    throw new TypeError('Ressource FHIR attendue : resourceType est absent');
  }
  return resourceXml(resource as unknown as Json, ' xmlns="http://hl7.org/fhir"');
}

function resourceXml(resource: Json, namespace = ''): string {
  const name = resource.resourceType as string;
  return `<${name}${namespace}>${children(resource, 'resource')}</${name}>`;
}

/** Where an object stands decides which of its properties are attributes. */
type Place = 'resource' | 'extension' | 'element';

function children(object: Json, place: Place): string {
  let out = '';
  for (const key in object) {
    if (key === 'resourceType' || isAttribute(key, place)) continue;
    if (key.startsWith('_')) {
      // `_x` alone: a primitive without a value, only a reason for its absence.
      const name = key.slice(1);
      if (object[name] === undefined) out += property(name, undefined, object[key]);
    } else out += property(key, object[key], object[`_${key}`]);
  }
  return out;
}

/** An element's id and an extension's url are attributes; a resource's id is an element. */
function isAttribute(key: string, place: Place): boolean {
  return (key === 'id' && place !== 'resource') || (key === 'url' && place === 'extension');
}

function property(name: string, value: unknown, sibling: unknown): string {
  if (!Array.isArray(value) && !Array.isArray(sibling)) return element(name, value, sibling);
  const values = Array.isArray(value) ? value : [];
  const siblings = Array.isArray(sibling) ? sibling : [];
  const count = Math.max(values.length, siblings.length);
  let out = '';
  for (let i = 0; i < count; i++) out += element(name, values[i], siblings[i]);
  return out;
}

function element(name: string, value: unknown, sibling: unknown): string {
  if (isObject(value)) return complex(name, value);
  const extra = isObject(sibling) ? sibling : undefined;
  if (value === undefined || value === null) return extra ? complex(name, extra) : '';
  if (name === 'div' && typeof value === 'string') return cleanXhtml(value);
  const attribute = ` value="${escapeAttribute(String(value))}"`;
  return extra ? complex(name, extra, attribute) : `<${name}${attribute}/>`;
}

function complex(name: string, value: Json, attribute = ''): string {
  if (typeof value.resourceType === 'string') return `<${name}>${resourceXml(value)}</${name}>`;
  const place = name === 'extension' || name === 'modifierExtension' ? 'extension' : 'element';
  let attributes = attribute;
  for (const key of ['id', 'url']) {
    const text = value[key];
    if (isAttribute(key, place) && typeof text === 'string')
      attributes += ` ${key}="${escapeAttribute(text)}"`;
  }
  return `<${name}${attributes}>${children(value, place)}</${name}>`;
}
