import { goldenBundle } from '@dcc/fhir-profiles/examples/golden.ts';
import { EXTENSIONS } from '@dcc/fhir-profiles/src/extensions.ts';
import { isSection } from '@dcc/rules/src/signing/record.ts';
import type { MedplumClient } from '@medplum/core';
import type { Bundle, BundleEntry, CarePlan, Composition, Encounter, Resource } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { caseFile, readPart } from '../fiche/model/index.ts';
import { settleCase, settled } from './settle.ts';

const NOW = '2026-10-13T08:00:00.000Z';
const context = { now: NOW, me: 'PractitionerRole/me' };
type Sections = Parameters<typeof isSection>[1];

/** The golden case, its fiche back in preparation, without some parts; session and case as told. */
function file(
  without: Sections[] = [],
  change: { session?: Partial<Encounter>; rcpCase?: Partial<Encounter> } = {},
) {
  const records = new Map<string, Resource>(
    goldenBundle().entry!.map(({ resource }) => [`${resource!.resourceType}/${resource!.id}`, resource!]),
  );
  const golden = [...records.values()].find((one): one is Composition => one.resourceType === 'Composition')!;
  const composition: Composition = {
    ...golden,
    status: 'preliminary',
    section: golden.section!.filter((one) => !without.some((key) => isSection(one, key))),
  };
  records.set(`Composition/${golden.id}`, composition);
  const key = golden.encounter!.reference!;
  const rcpCase = { ...(records.get(key) as Encounter), ...change.rcpCase };
  records.set(key, rcpCase);
  const sessionKey = rcpCase.partOf!.reference!;
  records.set(sessionKey, { ...(records.get(sessionKey) as Encounter), ...change.session } as Encounter);
  return caseFile(rcpCase, records);
}

describe('settled', () => {
  test('a whole fiche of the hours of its session is left alone', () => {
    const whole = file();
    expect(settled(whole, context)).toBe(whole.fiche);
  });

  test('the fiche takes the hours at which the session was really held', () => {
    const period = { start: '2026-10-12T15:40:00Z', end: '2026-10-12T17:10:00Z' };
    const after = settled(file([], { session: { period } }), context)!;
    expect(after.composition.event![0]!.period).toEqual(period);
    expect(after.composition.date).toBe(NOW);
  });

  test('a record of which nothing is missing is complete', () => {
    expect(readPart(settled(file(['record']), context)!, 'record')).toMatchObject({
      complete: true,
      note: '',
    });
  });

  test('a record that lacks a part says which', () => {
    const after = settled(file(['record', 'phase']), context)!;
    expect(readPart(after, 'record')).toMatchObject({ complete: false, note: 'Manque : Phase du cancer' });
  });

  test('before the end of the session, or of the case, nothing is settled', () => {
    for (const change of [
      { session: { status: 'in-progress' as const } },
      { rcpCase: { status: 'planned' as const } },
    ]) {
      const open = file(['record'], change);
      expect(settled(open, context)).toBe(open.fiche);
    }
  });

  test('what is settled stays so', () => {
    const first = file(['record']);
    const once = settled(first, context)!;
    expect(settled({ ...first, fiche: once }, { ...context, now: '2026-10-14T08:00:00.000Z' })).toBe(once);
  });
});

describe('a plan that a screen of the room saved too late to tell the fiche', () => {
  const EARLY = '2026-10-12T16:00:00.000Z';
  const LATE = '2026-10-12T19:00:00.000Z';
  const golden = file();
  const [planKey, plan] = [...golden.records].find(([, one]) => one.resourceType === 'CarePlan') as [
    string,
    CarePlan,
  ];
  const sections = golden.fiche!.composition.section!;

  interface Told {
    plan?: Partial<CarePlan>;
    /** When the plan got what it says now. */
    at?: string;
    fiche?: Partial<Composition>;
  }

  /** A server that holds the golden case, its plan saved once more at an hour; and what it is sent. */
  function server({ plan: change = {}, at = LATE, fiche = {} }: Told) {
    const dated = <T extends Resource>(one: T, lastUpdated: string, versionId: string): T => ({
      ...one,
      meta: { ...one.meta, lastUpdated, versionId },
    });
    const first = dated<CarePlan>({ ...plan, status: 'draft' }, EARLY, '1');
    const composition = dated<Composition>({ ...golden.fiche!.composition, ...fiche }, EARLY, '1');
    const records = new Map<string, Resource>([
      ...golden.records,
      [planKey, dated({ ...first, ...change }, at, '2')],
      [`Composition/${composition.id}`, composition],
    ]);
    const sent: Composition[] = [];
    const answer = (url: string): Bundle => {
      const [name = '', type = ''] = [url.replace(/\/_history$/, ''), url.split(/[?/]/)[0]];
      const isHistory = url.endsWith('/_history');
      const found = isHistory
        ? [records.get(name)!, ...(name === planKey ? [first] : [])]
        : [...records.values()].filter(({ resourceType }) => resourceType === type);
      return { resourceType: 'Bundle', type: 'searchset', entry: found.map((resource) => ({ resource })) };
    };
    const executeBatch = async ({ type, entry }: Bundle): Promise<Bundle> => {
      const written = entry!.flatMap(({ resource }) =>
        resource?.resourceType === 'Composition' ? [resource] : [],
      );
      for (const one of written) records.set(`Composition/${one.id}`, dated(one, NOW, '2'));
      sent.push(...written);
      const read = ({ request }: BundleEntry) =>
        type === 'transaction' ? {} : { resource: answer(request!.url!) };
      return {
        resourceType: 'Bundle',
        type: 'batch-response',
        entry: entry!.map((one) => ({ ...read(one), response: { status: '200' } })),
      };
    };
    return { medplum: { executeBatch } as unknown as MedplumClient, sent };
  }

  async function opened(told: Told) {
    const { medplum, sent } = server(told);
    const { fiche } = await settleCase(medplum, golden.rcpCase.id!, context.me);
    const section = fiche!.composition.section!.find((one) => isSection(one, 'proposal'));
    return { fiche: fiche!, sent, words: section?.text?.div ?? '', section };
  }
  const note = [{ text: 'Discuter l’inclusion dans un essai' }];

  test('is told before the fiche is shown to who signs it', async () => {
    const { words, sent } = await opened({ plan: { note } });
    expect(words).toContain('Discuter l’inclusion dans un essai');
    expect(sent).toHaveLength(1);
  });

  test('made on that screen alone, is pointed to as well', async () => {
    const without = sections.filter((one) => !isSection(one, 'proposal'));
    const { section } = await opened({ fiche: { section: without }, plan: { note } });
    expect(section!.entry).toContainEqual({ reference: planKey });
  });

  test.each<[string, Told]>([
    ['saved before the words that sum it up otherwise', { plan: { note }, at: EARLY }],
    ['of which only the accounts changed', {}],
    [
      'which an author told in his own words',
      {
        plan: { note },
        fiche: {
          section: sections.map((one) =>
            isSection(one, 'proposal') ? { ...one, text: { ...one.text!, status: 'additional' } } : one,
          ),
        },
      },
    ],
    [
      'of an amendment',
      {
        plan: { note },
        fiche: {
          extension: golden.fiche!.composition.extension!.map((one) =>
            one.url === EXTENSIONS.DOCUMENT_VERSION ? { ...one, valuePositiveInt: 2 } : one,
          ),
        },
      },
    ],
  ])('one %s changes no word', async (_, told) => {
    const { sent, words } = await opened(told);
    expect(sent).toEqual([]);
    expect(words).not.toContain('essai');
  });
});
