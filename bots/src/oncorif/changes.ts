import { randomUUID } from 'node:crypto';
import { DCC_CODES, LNC } from '@dcc/fhir-profiles';
import {
  encounterOf,
  isCase,
  isHandOver,
  isPlan,
  isSession,
  isValidated,
  type PlanRecord,
  parisMonth,
} from '@dcc/rules';
import type { MedplumClient } from '@medplum/core';
import type { Bundle, BundleEntry, DataRequirement, Resource } from '@medplum/fhirtypes';
import type { KeptMonth } from './kept-codec.ts';
import { codeFilters } from './reader.ts';
import { around, referenceTo } from './reading.ts';
import { searchPages } from './search.ts';

type Query = readonly (readonly [string, string])[];
type Changeable = KeptMonth & { readonly since: string };

const code = (...codes: { system: string; code: string }[]): string =>
  codes.map((one) => `${one.system}|${one.code}`).join(',');

/** What is counted of a month so that a deletion shows: a change is found by its date, a deletion is not. */
const COUNTED: readonly [type: Resource['resourceType'], date: string, filter: Query][] = [
  ['Encounter', 'date', [['type', code(DCC_CODES.SESSION)]]],
  ['Encounter', 'date', [['type', code(DCC_CODES.CASE)]]],
  ['Composition', 'period', [['type', code(LNC.FRCP)]]],
  ['Composition', 'period', [['type', code(LNC.PPS)]]],
  ['Task', 'period', [['code', code(DCC_CODES.HAND_OVER_PPS)]]],
];

/** How many sessions, cases, fiches, plans and hand-overs each month has, in one request. */
export async function countsOf(
  medplum: MedplumClient,
  months: readonly string[],
): Promise<Map<string, string>> {
  const entry = months.flatMap((month) =>
    COUNTED.map(([type, date, filter]): BundleEntry => {
      const query = new URLSearchParams([...filter, ...around(date, [month])].map(([k, v]) => [k, v]));
      return { request: { method: 'GET', url: `${type}?${query}&_summary=count` } };
    }),
  );
  const response = await medplum.executeBatch({ resourceType: 'Bundle', type: 'batch', entry });
  const totals = entry.map((_, i) => (response.entry?.[i]?.resource as Bundle | undefined)?.total);
  return new Map(
    months.map((month, i) => {
      const own = totals.slice(i * COUNTED.length, (i + 1) * COUNTED.length);
      // A server that does not count leaves nothing to compare: the text differs from every other one.
      return [month, own.includes(undefined) ? `? ${randomUUID()}` : own.join(' ')];
    }),
  );
}

/**
 * The months that are no longer as they were kept: something they were counted from has another version, was
 * deleted, or came to them since. One search per type, by `_lastUpdated`: it costs what changed,
 * not the history.
 */
export async function changedMonths(
  medplum: MedplumClient,
  kept: readonly Changeable[],
  counts: ReadonlyMap<string, string>,
  requirements: readonly DataRequirement[],
): Promise<Set<string>> {
  const changed = new Set<string>();
  for (const one of kept) if (one.counts !== counts.get(one.kept.month)) changed.add(one.kept.month);
  for (const [type, filter] of watched(requirements)) {
    const open = kept.filter((one) => !changed.has(one.kept.month));
    if (open.length === 0) break;
    const since = open.map((one) => one.since).sort()[0]!;
    for await (const page of searchPages<Resource>(medplum, type, [
      ['_lastUpdated', `ge${since}`],
      ...filter,
    ])) {
      for (const resource of page) {
        for (const one of kept) if (concerns(one, resource)) changed.add(one.kept.month);
      }
      if (kept.every((one) => changed.has(one.kept.month))) break;
    }
  }
  return changed;
}

/** Every type that is read, with the parts of it that are needed to tell the month. */
function watched(requirements: readonly DataRequirement[]): [Resource['resourceType'], Query][] {
  const parts = (text: string): [string, string] => ['_elements', text];
  const people = [
    'Organization',
    'HealthcareService',
    'PractitionerRole',
    'Practitioner',
    'Patient',
  ] as const;
  const asked = ['ServiceRequest', 'CarePlan'] as const;
  const required = requirements.filter(({ type }) => !asked.some((one) => one === type));
  return [
    ...people.map((type): [Resource['resourceType'], Query] => [type, [parts('meta')]]),
    ['Encounter', [['type', code(DCC_CODES.SESSION, DCC_CODES.CASE)], parts('status,type,period,partOf')]],
    ['Composition', [['type', code(LNC.FRCP, LNC.PPS)], parts('status,type,encounter,event')]],
    ['Task', [['code', code(DCC_CODES.HAND_OVER_PPS)], parts('code,focus,executionPeriod')]],
    ...asked.map((type): [Resource['resourceType'], Query] => [type, [parts('encounter')]]),
    ...required.map((one): [Resource['resourceType'], Query] => [
      one.type as Resource['resourceType'],
      [...codeFilters(one), parts('encounter')],
    ]),
  ];
}

/** True when this version of a resource is not what the month was counted from, and may change it. */
function concerns({ kept: { month }, read, since }: Changeable, resource: Resource): boolean {
  if (!resource.meta?.lastUpdated || Date.parse(resource.meta.lastUpdated) < Date.parse(since)) return false;
  const standing = read.standing(referenceTo(resource), resource.meta.versionId ?? '');
  if (standing !== 'unknown') return standing === 'changed';
  if (resource.resourceType === 'Encounter') {
    if (resource.status !== 'finished') return false;
    if (isSession(resource)) return parisMonth(resource.period?.start) === month;
    return isCase(resource) && read.has(resource.partOf?.reference);
  }
  if (isPlan(resource)) {
    return isValidated(resource) && monthsOfPlan({ composition: resource, handOvers: [] }).includes(month);
  }
  if (isHandOver(resource)) {
    return read.has(resource.focus?.reference) || parisMonth(resource.executionPeriod?.start) === month;
  }
  return read.has(encounterOf(resource));
}

/** The months that a version of a plan is read for: those of its validation and of its hand-overs. */
export function monthsOfPlan({ composition, handOvers }: PlanRecord): string[] {
  const starts = [
    ...(composition.event ?? []).map(({ period }) => period?.start),
    ...handOvers.map(({ executionPeriod }) => executionPeriod?.start),
  ];
  return [...new Set(starts.flatMap((start) => parisMonth(start) ?? []))];
}
