import type { Resource } from '@medplum/fhirtypes';
import type { XmlSink } from './sink.ts';
import { xmlChars } from './text.ts';
import { writeXhtml } from './xhtml.ts';

type Json = Record<string, unknown>;

const FHIR = 'http://hl7.org/fhir';

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Writes a FHIR resource as FHIR XML (FHIR R4 xml.html): primitives in `@value`, `_x` siblings as id and extensions, a
 * resource inside its own element. Elements keep the order of the JSON: the stylesheets read by name, so the schema's
 * order is not worth the table it would need (docs/adr/0002-fhir-xml-as-xslt-input.md).
 * @throws TypeError when it is not a resource.
 */
export function writeFhirXml(resource: Resource, sink: XmlSink): void {
  if (!isObject(resource) || typeof resource.resourceType !== 'string') {
    throw new TypeError('Ressource FHIR attendue : resourceType est absent');
  }
  writeResource(resource as unknown as Json, sink, FHIR);
}

function writeResource(resource: Json, sink: XmlSink, namespace?: string): void {
  sink.start(resource.resourceType as string, namespace);
  writeChildren(resource, 'resource', sink);
  sink.end();
}

/** Where an object stands decides which of its properties are attributes. */
type Place = 'resource' | 'extension' | 'element';

/** An element's id and an extension's url are attributes; a resource's id is an element. */
function isAttribute(key: string, place: Place): boolean {
  return (key === 'id' && place !== 'resource') || (key === 'url' && place === 'extension');
}

function writeChildren(object: Json, place: Place, sink: XmlSink): void {
  for (const key in object) {
    if (key === 'resourceType' || isAttribute(key, place)) continue;
    if (key.startsWith('_')) {
      // `_x` alone: a primitive without a value, only a reason for its absence.
      const name = key.slice(1);
      if (object[name] === undefined) writeProperty(name, undefined, object[key], sink);
    } else writeProperty(key, object[key], object[`_${key}`], sink);
  }
}

function writeProperty(name: string, value: unknown, sibling: unknown, sink: XmlSink): void {
  if (!Array.isArray(value) && !Array.isArray(sibling)) {
    writeElement(name, value, sibling, sink);
    return;
  }
  const values = Array.isArray(value) ? value : [];
  const siblings = Array.isArray(sibling) ? sibling : [];
  const count = Math.max(values.length, siblings.length);
  for (let i = 0; i < count; i++) writeElement(name, values[i], siblings[i], sink);
}

function writeElement(name: string, value: unknown, sibling: unknown, sink: XmlSink): void {
  if (isObject(value)) {
    writeComplex(name, value, undefined, sink);
    return;
  }
  const extra = isObject(sibling) ? sibling : undefined;
  if (value === undefined || value === null) {
    if (extra) writeComplex(name, extra, undefined, sink);
  } else if (name === 'div' && typeof value === 'string') writeXhtml(value, sink);
  else writeComplex(name, extra ?? {}, xmlChars(String(value)), sink);
}

function writeComplex(name: string, value: Json, primitive: string | undefined, sink: XmlSink): void {
  sink.start(name);
  if (typeof value.resourceType === 'string') writeResource(value, sink);
  else {
    const place = name === 'extension' || name === 'modifierExtension' ? 'extension' : 'element';
    if (primitive !== undefined) sink.attribute('value', primitive);
    for (const key of ['id', 'url']) {
      const text = value[key];
      if (isAttribute(key, place) && typeof text === 'string') sink.attribute(key, xmlChars(text));
    }
    writeChildren(value, place, sink);
  }
  sink.end();
}
