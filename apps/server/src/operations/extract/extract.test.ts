import type { MedplumClient } from '@medplum/core';
import type {
  Bundle,
  Extension,
  Observation,
  OperationOutcome,
  Patient,
  Questionnaire,
  QuestionnaireResponse,
  Resource,
} from '@medplum/fhirtypes';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Harness, rawFetch, startHarness } from '../../testing/harness.ts';

const SDC = 'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-';
const value = (expression: string): Extension => ({
  url: `${SDC}templateExtractValue`,
  valueString: expression,
});
const context = (expression: string): Extension => ({
  url: `${SDC}templateExtractContext`,
  valueString: expression,
});
const allocate = (name: string): Extension => ({ url: `${SDC}extractAllocateId`, valueString: name });
const use = (template: string, more: Record<string, string> = {}): Extension => ({
  url: `${SDC}templateExtract`,
  extension: [
    { url: 'template', valueReference: { reference: `#${template}` } },
    ...Object.entries(more).map(([url, valueString]) => ({ url, valueString })),
  ],
});

/** A patient from the whole form, an observation for each repetition of an item. */
const form: Questionnaire = {
  resourceType: 'Questionnaire',
  url: 'https://dcc.example/Questionnaire/extraction',
  status: 'active',
  extension: [allocate('newPatient'), use('patient', { fullUrl: '%newPatient' })],
  contained: [
    {
      resourceType: 'Patient',
      id: 'patient',
      name: [
        {
          extension: [context("item.where(linkId = 'nom')")],
          use: 'official',
          _family: { extension: [value("item.where(linkId = 'famille').answer.value")] },
          _given: [{ extension: [value("item.where(linkId = 'prenom').answer.value")] }],
        },
      ],
      _birthDate: { extension: [value("item.where(linkId = 'naissance').answer.value")] },
      telecom: [
        {
          extension: [context("item.where(linkId = 'telephone').answer")],
          system: 'phone',
          _value: { extension: [value('value')] },
        },
      ],
      maritalStatus: { extension: [value("item.where(linkId = 'absent').answer.value")] },
    } as unknown as Patient,
    {
      resourceType: 'Observation',
      id: 'poids',
      status: 'final',
      code: { text: 'Poids' },
      subject: { _reference: { extension: [value('%newPatient')] } },
      valueQuantity: {
        unit: 'kg',
        _value: { extension: [value('answer.value')] },
        system: 'http://unitsofmeasure.org',
      },
    } as unknown as Observation,
  ],
  item: [
    {
      linkId: 'nom',
      type: 'group',
      item: [
        { linkId: 'famille', type: 'string' },
        { linkId: 'prenom', type: 'string', repeats: true },
      ],
    },
    { linkId: 'naissance', type: 'date' },
    { linkId: 'telephone', type: 'string', repeats: true },
    {
      linkId: 'mesures',
      type: 'group',
      repeats: true,
      item: [{ linkId: 'poids', type: 'decimal', extension: [use('poids')] }],
    },
  ],
};
const answers: QuestionnaireResponse = {
  resourceType: 'QuestionnaireResponse',
  questionnaire: form.url,
  status: 'completed',
  item: [
    {
      linkId: 'nom',
      item: [
        { linkId: 'famille', answer: [{ valueString: 'Durand' }] },
        { linkId: 'prenom', answer: [{ valueString: 'Anne' }, { valueString: 'Marie' }] },
      ],
    },
    { linkId: 'naissance', answer: [{ valueDate: '1950-02-03' }] },
    { linkId: 'telephone', answer: [{ valueString: '01' }, { valueString: '02' }] },
    { linkId: 'mesures', item: [{ linkId: 'poids', answer: [{ valueDecimal: 61.5 }] }] },
    { linkId: 'mesures', item: [{ linkId: 'poids', answer: [{ valueDecimal: 60 }] }] },
  ],
};

let harness: Harness;
let admin: MedplumClient;
let stored: QuestionnaireResponse & { id: string };
beforeAll(async () => {
  harness = await startHarness();
  admin = harness.admin;
  await admin.createResource(form);
  stored = await admin.createResource(answers);
});
afterAll(() => harness.close());

/** A Bundle, or the reasons why there is none. */
type Answer = Omit<Bundle, 'resourceType'> & Pick<OperationOutcome, 'issue'>;

