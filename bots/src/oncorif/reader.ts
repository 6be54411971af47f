import { DCC_CODES, LNC } from '@dcc/fhir-profiles';
import {
  COUNTED_TOPICS,
  type ExternalFigure,
  encounterOf,
  externalFigures,
  FA_PMSI_CANONICAL,
  isFiche,
  type Lookup,
  parisMonth,
  type SessionRecord,
} from '@dcc/rules';
import type { MedplumClient } from '@medplum/core';
import type {
  DataRequirement,
  Encounter,
  Library,
  Measure,
  MeasureReport,
  Resource,
} from '@medplum/fhirtypes';
import { around, byId, readSurvivors, referenceTo } from './reading.ts';
import { type ListSearch, searchLists, searchPages } from './search.ts';

/** Sessions read together: some 80 cases and 1,500 resources at a time, whatever the month holds. */
const SESSIONS_AT_ONCE = 8;

const token = ({ system, code }: { system: string; code: string }): string =>
  encodeURIComponent(`${system}|${code}`);

/** The Measures that are counted, for the export or for the dashboards alone, and the libraries they name. */
export async function readMeasures(
  medplum: MedplumClient,
): Promise<{ measures: Measure[]; libraries: Library[] }> {
  const measures: Measure[] = [];
  for await (const page of searchPages<Measure>(medplum, 'Measure', [
    ['status', 'active'],
    ['topic', COUNTED_TOPICS],
  ])) {
    measures.push(...page);
  }
  const values = [
    ...new Set(measures.flatMap((measure) => measure.library ?? []).map((one) => one.split('|')[0]!)),
  ];
  const libraries = await searchLists(medplum, [{ type: 'Library', parameter: 'url', values }]);
  return { measures, libraries: libraries as Library[] };
}

/** Every organisation and catalogue entry: labels, groupings, zero rows. */
export async function readDirectory(medplum: MedplumClient): Promise<Resource[]> {
  const all: Resource[] = [];
  for (const type of ['Organization', 'HealthcareService'] as const) {
    for await (const page of searchPages(medplum, type, [])) all.push(...page);
  }
  return all;
}

/** Figures loaded from outside (`dcc import fa-pmsi`): denominators that no record holds. */
export async function readExternal(medplum: MedplumClient): Promise<ExternalFigure[]> {
  const reports: MeasureReport[] = [];
  for await (const page of searchPages<MeasureReport>(medplum, 'MeasureReport', [
    ['measure', FA_PMSI_CANONICAL],
  ])) {
    reports.push(...page);
  }
  return externalFigures(reports);
}

/** A session, and what it points to. */
interface Read {
  readonly record: SessionRecord;
  readonly lookup: Lookup;
}

/**
 * Reads the sessions of some months with what belongs to them, by built-in search parameters only
 * (spec/indicators.md section 6), a few sessions at a time so that memory does not grow with the month.
 */
export class PeriodReader {
  readonly #medplum: MedplumClient;
  readonly #requirements: readonly DataRequirement[];
  /** Organisations, catalogue, roles, professionals: few, and met again in every session. */
  readonly #directory = new Map<string, Resource>();

  constructor(
    medplum: MedplumClient,
    directory: readonly Resource[],
    requirements: readonly DataRequirement[],
  ) {
    this.#medplum = medplum;
    this.#requirements = requirements;
    this.#keep(directory);
  }

  /** One reading ahead: the server finds the next sessions while the last ones are being counted. */
  async *read(months: readonly string[]): AsyncGenerator<Read> {
    let coming: Promise<Read[]> | undefined;
    for await (const sessions of this.#sessions(months)) {
      const next = this.#records(sessions);
      // It fails where it is awaited, and not before.
      next.catch(() => undefined);
      if (coming) yield* await coming;
      coming = next;
    }
    if (coming) yield* await coming;
  }

  async *#sessions(months: readonly string[]): AsyncGenerator<Encounter[]> {
    let waiting: Encounter[] = [];
    for await (const page of searchPages<Encounter>(this.#medplum, 'Encounter', sessionQuery(months), 200)) {
      waiting.push(...page.filter((session) => months.includes(parisMonth(session.period?.start) ?? '')));
      for (; waiting.length >= SESSIONS_AT_ONCE; waiting = waiting.slice(SESSIONS_AT_ONCE)) {
        yield waiting.slice(0, SESSIONS_AT_ONCE);
      }
    }
    if (waiting.length > 0) yield waiting;
  }

