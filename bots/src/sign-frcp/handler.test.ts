import { golden } from '@dcc/fhir-profiles/examples/golden.ts';
import { isSection, seriesPurpose } from '@dcc/rules';
import type {
  CarePlan,
  Composition,
  Encounter,
  Observation,
  PractitionerRole,
  Provenance,
} from '@medplum/fhirtypes';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { BotError } from '../shared/operation-outcome.ts';
import type { TestServer } from '../testing/server.ts';
import {
  draftServer,
  FICHE,
  NOW,
  quorumOf,
  quorumPlan,
  REQUESTER,
  RESPONSABLE,
  SIGNED_AT,
  SURGEON,
  secondVersion,
  signature,
} from '../testing/story.ts';
import { handler } from './handler.ts';

let server: TestServer;
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(NOW) });
  server = await draftServer();
});
afterEach(() => vi.useRealTimers());

const sign = (change = {}) => handler(server.medplum, signature(change));
const stored = () => server.repository.readResource<Composition>('Composition', FICHE);

async function failure(run: () => Promise<unknown>): Promise<BotError> {
  const error = await run().then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(BotError);
  return error as BotError;
}

describe('who signs', () => {
  const practitioner = golden<PractitionerRole>('role-oncologist').practitioner!;

  test('a person, in its own name', async () => {
    const result = await handler(server.medplum, { ...signature(), requester: practitioner as never });
    expect(result.status).toBe('final');
  });

  test.each(['ClientApplication/dpi', 'Bot/x'])(
    'no software, here %s, even with a proof',
    async (reference) => {
      const error = await failure(() =>
        handler(server.medplum, { ...signature(), requester: { reference } }),
      );
      expect(error.outcome.issue).toMatchObject([{ code: 'forbidden' }]);
      expect(error.message).toContain('un logiciel ne signe pour personne');
      expect((await stored()).status).toBe('preliminary');
    },
  );

  test('nobody in the name of another, and nothing is written', async () => {
    const { practitioner: other } = golden<PractitionerRole>('role-surgeon');
    const error = await failure(() => handler(server.medplum, { ...signature(), requester: other as never }));
    expect(error.outcome.issue).toMatchObject([{ code: 'forbidden' }]);
    expect((await stored()).status).toBe('preliminary');
  });
});

describe('the second factor', () => {
  const withSecret = (valueString: string) => ({
    secrets: { DCC_STEP_UP: { name: 'DCC_STEP_UP', valueString } },
  });
  const without = () => {
    const { input } = signature();
    return { input: { ...input, parameter: input.parameter.filter(({ name }) => name !== 'stepUp') } };
  };
  const reasonOf = () => server.all<Provenance>('Provenance')[0]!.reason![0]!.text;

  test('is written down beside the signature', async () => {
    await sign();
    expect(reasonOf()).toBe(`Second facteur vérifié à ${new Date(NOW).toISOString()}`);
  });

  test.each([undefined, 'required', 'oui'])(
    'without proof nothing is signed (DCC_STEP_UP: %s)',
    async (set) => {
      const secrets = set === undefined ? {} : withSecret(set);
      const error = await failure(() => handler(server.medplum, { ...without(), ...secrets }));
      expect(error.outcome.issue).toMatchObject([
        { code: 'login', details: { coding: [{ code: 'step-up' }] } },
      ]);
      expect((await stored()).status).toBe('preliminary');
    },
  );

  test('is done without where the operator said so, and that is written down', async () => {
    const result = await handler(server.medplum, { ...without(), ...withSecret('if-available') });
    expect(result.status).toBe('final');
    expect(reasonOf()).toContain('DCC_STEP_UP = if-available');
  });

  test('binds to what was re-read: an edit after the code is not signed', async () => {
    const proof = server.introspect('');
    const read = await stored();
    const purpose = `Composition/${FICHE}/_history/${read.meta?.versionId}`;
    const profile = golden<PractitionerRole>('role-oncologist').practitioner!.reference;
    await server.repository.updateResource({ ...read, title: `${read.title} bis` });
    server.introspect = () => ({ ...proof, purpose, profile });
    const error = await failure(() => sign());
    expect(error.message).toContain('la fiche a changé depuis');
    expect((await stored()).status).toBe('preliminary');
  });

  test('is not asked for again by a request that lost its answer', async () => {
    await sign();
    expect((await handler(server.medplum, without())).status).toBe('final');
  });

  test('once, for a series re-read together', async () => {
    const series = [
      'Composition/autre/_history/9',
      `Composition/${FICHE}/_history/${(await stored()).meta?.versionId}`,
    ];
    const { input } = signature();
    const parameter = [...input.parameter, ...series.map((valueString) => ({ name: 'series', valueString }))];
    const profile = golden<PractitionerRole>('role-oncologist').practitioner!.reference;
    const proof = { ...server.introspect(''), profile, purpose: seriesPurpose(series) };
    server.introspect = () => proof;
    const result = await handler(server.medplum, { input: { ...input, parameter } });
    expect(result.status).toBe('final');
    expect(reasonOf()).toContain('pour une série de 2 fiches');
  });
});

