import { validateResource } from '@medplum/core';
import type { ElementDefinition, Observation, StructureDefinition } from '@medplum/fhirtypes';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadDefinitions } from '../examples/testing.ts';
import { adaptForMedplum } from './adapt.ts';

const EXTENSION = 'https://example.org/fhir/StructureDefinition/needed';

const root = (type: string): ElementDefinition => ({
  id: type,
  path: type,
  definition: type,
  min: 0,
  max: '*',
});

function profileOf(type: string, elements: ElementDefinition[]): StructureDefinition {
  return {
    resourceType: 'StructureDefinition',
    url: `https://example.org/fhir/StructureDefinition/${type}`,
    name: 'Test',
    status: 'active',
    kind: 'resource',
    abstract: false,
    type,
    baseDefinition: `http://hl7.org/fhir/StructureDefinition/${type}`,
    text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml">long</div>' },
    snapshot: { element: [root(type), ...elements] },
  } as StructureDefinition;
}

const element = (id: string, more: Partial<ElementDefinition> = {}): ElementDefinition =>
  ({
    id,
    path: id.replaceAll(/:[^.]+/g, ''),
    definition: id,
    min: 0,
    max: '*',
    ...more,
  }) as ElementDefinition;

const byValue = (path: string): ElementDefinition['slicing'] => ({
  discriminator: [{ type: 'value', path }],
  rules: 'open',
});

const ids = ({ snapshot }: StructureDefinition): (string | undefined)[] =>
  snapshot!.element!.map(({ id }) => id);

beforeAll(loadDefinitions);

