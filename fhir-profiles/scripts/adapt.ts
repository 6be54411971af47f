import type {
  ElementDefinition,
  ElementDefinitionSlicingDiscriminator,
  StructureDefinition,
} from '@medplum/fhirtypes';

/**
 * Adapts a snapshot made by SUSHI or the IG Publisher so that @medplum/core 5.2.13 enforces what it can and refuses
 * nothing that is right (spec/fhir-model.md 2.3). What is taken out is listed: an invariant must say it instead.
 */
export interface Adapted {
  readonly definition: StructureDefinition;
  /** Element ids of the slices that the server cannot evaluate. */
  readonly dropped: string[];
}

/** Prose that the server never reads: half of the bytes of a snapshot. */
const PROSE = [
  'definition',
  'comment',
  'requirements',
  'alias',
  'mapping',
  'isModifierReason',
  'example',
] as const;

/** Medplum compares canonicals literally: a pinned version is an unknown profile. */
const unpinned = (canonical: string): string => canonical.split('|')[0]!;

const lastSegment = (id: string): string => id.slice(id.lastIndexOf('.') + 1);

export function adaptForMedplum(source: StructureDefinition): Adapted {
  if (!source.snapshot) throw new Error(`${source.url}: no snapshot`);
  const { text: _text, mapping: _mapping, ...definition } = structuredClone(source);
  const elements = definition.snapshot!.element!;
  const unusable = new Set(
    elements.filter((element) => !canEvaluate(element, elements)).map(({ id }) => id!),
  );
  const dropped: string[] = [];
  const kept: ElementDefinition[] = [];
  let skipping: string | undefined;
  for (const element of elements) {
    const id = element.id!;
    if (skipping && id.startsWith(`${skipping}.`)) continue;
    skipping = undefined;
    if (isLost(id, unusable)) {
      dropped.push(id);
      skipping = id;
      continue;
    }
    kept.push(plain(element, unusable.has(id)));
    const address = extensionAddress(element);
    if (address) {
      kept.push(urlChild(element, address));
      skipping = id;
    }
  }
  definition.snapshot!.element = kept;
  return { definition, dropped };
}

/** A slice inside a slice (the parser gives its children to the outer one), or of a list it cannot tell apart. */
function isLost(id: string, unusable: ReadonlySet<string>): boolean {
  const last = lastSegment(id);
  if (!last.includes(':')) return false;
  const head = id.slice(0, id.length - last.length) + last.split(':')[0];
  return unusable.has(head) || id.split('.').filter((segment) => segment.includes(':')).length >= 2;
}

function plain(element: ElementDefinition, withoutSlicing: boolean): ElementDefinition {
  const copy = { ...element };
  for (const key of PROSE) delete copy[key];
  // A snapshot element must have a definition (sdf-3): the short one says enough.
  copy.definition = copy.short ?? copy.definition ?? lastSegment(element.id!);
  copy.type = copy.type?.map((type) => ({
    ...type,
    ...(type.profile ? { profile: type.profile.map(unpinned) } : {}),
    ...(type.targetProfile ? { targetProfile: type.targetProfile.map(unpinned) } : {}),
  }));
  if (copy.binding?.valueSet) copy.binding = { ...copy.binding, valueSet: unpinned(copy.binding.valueSet) };
  const insideSlice = element.id!.includes(':') && !lastSegment(element.id!).includes(':');
  if (withoutSlicing || insideSlice) delete copy.slicing;
  return JSON.parse(JSON.stringify(copy));
}

function canEvaluate(element: ElementDefinition, all: ElementDefinition[]): boolean {
  if (!element.slicing) return true;
  if (element.path?.endsWith('.meta.profile')) return false;
  const heads = all.filter(({ id }) => id!.startsWith(`${element.id}:`) && !lastSegment(id!).includes('.'));
  const slices = heads.filter(({ id }) => !id!.slice(element.id!.length + 1).includes('.'));
  return (element.slicing.discriminator ?? []).every((by) => canTell(by, element, slices, all));
}

function canTell(
  by: ElementDefinitionSlicingDiscriminator,
  element: ElementDefinition,
  slices: ElementDefinition[],
  all: ElementDefinition[],
): boolean {
  if (!['value', 'pattern', 'type'].includes(by.type ?? '')) return false;
  const path = by.path ?? '';
  const marks = slices.map((slice) =>
    path === '$this' ? slice : all.find(({ id }) => id === `${slice.id}.${path}`),
  );
  // Recognised by a required binding only: the server lets every value fall in the first such slice.
  if (marks.some((mark) => mark?.binding?.strength === 'required' && !hasValue(mark))) return false;
  if (path === '$this' || path === 'url') return true;
  if (/[(.]/.test(path)) return false;
  const child = all.find(
    ({ id, path: at }) => id === `${element.id}.${path}` || at === `${element.path}.${path}`,
  );
  return child?.base?.max !== '*';
}

function hasValue(element: ElementDefinition): boolean {
  return Object.keys(element).some((key) => key.startsWith('fixed') || key.startsWith('pattern'));
}

/** The address of the extension that an extension slice stands for. */
function extensionAddress(element: ElementDefinition): string | undefined {
  return /^(modifierE|e)xtension:/.test(lastSegment(element.id!))
    ? element.type?.[0]?.profile?.[0]
    : undefined;
}

/** How a snapshot says that a FHIRPath string is a FHIR uri; without it the parser sees another type. */
const FHIR_TYPE_URI = {
  url: 'http://hl7.org/fhir/StructureDefinition/structuredefinition-fhir-type',
  valueUrl: 'uri',
};

/** Without this child the server counts the extension zero times: min would always fail, max never. */
function urlChild(element: ElementDefinition, address: string): ElementDefinition {
  return {
    id: `${element.id}.url`,
    path: `${element.path}.url`,
    min: 1,
    max: '1',
    definition: 'Adresse de l’extension',
    base: { path: 'Extension.url', min: 1, max: '1' },
    type: [{ code: 'http://hl7.org/fhirpath/System.String', extension: [FHIR_TYPE_URI] }],
    fixedUri: unpinned(address),
  } as ElementDefinition;
}
