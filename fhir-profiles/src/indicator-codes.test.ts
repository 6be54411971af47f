import type { Measure } from '@medplum/fhirtypes';
import { beforeAll, describe, expect, it } from 'vitest';
import { build } from '../scripts/build.ts';
import { loadConformance } from './dist.ts';
import { indicatorCodeSystems } from './indicator-codes.ts';
import { SYSTEMS } from './systems.ts';

const code = (value: string, text?: string) => ({ coding: [{ code: value }], ...(text && { text }) });

const measure = (...group: NonNullable<Measure['group']>): Measure => ({
  resourceType: 'Measure',
  status: 'active',
  group,
});

const listed = (measures: Measure[]) =>
  indicatorCodeSystems(measures).map(({ concept }) => concept!.map((one) => [one.code, one.display]));

describe('the codes of indicators', () => {
  it('are those of groups, axes and crossed axes, each once, with the first label that says something', () => {
    const cross = { code: code('c3.specialite', 'Croisé'), component: [{ code: code('specialite') }] };
    const own = { code: code('specialite', 'Spécialité') };
    const first = measure({ code: code('b', 'B'), stratifier: [cross as never, own] });
    const second = measure({ code: code('a', 'A') }, { code: code('b', 'autre'), stratifier: [own] });
    expect(listed([first, second])).toEqual([
      [
        ['c3.specialite', 'Croisé'],
        ['specialite', 'Spécialité'],
      ],
      [
        ['a', 'A'],
        ['b', 'B'],
      ],
    ]);
  });

  it('leave out what has no code', () => {
    expect(listed([measure({ stratifier: [{}] }), { resourceType: 'Measure', status: 'draft' }])).toEqual([
      [],
      [],
    ]);
  });
});

describe('what is deployed', () => {
  beforeAll(() => void build());

  it('defines every code that its Measures use, and the topic they are found by', () => {
    const all = loadConformance();
    const known = new Set(
      all.flatMap((one) =>
        one.resourceType === 'CodeSystem'
          ? (one.concept ?? []).map((concept) => `${one.url}|${concept.code}`)
          : [],
      ),
    );
    const measures = all.filter((one): one is Measure => one.resourceType === 'Measure');
    expect(measures.length).toBeGreaterThan(6);
    const ours: string[] = [SYSTEMS.AXIS.url, SYSTEMS.SUB_INDICATOR.url, SYSTEMS.DCC.url];
    const used = codingsIn(measures).filter(({ system }) => ours.includes(system ?? ''));
    expect(used.length).toBeGreaterThan(50);
    expect(used.map((one) => `${one.system}|${one.code}`).filter((name) => !known.has(name))).toEqual([]);
  });
});

function codingsIn(value: unknown): { system?: string; code?: string }[] {
  if (Array.isArray(value)) return value.flatMap(codingsIn);
  if (typeof value !== 'object' || value === null) return [];
  const { coding } = value as { coding?: { system?: string; code?: string }[] };
  return [...(coding ?? []), ...Object.values(value).flatMap(codingsIn)];
}
