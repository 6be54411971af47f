import { DCC_CODES, LNC } from '@dcc/fhir-profiles';
import { guard, INVISIBLE_PATIENT, isLabelledHidden, release } from '@dcc/rules/src/announcement/index.ts';
import type { CodeableConcept, Consent, DocumentReference, Resource } from '@medplum/fhirtypes';
import { beforeEach, describe, expect, test } from 'vitest';
import { TestServer } from '../testing/server.ts';
import { handler } from './handler.ts';
import { guardsOfPatient } from './visibility.ts';

const NOW = '2026-11-02T09:00:00Z';
const HIDDEN: CodeableConcept = { coding: [{ ...INVISIBLE_PATIENT }] };
const NORMAL: CodeableConcept = { text: 'N' };
const target = {
  id: '6f9619ff-8b86-4d01-b42d-00cf4fc964ff',
  patient: { reference: 'Patient/p' },
  inscription: { reference: 'ServiceRequest/s' },
  now: NOW,
};
const CLOSED: Consent = { ...guard(target), id: 'guard' };
const OPEN = release(CLOSED, { on: '2026-11-01', by: { reference: 'PractitionerRole/d' } }, NOW);

function document(id: string, change: Partial<DocumentReference> = {}): DocumentReference {
  return {
    resourceType: 'DocumentReference',
    id,
    status: 'current',
    masterIdentifier: { value: `urn:oid:2.25.${id.length}` },
    type: { coding: [{ ...LNC.FRCP }] },
    securityLabel: [NORMAL, HIDDEN],
    content: [{ attachment: { url: `Binary/${id}` } }],
    context: { related: [{ reference: 'Composition/f' }, { reference: 'ServiceRequest/s' }] },
    ...change,
  };
}

let server: TestServer;
beforeEach(() => {
  server = new TestServer();
});
const run = (input: Resource = OPEN) => handler(server.medplum, { input });
const hidden = () =>
  Object.fromEntries(
    server.all<DocumentReference>('DocumentReference').map((one) => [one.id, isLabelledHidden(one)]),
  );

describe('a diagnosis is told', () => {
  test('the documents of its inscription are shown, those of others are not', async () => {
    const other = { related: [{ reference: 'ServiceRequest/other' }] };
    await server.add(OPEN, document('a'), document('b', { status: 'superseded' }));
    await server.add(document('c', { context: other }));
    expect((await run()).map(({ id }) => id).sort()).toEqual(['a', 'b']);
    expect(hidden()).toEqual({ a: false, b: false, c: true });
  });

  test('an imaging report joined to the inscription keeps the visibility that it came with', async () => {
    const imaging = { coding: [{ system: 'http://loinc.org', code: '18748-4' }] };
    await server.add(OPEN, document('scan', { type: imaging }));
    const { masterIdentifier: _, ...notIssued } = document('letter');
    await server.add(notIssued as DocumentReference);
    expect(await run()).toEqual([]);
    expect(hidden()).toEqual({ scan: true, letter: true });
  });

  test('two requests, and one when nothing is wrong', async () => {
    await server.add(OPEN, document('a'));
    server.requests = 0;
    await run();
    expect(server.requests).toBe(2);
    server.requests = 0;
    expect(await run()).toEqual([]);
    expect(server.requests).toBe(1);
  });

  test('more versions than one transaction holds are all shown', async () => {
    await server.add(OPEN, ...Array.from({ length: 45 }, (_, n) => document(`v${n}`)));
    expect(await run()).toHaveLength(45);
    expect(Object.values(hidden())).not.toContain(true);
  });
});

describe('what is not for it', () => {
  test('another consent writes nothing', async () => {
    const presentation: Consent = {
      ...OPEN,
      category: [{ coding: [{ ...DCC_CODES.RCP_PRESENTATION }] }],
    };
    await server.add(OPEN, document('a'));
    expect(await run(presentation)).toEqual([]);
    expect(hidden()).toEqual({ a: true });
  });

  test('a guard of nothing writes nothing', async () => {
    expect(await run({ ...OPEN, provision: { type: 'permit' } })).toEqual([]);
    expect(server.requests).toBe(0);
  });

  test('another resource is refused in French', async () => {
    await expect(run({ resourceType: 'Patient' })).rejects.toThrow('un consentement est attendu');
  });
});

describe('a run interrupted', () => {
  const moments = ['before', 'after'] as const;
  test.each(moments.flatMap((moment) => [1, 2].map((n) => ({ moment, n }))))(
    '$moment request $n, then again: shown once',
    async ({ moment, n }) => {
      await server.add(OPEN, document('a'));
      server.requests = 0;
      server[moment] = (request) => {
        if (request.n === n) throw new Error('coupure');
      };
      await expect(run()).rejects.toThrow('coupure');
      server[moment] = undefined;
      await run();
      expect(hidden()).toEqual({ a: false });
      const before = server.fingerprint();
      await run();
      expect(server.fingerprint()).toBe(before);
    },
  );

  test('by somebody who writes the document at that moment: nothing is lost, it is tried again', async () => {
    await server.add(OPEN, document('a'));
    let raced = false;
    server.after = ({ body }) => {
      if (raced || !body?.includes('"batch"')) return;
      raced = true;
      void server.repository.updateResource({ ...document('a'), description: 'relu' });
    };
    await expect(run()).rejects.toThrow();
    await run();
    const [stored] = server.all<DocumentReference>('DocumentReference');
    expect(stored).toMatchObject({ description: 'relu', securityLabel: [NORMAL] });
  });
});

test('the guards of a patient are found by one search, the other consents are not', async () => {
  const presentation: Consent = {
    ...CLOSED,
    id: 'presentation',
    category: [{ coding: [{ ...DCC_CODES.RCP_PRESENTATION }] }],
  };
  await server.add(CLOSED, presentation, { ...CLOSED, id: 'other', patient: { reference: 'Patient/q' } });
  const found = await server.medplum.searchResources('Consent', guardsOfPatient('Patient/p').split('?')[1]!);
  expect(found.map(({ id }) => id)).toEqual(['guard']);
});
