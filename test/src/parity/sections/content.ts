import type { CodeSystem, DocumentReference, Patient, ValueSet } from '@medplum/fhirtypes';
import { beforeAll, describe, expect, test } from 'vitest';
import { differs, outcomeId, refusal, type Target } from '../support.ts';

/** Validation, terminology, documents, GraphQL. */
export function content(target: () => Target): void {
  const url = (kind: string) => `https://dcc.example/${kind}/${target().run}`;

  beforeAll(async () => {
    const { medplum, meta } = target();
    await medplum.createResource<CodeSystem>({
      resourceType: 'CodeSystem',
      meta,
      url: url('CodeSystem'),
      name: 'Parite',
      status: 'active',
      content: 'complete',
      concept: [
        { code: 'A', display: 'Sein' },
        { code: 'B', display: 'Précisé' },
      ],
    });
    await medplum.createResource<ValueSet>({
      resourceType: 'ValueSet',
      meta,
      url: url('ValueSet'),
      status: 'active',
      compose: { include: [{ system: url('CodeSystem') }] },
    });
  });

  describe('validation', () => {
    const wrong = (resource: object) => outcomeId(target().medplum.createResource(resource as Patient));

    test.each<[string, object]>([
      ['an unknown element', { resourceType: 'Patient', invented: 1 }],
      ['a wrong type', { resourceType: 'Patient', birthDate: 'hier' }],
      ['a missing element', { resourceType: 'Observation', status: 'final' }],
      ['an invariant', { resourceType: 'Patient', contact: [{ gender: 'male' }] }],
      ['a code of a required binding', { resourceType: 'Patient', gender: 'masculin' }],
    ])('%s is refused', async (_name, resource) => {
      expect(await wrong({ ...resource, meta: target().meta })).not.toBe('accepted');
    });

    test('a profile nobody knows is not', async () => {
      const { medplum, meta } = target();
      const profile = [url('StructureDefinition')];
      await medplum.createResource<Patient>({ resourceType: 'Patient', meta: { ...meta, profile } });
    });

    test('$validate writes nothing', async () => {
      const { medplum } = target();
      const outcome = await medplum.validateResource({ resourceType: 'Patient', gender: 'female' });
      expect(outcome.issue.every(({ severity }) => severity !== 'error')).toBe(true);
      const refused = medplum.validateResource({ resourceType: 'Patient', birthDate: 'hier' });
      expect(await outcomeId(refused)).not.toBe('accepted');
    });
  });

  describe('terminology', () => {
    const codes = (set: ValueSet) => set.expansion?.contains?.map(({ code }) => code);

    test('$expand, with a filter and a count', async () => {
      const { medplum } = target();
      expect(codes(await medplum.valueSetExpand({ url: url('ValueSet') }))?.sort()).toEqual(['A', 'B']);
      expect(codes(await medplum.valueSetExpand({ url: url('ValueSet'), filter: 'sei' }))).toEqual(['A']);
      expect(codes(await medplum.valueSetExpand({ url: url('ValueSet'), count: 1 }))).toHaveLength(1);
      expect(await outcomeId(medplum.valueSetExpand({ url: url('Inconnu') }))).not.toBe('accepted');
    });

    test('$validate-code and $lookup', async () => {
      const { medplum } = target();
      const ask = async (path: string, name: string) => {
        const { parameter } = await medplum.get(`fhir/R4/${path}`);
        const { name: _, ...value } = parameter.find((one: { name: string }) => one.name === name);
        return Object.values(value)[0];
      };
      const [set, system] = [url('ValueSet'), url('CodeSystem')];
      expect(await ask(`ValueSet/$validate-code?url=${set}&system=${system}&code=A`, 'result')).toBe(true);
      expect(await ask(`ValueSet/$validate-code?url=${set}&system=${system}&code=Z`, 'result')).toBe(false);
      expect(await ask(`CodeSystem/$validate-code?url=${system}&code=B`, 'result')).toBe(true);
      expect(await ask(`CodeSystem/$lookup?system=${system}&code=A`, 'display')).toBe('Sein');
    });
  });

  differs('expand-accents', async () => {
    const set = await target().medplum.valueSetExpand({ url: url('ValueSet'), filter: 'precise' });
    expect(set.expansion?.contains?.map(({ code }) => code)).toEqual(['B']);
  });

  describe('documents', () => {
    test('the same bytes come back, also through the resource that points to them', async () => {
      const { medplum, meta, also } = target();
      const data = new Uint8Array([0, 1, 2, 255, 10, 13]);
      const binary = await medplum.createBinary({ data, contentType: 'application/octet-stream' });
      also.push({ resourceType: 'Binary', id: binary.id! });
      const document = await medplum.createResource<DocumentReference>({
        resourceType: 'DocumentReference',
        meta,
        status: 'current',
        content: [{ attachment: { contentType: binary.contentType, url: `Binary/${binary.id}` } }],
      });
      for (const from of [`Binary/${binary.id}`, document.content?.[0]?.attachment?.url ?? '']) {
        const blob = await medplum.download(from.startsWith('http') ? from : `fhir/R4/${from}`);
        expect(new Uint8Array(await blob.arrayBuffer())).toEqual(data);
      }
    });
  });

  describe('$extract', () => {
    test('fills the template of a form with its answers, and writes nothing', async () => {
      const { medplum } = target();
      const sdc = 'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-';
      const extension = [
        {
          url: `${sdc}templateExtract`,
          extension: [{ url: 'template', valueReference: { reference: '#patient' } }],
        },
      ];
      const family = {
        url: `${sdc}templateExtractValue`,
        valueString: "item.where(linkId = 'a').answer.value",
      };
      const questionnaire = {
        resourceType: 'Questionnaire',
        status: 'active',
        extension,
        contained: [{ resourceType: 'Patient', id: 'patient', name: [{ _family: { extension: [family] } }] }],
        item: [{ linkId: 'a', type: 'string' }],
      };
      const response = {
        resourceType: 'QuestionnaireResponse',
        status: 'completed',
        item: [{ linkId: 'a', answer: [{ valueString: 'Extrait' }] }],
      };
      const { type, entry } = await medplum.post('fhir/R4/QuestionnaireResponse/$extract', {
        resourceType: 'Parameters',
        parameter: [
          { name: 'questionnaire-response', resource: response },
          { name: 'questionnaire', resource: questionnaire },
        ],
      });
      expect(type).toBe('transaction');
      expect(entry).toHaveLength(1);
      expect(entry[0]).toMatchObject({
        request: { method: 'POST', url: 'Patient' },
        resource: { resourceType: 'Patient', name: [{ family: 'Extrait' }] },
      });
    });
  });

  describe('GraphQL', () => {
    test('a search, a read and the resources that point to it', async () => {
      const { medplum, meta, run } = target();
      const patient = await medplum.createResource<Patient>({
        resourceType: 'Patient',
        meta,
        name: [{ family: `Graphe${run}` }],
      });
      const query = `{
        PatientList(name: "Graphe${run}") { id EncounterList(_reference: subject) { id } }
        Patient(id: "${patient.id}") { name { family } }
      }`;
      const { data, errors } = await medplum.graphql(query);
      expect(errors).toBeUndefined();
      expect(data.PatientList).toEqual([{ id: patient.id, EncounterList: [] }]);
      expect(data.Patient.name[0].family).toBe(`Graphe${run}`);
    });

    test('the schema of a type, as every form asks for it', async () => {
      await target().medplum.requestSchema('Appointment');
    }, 60_000);

    test('a wrong text is a bad request', async () => {
      expect(await outcomeId(target().medplum.graphql('{ Patient'))).not.toBe('accepted');
      expect(await outcomeId(target().medplum.graphql('{ Nothing { id } }'))).not.toBe('accepted');
    });
  });

  differs('graphql-bomb', async () => {
    const { medplum } = target();
    const aliases = Array.from({ length: 101 }, (_, i) => `p${i}: PatientConnection { count }`).join(' ');
    expect(await refusal(medplum.graphql(`{ ${aliases} }`))).toContain('recherches');
    const double = Array.from(
      { length: 14 },
      (_, i) => `fragment f${i} on Patient { ...f${i + 1} ...f${i + 1} }`,
    );
    const bomb = `{ PatientList { ...f0 } } ${double.join(' ')} fragment f14 on Patient { id }`;
    expect(await refusal(medplum.graphql(bomb))).toContain('trop large');
  });

  differs('absent-operations', async () => {
    const { medplum } = target();
    const id = crypto.randomUUID();
    for (const path of [
      `PlanDefinition/${id}/$apply`,
      `Patient/${id}/$summary`,
      `Patient/${id}/$ccda-export`,
      '$export',
      'Patient/$csv',
      'ConceptMap/$translate',
      'CodeSystem/$subsumes',
      `Patient/${id}/$graph`,
    ]) {
      expect([path, await outcomeId(medplum.post(`fhir/R4/${path}`, {}))]).toEqual([path, 'not-found']);
    }
  });
}