describe('a fiche that may be signed', () => {
  test('becomes final, with its legal attester', async () => {
    const result = await sign();
    expect(result).toMatchObject({
      id: FICHE,
      status: 'final',
      attester: [{ mode: 'legal', time: SIGNED_AT, party: RESPONSABLE }],
    });
    expect((await stored()).status).toBe('final');
  });

  test('has its quorum evaluated anew, in place of the earlier one', async () => {
    const before = golden<Observation>('quorum');
    await server.repository.updateResource({
      ...before,
      valueCodeableConcept: { text: 'pas encore' },
      note: undefined,
    });
    await sign();
    const [quorum, ...more] = quorumOf(server);
    expect(more).toEqual([]);
    expect(quorum).toMatchObject({
      id: before.id,
      valueCodeableConcept: { coding: [{ code: 'ORG-126' }] },
      extension: [{ valueCanonical: expect.stringMatching(/quorum-standard\|2023\.12$/) }],
    });
    const specialties = quorum!.component!.map((one) => one.valueCodeableConcept?.coding?.[0]?.code);
    expect(specialties.toSorted()).toEqual(['SM01', 'SM05', 'SM18', 'SM36', 'SM37']);
  });

  test('gets its first quorum when it had none, as an entry of its section', async () => {
    const old = golden<Observation>('quorum');
    server = await draftServer((fiche) => {
      const section = fiche.section!.find((one) => isSection(one, 'record'))!;
      section.entry = section.entry!.filter(({ reference }) => reference !== `Observation/${old.id}`);
    });
    await server.repository.deleteResource('Observation', old.id!);
    const result = await sign();
    const [quorum] = quorumOf(server);
    const section = result.section!.find((one) => isSection(one, 'record'))!;
    expect(section.entry!.map(({ reference }) => reference)).toContain(`Observation/${quorum!.id}`);
  });

  test('is signed though the quorum is not reached: that is an answer, not an error', async () => {
    const session = golden<Encounter>('session');
    session.participant = session.participant!.slice(0, 2);
    await server.repository.updateResource(session);
    expect((await sign()).status).toBe('final');
    const [quorum] = quorumOf(server);
    expect(quorum).toMatchObject({ valueCodeableConcept: { coding: [{ code: 'ORG-133' }] } });
    expect(quorum!.note![0]!.text).toContain('radiothérapeute absent');
  });

  test('is judged with the rule of the session day, not the newest', async () => {
    const stricter = { version: '2026.12', validFrom: '2026-12-01', minDistinctSpecialties: 9 };
    await server.add(quorumPlan(stricter));
    await sign();
    expect(quorumOf(server)[0]!.extension![0]!.valueCanonical).toMatch(/\|2023\.12$/);
  });

  test('puts its decision in force', async () => {
    await sign();
    expect(server.all<CarePlan>('CarePlan')[0]!.status).toBe('active');
  });

  test('leaves a trace of who signed what', async () => {
    await sign();
    const [trace, ...more] = server.all<Provenance>('Provenance');
    expect(more).toEqual([]);
    expect(trace).toMatchObject({
      occurredDateTime: SIGNED_AT,
      agent: [{ who: RESPONSABLE }],
      target: [
        { reference: `Composition/${FICHE}` },
        { reference: `Observation/${quorumOf(server)[0]!.id}` },
      ],
    });
  });

  test('takes six requests: three to read, one for the proof, one for rules, one to write', async () => {
    server.requests = 0;
    await sign();
    expect(server.requests).toBe(6);
  });

  test('without a time, is signed now', async () => {
    const { input } = signature();
    input.parameter = input.parameter.slice(0, 3);
    const result = await handler(server.medplum, { input });
    expect(result.attester![0]!.time).toBe(new Date(NOW).toISOString());
  });
});

