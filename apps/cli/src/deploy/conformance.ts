import { setTimeout as sleep } from 'node:timers/promises';
import type { MedplumClient } from '@medplum/core';
import type { Bundle, BundleEntry, OperationOutcome, Resource } from '@medplum/fhirtypes';
import { outcomeText } from '../errors.ts';
import type { OnProgress } from '../progress.ts';
import { sameContent } from './content.ts';
import { count, type DeployReport } from './report.ts';

/** A definition: known by its canonical, and by its version where versions live side by side. */
export type Definition = Resource & { url?: string; version?: string };

/** Types whose published versions are never edited: each version is its own resource. */
const VERSIONED = new Set(['Measure', 'PlanDefinition']);

/** Under the real server's default body limit of 1 MB (spec/medplum.md 11), and under its 50 updates. */
const MAX_BYTES = 700_000;
const MAX_ENTRIES = 40;
const URLS_PER_SEARCH = 30;
/** Of one batch, while entries of it are put off by the quota: each lasts up to a minute. */
const MAX_ATTEMPTS = 10;

const KINDS: Record<string, string> = {
  CodeSystem: 'Systèmes de codes',
  ValueSet: 'Jeux de valeurs',
  StructureDefinition: 'Profils et extensions',
  Questionnaire: 'Questionnaires',
  Library: 'Bibliothèques',
  Measure: 'Indicateurs',
  PlanDefinition: 'Règles de quorum',
};

export const kindOf = (resource: Resource): string => KINDS[resource.resourceType] ?? resource.resourceType;

/**
 * Writes definitions in the order given, type after type: creates what is not there, replaces what differs,
 * leaves the rest alone. A batch, not a transaction: conditional creates are not limited to eight there, and
 * a deployment that stopped halfway is simply run again.
 */
export async function deployConformance(
  medplum: MedplumClient,
  definitions: readonly Definition[],
  report: DeployReport,
  onProgress: OnProgress,
): Promise<void> {
  let done = 0;
  for (const [, group] of Map.groupBy(definitions, ({ resourceType }) => resourceType)) {
    const { own, shared } = await readExisting(medplum, group);
    const writes: BundleEntry[] = [];
    for (const definition of group) {
      const stored = own.get(nameOf(definition));
      if (stored && sameContent(stored, definition)) {
        count(report, kindOf(definition), 'unchanged');
        done++;
      } else {
        writes.push(stored ? replace(definition, stored) : add(definition, shared.has(nameOf(definition))));
      }
    }
    for (const entry of chunks(writes)) {
      onProgress({ done, total: definitions.length, label: kindOf(group[0]!) });
      await write(medplum, entry, report);
      done += entry.length;
    }
    onProgress({ done, total: definitions.length, label: kindOf(group[0]!) });
  }
}

function nameOf({ resourceType, url, version }: Definition): string {
  return VERSIONED.has(resourceType) ? `${url}|${version}` : `${url}`;
}

interface Existing {
  own: Map<string, Definition>;
  /**
   * Canonicals that the server's own projects define too (`http://loinc.org`): read-only, and no reason not
   * to write.
   */
  shared: Set<string>;
}

async function readExisting(medplum: MedplumClient, group: readonly Definition[]): Promise<Existing> {
  const { resourceType } = group[0]!;
  const project = medplum.getProject()?.id;
  const urls = [...new Set(group.flatMap(({ url }) => url ?? []))];
  const existing: Existing = { own: new Map(), shared: new Set() };
  for (let start = 0; start < urls.length; start += URLS_PER_SEARCH) {
    const url = urls.slice(start, start + URLS_PER_SEARCH).join(',');
    const query = new URLSearchParams({ url, _count: '1000' });
    const stored: Definition[] = await medplum.searchResources(resourceType as 'ValueSet', query, {
      cache: 'reload',
    });
    for (const one of stored) {
      if (one.meta?.project && one.meta.project !== project) {
        existing.shared.add(nameOf(one));
      } else {
        existing.own.set(nameOf(one), one);
      }
    }
  }
  return existing;
}

function add(resource: Definition, isShared: boolean): BundleEntry {
  const { resourceType, url, version } = resource;
  const query = new URLSearchParams({
    url: url!,
    ...(VERSIONED.has(resourceType) && version ? { version } : {}),
  });
  const { id: _, ...content } = resource;
  const ifNoneExist = isShared ? {} : { ifNoneExist: `${query}` };
  return { resource: content as Resource, request: { method: 'POST', url: resourceType, ...ifNoneExist } };
}

function replace(resource: Definition, stored: Definition): BundleEntry {
  const url = `${resource.resourceType}/${stored.id}`;
  const ifMatch = `W/"${stored.meta?.versionId}"`;
  return { resource: { ...resource, id: stored.id } as Resource, request: { method: 'PUT', url, ifMatch } };
}

function* chunks(entries: readonly BundleEntry[]): Generator<BundleEntry[]> {
  let chunk: BundleEntry[] = [];
  let bytes = 0;
  for (const entry of entries) {
    const size = JSON.stringify(entry).length;
    if (chunk.length > 0 && (bytes + size > MAX_BYTES || chunk.length >= MAX_ENTRIES)) {
      yield chunk;
      chunk = [];
      bytes = 0;
    }
    chunk.push(entry);
    bytes += size;
  }
  if (chunk.length > 0) {
    yield chunk;
  }
}

/** @throws Error in French naming the first definition that the server refused. */
async function write(medplum: MedplumClient, entries: BundleEntry[], report: DeployReport): Promise<void> {
  let waiting = entries;
  for (let attempt = 0; waiting.length > 0; attempt++) {
    if (attempt > 0) {
      await waitForQuota(medplum, attempt);
    }
    const bundle: Bundle = { resourceType: 'Bundle', type: 'batch', entry: waiting };
    const response = await medplum.executeBatch(bundle);
    waiting = waiting.filter((entry, index) => {
      const answer = response.entry?.[index]?.response;
      const status = Number.parseInt(answer?.status ?? '500', 10);
      // The quota may run out in the middle of a batch, which itself answers 200.
      if (status === 429 && attempt < MAX_ATTEMPTS) {
        return true;
      }
      if (status >= 400) {
        const reason = outcomeText(answer?.outcome as OperationOutcome | undefined);
        throw new Error(`${nameOf(entry.resource as Definition)} refusé : ${reason}`);
      }
      // A conditional create that met its resource answers 200: someone deployed at the same time.
      const what = entry.request?.method === 'PUT' ? 'updated' : status === 200 ? 'unchanged' : 'created';
      count(report, kindOf(entry.resource!), what);
      return false;
    });
  }
}

/** Until the quota that is exhausted starts anew; by the header of the last answer (spec/medplum.md 13). */
async function waitForQuota(medplum: MedplumClient, attempt: number): Promise<void> {
  const exhausted = medplum.rateLimitStatus().filter(({ remainingUnits }) => remainingUnits <= 0);
  const seconds = Math.max(attempt, ...exhausted.map(({ secondsUntilReset }) => secondsUntilReset));
  await sleep(seconds * 1000);
}