async function post(path: string, body: object): Promise<{ status: number; body: Answer }> {
  const res = await rawFetch(admin, `fhir/R4/QuestionnaireResponse${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/fhir+json' },
    body: JSON.stringify(body),
  });
  return { status: res.status, body: (await res.json()) as Answer };
}
const given = (response: object, questionnaire?: object) =>
  post('/$extract', {
    resourceType: 'Parameters',
    parameter: [
      { name: 'questionnaire-response', resource: response },
      ...(questionnaire ? [{ name: 'questionnaire', resource: questionnaire }] : []),
    ],
  });
const resources = ({ entry }: Pick<Bundle, 'entry'>) =>
  entry!.map(({ resource }) => resource) as [Patient, ...Observation[]];

describe('what the answers say', () => {
  test('fills the templates: values, repetitions, empty elements gone', async () => {
    const { status, body } = await given(answers);
    expect(status).toBe(200);
    expect(body.type).toBe('transaction');
    const [patient, first, second] = resources(body);
    expect(patient).toEqual({
      resourceType: 'Patient',
      name: [{ use: 'official', family: 'Durand', given: ['Anne', 'Marie'] }],
      birthDate: '1950-02-03',
      telecom: [
        { system: 'phone', value: '01' },
        { system: 'phone', value: '02' },
      ],
    });
    expect(first).toMatchObject({ status: 'final', valueQuantity: { value: 61.5, unit: 'kg' } });
    expect(second?.valueQuantity?.value).toBe(60);
  });

  test('points from one to the other by the allocated id', async () => {
    const { body } = await given(answers);
    const [patient, first] = body.entry!;
    expect(patient?.fullUrl).toMatch(/^urn:uuid:[0-9a-f-]{36}$/);
    expect((first?.resource as Observation | undefined)?.subject?.reference).toBe(patient?.fullUrl);
    expect(new Set(body.entry!.map(({ fullUrl }) => fullUrl)).size).toBe(3);
    const again = await given(answers);
    expect(again.body.entry?.[0]?.fullUrl).not.toBe(patient?.fullUrl);
  });

  test('of a stored response, by its form’s address; nothing is written', async () => {
    const { total: before } = await admin.search('Patient', '_total=accurate&_count=0');
    const { status, body } = await post(`/${stored.id}/$extract`, {});
    expect([status, body.entry?.length]).toEqual([200, 3]);
    const res = await rawFetch(admin, `fhir/R4/QuestionnaireResponse/${stored.id}/$extract`);
    expect(((await res.json()) as Bundle).entry).toHaveLength(3);
    expect((await admin.search('Patient', '_total=accurate&_count=0')).total).toBe(before);
  });

  test('what comes out can be sent as it is', async () => {
    const { body } = await given(answers);
    const result = await admin.executeBatch({ ...body, resourceType: 'Bundle' });
    expect(result.entry?.map(({ response }) => response?.status)).toEqual(['201', '201', '201']);
    const id = result.entry![0]!.response!.location!.split('/').at(-1)!;
    expect(await admin.searchResources('Observation', { subject: `Patient/${id}` })).toHaveLength(2);
  });

  test('an answer to nothing gives no resource for its item, and an empty one', async () => {
    const { body } = await given({ ...answers, item: [] });
    expect(resources(body)).toEqual([{ resourceType: 'Patient' }]);
  });

  test('an update, and its conditions', async () => {
    const extension = [
      use('patient', { resourceId: "'abc'", ifMatch: '\'W/"1"\'', ifNoneExist: "'identifier=' + '1'" }),
    ];
    const { body } = await given(answers, { ...form, extension, item: [] });
    expect(body.entry?.[0]).toMatchObject({
      resource: { id: 'abc' },
      request: { method: 'PUT', url: 'Patient/abc', ifMatch: 'W/"1"', ifNoneExist: 'identifier=1' },
    });
  });

  test('named contexts, and other extensions stay', async () => {
    const other = { url: 'https://dcc.example/autre', valueString: 'x' };
    const named: Extension = {
      url: `${SDC}templateExtractContext`,
      valueExpression: {
        language: 'text/fhirpath',
        expression: "item.where(linkId = 'nom')",
        name: 'nom',
      },
    };
    const template = {
      resourceType: 'Patient',
      id: 'patient',
      contact: [
        {
          extension: [named, other],
          name: { _text: { extension: [value("%nom.item.where(linkId = 'famille').answer.value")] } },
        },
      ],
    };
    const { body } = await given(answers, {
      ...form,
      contained: [template],
      extension: [use('patient')],
      item: [],
    });
    expect(resources(body)[0].contact).toEqual([{ extension: [other], name: { text: 'Durand' } }]);
  });
});

describe('what cannot be extracted', () => {
  const patient = (more: object) => ({
    ...form,
    item: [],
    extension: [use('patient')],
    contained: [{ resourceType: 'Patient', id: 'patient', ...more }] as Resource[],
  });
  test.each<[string, object, object | undefined, string]>([
    ['no form named', { ...answers, questionnaire: undefined }, undefined, 'questionnaire de la réponse'],
    [
      'a form nobody has',
      { ...answers, questionnaire: 'https://dcc.example/autre' },
      undefined,
      'introuvable',
    ],
    ['a version, as on the real server', { ...answers, questionnaire: `${form.url}|1` }, undefined, '|1'],
    ['a template that is not there', answers, { ...form, contained: [] }, 'Modèle absent : #patient'],
    ['a wrong expression', answers, patient({ _gender: { extension: [value('((')] } }), 'illisible'],
    [
      'no expression',
      answers,
      patient({ _gender: { extension: [{ ...value(''), valueString: undefined }] } }),
      'attendue',
    ],
    [
      'two values for one place',
      answers,
      patient({ _birthDate: { extension: [value("item.where(linkId = 'telephone').answer.value")] } }),
      'Plusieurs valeurs',
    ],
    [
      'an expression too long',
      answers,
      patient({ _gender: { extension: [value(`'${'x'.repeat(3000)}'`)] } }),
      'trop longue',
    ],
  ])('%s: 400, with where', async (_name, response, questionnaire, text) => {
    const { status, body } = await given(response, questionnaire);
    expect(status).toBe(400);
    expect(body.issue[0]?.details?.text).toContain(text);
    expect(body.issue[0]?.expression?.[0]).toBeTruthy();
  });

  test('nothing to extract from', async () => {
    expect((await post('/$extract', { resourceType: 'Parameters' })).status).toBe(400);
    expect((await post('/00000000-0000-4000-8000-000000000000/$extract', {})).status).toBe(404);
  });

  test('a form that multiplies without end', async () => {
    const many = (n: number) => Array.from({ length: n }, (_, i) => ({ valueString: `${i}` }));
    const response = { ...answers, item: [{ linkId: 'telephone', answer: many(400) }] };
    const nested = (depth: number): object =>
      depth === 0
        ? { _text: { extension: [value('%resource.id')] } }
        : { extension: [context('%resource.item.answer')], name: nested(depth - 1) };
    const { status, body } = await given(response, patient({ contact: [nested(4)] }));
    expect(status).toBe(400);
    expect(body.issue[0]?.details?.text).toContain('trop d’expressions');
  });
});