describe('signing twice', () => {
  test('by the same person writes nothing and answers the same', async () => {
    const first = await sign();
    const before = server.fingerprint();
    expect(await sign({ time: '2026-10-14T19:00:00+02:00' })).toEqual(first);
    expect(server.fingerprint()).toBe(before);
  });

  test('by another is refused: a correction is a new version', async () => {
    await sign();
    const before = server.fingerprint();
    const error = await failure(() => sign({ attester: SURGEON.reference }));
    expect(error.message).toContain('déjà signée');
    expect(server.fingerprint()).toBe(before);
  });

  test('at the same moment: the answer is the signed fiche for both', async () => {
    const results = await Promise.all([sign(), sign()]);
    expect(results.map(({ status }) => status)).toEqual(['final', 'final']);
    expect(quorumOf(server)).toHaveLength(1);
    expect(server.all('Provenance')).toHaveLength(1);
  });

  test('an edit that slips in is not signed over', async () => {
    server.before = ({ body }) => {
      if (body?.includes('"transaction"')) {
        server.before = undefined;
        void server.repository.updateResource({
          ...golden<Composition>('frcp'),
          status: 'preliminary',
          title: 'Autre',
        });
      }
    };
    const error = await failure(() => sign());
    expect(error.message).toContain('modifiée pendant la signature');
    expect(error.outcome.issue[0]!.code).toBe('conflict');
    expect(await stored()).toMatchObject({ status: 'preliminary', title: 'Autre' });
    expect(server.all('Provenance')).toEqual([]);
  });

  test.each([1, 3])('a record shown to others %i times meanwhile is signed all the same', async (times) => {
    let left = times;
    server.before = ({ body }) => {
      if (body?.includes('"transaction"') && left-- > 0) {
        const one = golden<Observation>('quorum');
        void server.repository.updateResource({ ...one, meta: { ...one.meta, tag: [{ code: `${left}` }] } });
      }
    };
    expect((await sign()).status).toBe('final');
    expect(server.all('Provenance')).toHaveLength(1);
    expect(quorumOf(server)).toHaveLength(1);
  });

  test('a record that never stops changing is left unsigned', async () => {
    let n = 0;
    server.before = ({ body }) => {
      if (body?.includes('"transaction"')) {
        const one = golden<Observation>('quorum');
        void server.repository.updateResource({ ...one, meta: { ...one.meta, tag: [{ code: `${n++}` }] } });
      }
    };
    await expect(sign()).rejects.toThrow();
    expect(n).toBe(4);
    expect((await stored()).status).toBe('preliminary');
  });

  test('a lost answer, then again: signed once', async () => {
    server.after = ({ body }) => {
      if (body?.includes('"transaction"')) {
        server.after = undefined;
        throw new Error('connexion perdue');
      }
    };
    expect((await sign()).status).toBe('final');
    expect(server.all('Provenance')).toHaveLength(1);
  });
});