  async #records(sessions: readonly Encounter[]): Promise<Read[]> {
    const filter = `type=${token(DCC_CODES.CASE)}&status=finished`;
    const cases = (await searchLists(this.#medplum, [
      { type: 'Encounter', parameter: 'part-of', values: sessions.map(referenceTo), filter },
    ])) as Encounter[];
    const encounters = cases.map(referenceTo);
    const roles = [...sessions, ...cases].flatMap((one) =>
      (one.participant ?? []).map(({ individual }) => individual),
    );
    const read = await searchLists(this.#medplum, [
      { type: 'Composition', parameter: 'encounter', values: encounters, filter: `type=${token(LNC.FRCP)}` },
      ...this.#required(encounters),
      byId(
        'Patient',
        cases.map((one) => one.subject?.reference),
      ),
      byId(
        'ServiceRequest',
        cases.flatMap((one) => (one.basedOn ?? []).map(({ reference }) => reference)),
      ),
      byId('PractitionerRole', this.#unknown(roles.map((role) => role?.reference))),
    ]);
    const own = new Map(read.map((resource) => [referenceTo(resource), resource]));
    this.#keep(read.filter((resource) => resource.resourceType === 'PractitionerRole'));
    await Promise.all([this.#people(read), readSurvivors(this.#medplum, own)]);
    const lookup: Lookup = (reference) => own.get(reference) ?? this.#directory.get(reference);
    return sessions.map((session) => {
      const ofSession = cases.filter((one) => one.partOf?.reference === referenceTo(session));
      const references = new Set(ofSession.map(referenceTo));
      const linked = read.filter((resource) => references.has(encounterOf(resource) ?? ''));
      const record: SessionRecord = {
        session,
        cases: ofSession,
        compositions: linked.filter(isFiche),
        linked: linked.filter((resource) => !isFiche(resource)),
      };
      return { record, lookup };
    });
  }

  /** What the Measures ask for, of these cases. */
  #required(encounters: readonly string[]): ListSearch[] {
    return this.#requirements.map((requirement): ListSearch => {
      const filters = codeFilters(requirement).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
      const type = requirement.type as Resource['resourceType'];
      return { type, parameter: 'encounter', values: encounters, filter: filters.join('&') };
    });
  }

  async #people(read: readonly Resource[]): Promise<void> {
    const people = read.flatMap((one) =>
      one.resourceType === 'PractitionerRole' ? [one.practitioner?.reference] : [],
    );
    this.#keep(await searchLists(this.#medplum, [byId('Practitioner', this.#unknown(people))]));
  }

  #keep(resources: readonly Resource[]): void {
    for (const resource of resources) this.#directory.set(referenceTo(resource), resource);
  }

  #unknown(references: readonly (string | undefined)[]): string[] {
    return references.filter((one): one is string => one !== undefined && !this.#directory.has(one));
  }
}

/** How many sessions a reading of these months will meet, or a few more; 0 where the server does not count. */
export async function countSessions(medplum: MedplumClient, months: readonly string[]): Promise<number> {
  const query = new URLSearchParams(sessionQuery(months).map(([name, value]) => [name, value]));
  query.set('_summary', 'count');
  const { total = 0 } = await medplum.search('Encounter', query, { cache: 'no-store' });
  return total;
}

/** The search parameters of a requirement: its codes. */
export function codeFilters({ codeFilter }: DataRequirement): [string, string][] {
  return (codeFilter ?? []).flatMap(({ path, searchParam, code }): [string, string][] => {
    const tokens = (code ?? []).map(({ system, code: value }) => `${system}|${value}`);
    return tokens.length > 0 ? [[searchParam ?? path ?? 'code', tokens.join(',')]] : [];
  });
}

function sessionQuery(months: readonly string[]): [string, string][] {
  return [
    ['type', `${DCC_CODES.SESSION.system}|${DCC_CODES.SESSION.code}`],
    ['status', 'finished'],
    ...around('date', months),
  ];
}
