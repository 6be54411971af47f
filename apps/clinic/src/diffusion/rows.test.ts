import { TAGS } from '@dcc/fhir-profiles/src/codes.ts';
import { documentIds } from '@dcc/fhir-profiles/src/document-id.ts';
import { EXTENSIONS } from '@dcc/fhir-profiles/src/extensions.ts';
import type { Bundle, Composition, DocumentReference, Task } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { documentQueries, documentRows } from './rows.ts';

const fiche = (id: string, version = 1, time = '2026-10-12T10:00:00Z'): Composition => ({
  resourceType: 'Composition',
  id,
  status: version > 1 ? 'amended' : 'final',
  identifier: { value: 'urn:uuid:one' },
  extension: [{ url: EXTENSIONS.DOCUMENT_VERSION, valuePositiveInt: version }],
  encounter: { reference: 'Encounter/c' },
  subject: { reference: 'Patient/p' },
  attester: [{ mode: 'legal', time }],
  type: {},
  date: time,
  author: [],
  title: 'FRCP A / B / RCP Sein',
});
const documentOf = (version: number, more: Partial<DocumentReference> = {}): DocumentReference => ({
  resourceType: 'DocumentReference',
  status: 'current',
  masterIdentifier: { value: `urn:oid:${documentIds('urn:uuid:one', version).id}` },
  content: [
    { attachment: { contentType: 'text/xml', url: 'Binary/x' } },
    { attachment: { contentType: 'application/pdf', url: 'Binary/p' } },
  ],
  ...more,
});
const refusal = (status: Task['status']): Task => ({
  resourceType: 'Task',
  status,
  intent: 'order',
  focus: { reference: 'Composition/a' },
  description: 'Non émis :\n- Auteur : sans RPPS',
});
const bundle = (...all: Composition[]): Bundle => ({
  resourceType: 'Bundle',
  type: 'searchset',
  entry: [...all, { resourceType: 'Patient' as const, id: 'p' }].map((resource) => ({ resource })),
});
const states = (signed: Composition[], documents: DocumentReference[], tasks: Task[] = []) =>
  documentRows(bundle(...signed), documents, tasks).map(({ composition, state }) => [composition.id, state]);

describe('documentRows', () => {
  test('a document is found by the version it was issued from', () => {
    const rows = documentRows(
      bundle(fiche('a'), fiche('b', 2)),
      [documentOf(2), documentOf(1, { status: 'superseded' })],
      [],
    );
    expect(rows.map(({ composition, state }) => [composition.id, state])).toEqual([
      ['b', 'ready'],
      ['a', 'replaced'],
    ]);
    expect(rows[0]).toMatchObject({
      version: 2,
      caseId: 'c',
      patient: { id: 'p' },
      xml: { url: 'Binary/x' },
    });
    expect(rows[0]!.pdf!.url).toBe('Binary/p');
  });

  test('without a qualified identity the document waits', () => {
    expect(states([fiche('a')], [documentOf(1, { meta: { tag: [{ code: TAGS.NOT_SENDABLE }] } })])).toEqual([
      ['a', 'waiting'],
    ]);
  });

  test('a refusal says why; one that was answered does not block', () => {
    const [row] = documentRows(bundle(fiche('a')), [], [refusal('requested')]);
    expect([row!.state, row!.reasons]).toEqual(['refused', ['Non émis :', '- Auteur : sans RPPS']]);
    expect(states([fiche('a')], [], [refusal('completed')])).toEqual([['a', 'making']]);
    expect(states([fiche('a')], [documentOf(1)], [refusal('requested')])).toEqual([['a', 'ready']]);
  });

  test('what waits for somebody comes first, then the newest', () => {
    const signed = [fiche('old', 1), fiche('new', 2, '2026-10-20T10:00:00Z'), fiche('a', 3)];
    expect(states(signed, [documentOf(1), documentOf(2)], [refusal('requested')]).map(([id]) => id)).toEqual([
      'a',
      'new',
      'old',
    ]);
  });
});

test('documents and refusals are asked for in two searches, each case once', () => {
  const { documents, refusals } = documentQueries([fiche('a'), fiche('b', 2)]);
  expect(documents).toBe('encounter=Encounter/c&_count=1000');
  expect(refusals).toContain('focus=Composition/a,Composition/b');
});