describe('a fiche that may not be signed', () => {
  test('is refused for all its reasons at once, and nothing is written', async () => {
    server = await draftServer((fiche) => {
      for (const key of ['tumour', 'proposal'] as const) {
        fiche.section!.find((one) => isSection(one, key))!.entry = undefined;
      }
      fiche.event![0]!.period = { start: '2026-10-01T12:30:00+02:00' };
    });
    const before = server.fingerprint();
    const error = await failure(() => sign({ attester: REQUESTER.reference }));
    for (const field of ['Tumeur', 'Proposition', 'Date de la RCP', 'Signataire']) {
      expect(error.message).toContain(`- ${field} : `);
    }
    expect(error.outcome.issue.length).toBe(error.message.split('\n').length - 1);
    expect(
      error.outcome.issue.every(({ code, diagnostics }) => code === 'business-rule' && diagnostics),
    ).toBe(true);
    expect(server.fingerprint()).toBe(before);
  });

  test('when something else than a draft', async () => {
    server = await draftServer((fiche) => {
      fiche.status = 'entered-in-error';
    });
    expect((await failure(() => sign())).message).toContain('seule une fiche en préparation');
  });

  test.each([1, 2, 3, 4, 5, 6])('the server failing at request %i leaves nothing half written', async (n) => {
    const before = server.fingerprint();
    server.requests = 0;
    server.before = (request) => {
      if (request.n === n) {
        throw new Error('panne');
      }
    };
    await expect(sign()).rejects.toThrow();
    expect(server.fingerprint()).toBe(before);
    server.before = undefined;
    expect((await sign()).status).toBe('final');
  });
});

describe('a second version', () => {
  const add = async (change: (fiche: Composition) => void = () => undefined) => {
    const second = secondVersion(await stored());
    change(second);
    await server.add(second);
    const time = '2026-10-16T10:00:00+02:00';
    return () => handler(server.medplum, signature({ composition: `Composition/${second.id}`, time }));
  };

  test('becomes amended once the first is signed, and its trace names what it revises', async () => {
    await sign();
    const run = await add();
    expect((await run()).status).toBe('amended');
    const traces = server.all<Provenance>('Provenance');
    expect(traces.at(-1)!.entity).toEqual([
      { role: 'revision', what: { reference: `Composition/${FICHE}` } },
    ]);
    expect((await stored()).status).toBe('final');
  });

  test('is refused while the first is a draft', async () => {
    const run = await add();
    expect((await failure(run)).message).toContain('jamais été signée');
  });

  test('is refused without a reason', async () => {
    await sign();
    const run = await add((fiche) => fiche.extension!.pop());
    expect((await failure(run)).message).toContain('Motif de modification');
  });
});

describe('a request that makes no sense', () => {
  test.each([
    ['nothing', undefined, /Parameters/],
    ['another resource', { resourceType: 'Patient' }, /Parameters/],
    ['no composition', { resourceType: 'Parameters' }, /composition : une référence Composition/],
    [
      'a bare attester',
      signature({ attester: 'Practitioner/1' }).input,
      /attester : une référence PractitionerRole/,
    ],
    ['a path', signature({ composition: 'Composition/1/_history/2' }).input, /composition/],
    [
      'a day without hour',
      signature({ time: '2026-10-14' }).input,
      /time : une date et une heure avec fuseau/,
    ],
    ['no time zone', signature({ time: '2026-10-14T18:05:00' }).input, /time/],
    ['an unknown fiche', signature({ composition: 'Composition/404' }).input, /introuvable/],
  ])('%s is refused in French, the field named', async (_, input, message) => {
    const error = await failure(() => handler(server.medplum, { input: input as never }));
    expect(error.message).toMatch(message);
    expect(error.outcome.issue[0]).toMatchObject({ severity: 'error', code: 'invalid' });
  });
});