describe('adaptForMedplum', () => {
  it('refuses a definition without a snapshot', () => {
    const { snapshot: _, ...bare } = profileOf('Patient', []);
    expect(() => adaptForMedplum(bare as StructureDefinition)).toThrow('no snapshot');
  });

  it('leaves its input alone', () => {
    const source = profileOf('Patient', [element('Patient.identifier', { comment: 'prose' })]);
    const text = JSON.stringify(source);
    adaptForMedplum(source);
    expect(JSON.stringify(source)).toBe(text);
  });

  it('takes the prose out, but a snapshot element keeps a definition', () => {
    const source = profileOf('Patient', [
      element('Patient.identifier', { comment: 'prose', short: 'Identifiant' }),
    ]);
    const { definition } = adaptForMedplum(source);
    expect(definition).not.toHaveProperty('text');
    const identifier = definition.snapshot!.element![1]!;
    expect(identifier).not.toHaveProperty('comment');
    expect(identifier.definition).toBe('Identifiant');
  });

  it('takes pinned versions off, since canonicals are compared literally', () => {
    const source = profileOf('Encounter', [
      element('Encounter.subject', {
        type: [
          { code: 'Reference', targetProfile: ['http://hl7.org/fhir/StructureDefinition/Patient|4.0.1'] },
        ],
        binding: { strength: 'required', valueSet: 'http://example.org/ValueSet/x|1' },
      }),
    ]);
    const subject = adaptForMedplum(source).definition.snapshot!.element![1]!;
    expect(subject.type?.[0]?.targetProfile).toEqual(['http://hl7.org/fhir/StructureDefinition/Patient']);
    expect(subject.binding?.valueSet).toBe('http://example.org/ValueSet/x');
  });

  it('keeps a slice told apart by a single value', () => {
    const source = profileOf('Practitioner', [
      element('Practitioner.identifier', { slicing: byValue('system') }),
      element('Practitioner.identifier:rpps', { max: '1' }),
      element('Practitioner.identifier:rpps.system', { fixedUri: 'https://rpps.esante.gouv.fr', max: '1' }),
    ]);
    const { definition, dropped } = adaptForMedplum(source);
    expect(dropped).toEqual([]);
    expect(ids(definition)).toHaveLength(4);
  });

  it.each([
    ['a dotted path', byValue('code.coding')],
    ['a function', byValue("extension('x').value")],
    ['existence', { discriminator: [{ type: 'exists' as const, path: 'code' }], rules: 'open' as const }],
  ])('drops slices told apart by %s, and says so', (_, slicing) => {
    const source = profileOf('Observation', [
      element('Observation.component', { slicing }),
      element('Observation.component:t', { min: 1, max: '1' }),
      element('Observation.component:t.code', { max: '1' }),
      element('Observation.note'),
    ]);
    const { definition, dropped } = adaptForMedplum(source);
    expect(dropped).toEqual(['Observation.component:t']);
    expect(ids(definition)).toEqual(['Observation', 'Observation.component', 'Observation.note']);
    expect(definition.snapshot!.element![1]).not.toHaveProperty('slicing');
  });

  it('drops slices told apart by an element that repeats', () => {
    const source = profileOf('Encounter', [
      element('Encounter.participant', { slicing: byValue('type') }),
      element('Encounter.participant.type', {
        base: { path: 'Encounter.participant.type', min: 0, max: '*' },
      }),
      element('Encounter.participant:chair', { min: 1 }),
    ]);
    expect(adaptForMedplum(source).dropped).toEqual(['Encounter.participant:chair']);
  });

  it('drops slices told apart by a required binding only, not by a fixed value', () => {
    const bound = { binding: { strength: 'required' as const, valueSet: 'http://example.org/ValueSet/x' } };
    const slices = (more: Partial<ElementDefinition>): StructureDefinition =>
      profileOf('Organization', [
        element('Organization.type', { slicing: byValue('$this') }),
        element('Organization.type:sector', more),
      ]);
    expect(adaptForMedplum(slices(bound)).dropped).toEqual(['Organization.type:sector']);
    const fixed = { ...bound, patternCodeableConcept: { text: 'x' } };
    expect(adaptForMedplum(slices(fixed)).dropped).toEqual([]);
  });

  it('drops a slice inside a slice', () => {
    const source = profileOf('Patient', [
      element('Patient.name', { slicing: byValue('use') }),
      element('Patient.name:official'),
      element('Patient.name:official.use', { patternCode: 'official', max: '1' }),
      element('Patient.name:official.extension', { slicing: byValue('url') }),
      element('Patient.name:official.extension:list', { min: 1 }),
    ]);
    const { definition, dropped } = adaptForMedplum(source);
    expect(dropped).toEqual(['Patient.name:official.extension:list']);
    expect(definition.snapshot!.element!.at(-1)).not.toHaveProperty('slicing');
  });
});

describe('an extension that must be there', () => {
  const type = [{ code: 'Extension', profile: [`${EXTENSION}|1.0.0`] }];
  const { definition } = adaptForMedplum(
    profileOf('Observation', [
      element('Observation.extension', {
        slicing: byValue('url'),
        type: [{ code: 'Extension' }],
        base: { path: 'DomainResource.extension', min: 0, max: '*' },
      }),
      element('Observation.extension:needed', { sliceName: 'needed', min: 1, max: '1', type }),
      element('Observation.status', { min: 1, max: '1', type: [{ code: 'code' }] }),
      element('Observation.code', { min: 1, max: '1', type: [{ code: 'CodeableConcept' }] }),
    ]),
  );
  const needed = { url: EXTENSION, valueString: 'x' };
  const other = { url: 'https://example.org/fhir/StructureDefinition/other', valueString: 'x' };
  const check = (extension?: Observation['extension']) => () =>
    validateResource(
      { resourceType: 'Observation', status: 'final', code: { text: 'x' }, extension },
      { profile: definition },
    );

  it('is counted by the server, whose parser needs its url', () => {
    expect(check([needed, other])).not.toThrow();
    expect(check([other])).toThrow("slice 'needed': expected 1..1, but found 0");
    expect(check([needed, needed])).toThrow("slice 'needed': expected 1..1, but found 2");
  });

  it('is not missed where there is no extension at all: our minimums are invariants', () => {
    expect(check()).not.toThrow();
  });
});
