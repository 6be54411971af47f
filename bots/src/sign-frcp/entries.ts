import { CISIS, SECTIONS, type SectionKey } from '@dcc/fhir-profiles';
import { type FrcpRecord, hasCode } from '@dcc/rules';
import type { MedplumClient } from '@medplum/core';
import type { Resource } from '@medplum/fhirtypes';
import { readBatch } from '../shared/batch.ts';
import { BotError } from '../shared/operation-outcome.ts';
import { sameContent } from './veto.ts';

/** What the signer has seen of the entries. */
export interface Seen {
  /** `Type/id/_history/vid` of each entry as it was read; empty when the client does not say. */
  entries: readonly string[];
  /** When the code was typed, in ms since 1970: nothing that came later was read. Undefined without a proof. */
  codeAt: number | undefined;
}

interface Entry {
  key: SectionKey;
  reference: string;
  now: Resource;
}

/** A version to compare with: by its number, or the last one until an instant. */
type Wanted = Entry & ({ version: string } | { until: number });

const SECOND = 1000;

/**
 * Refuses a fiche of which an entry says something else than what its signer has read: the plan of a screen that was
 * without network is saved beside the fiche, whose own version does not move.
 *
 * Two guards, since either may be missing: the versions that the client names, and the hour of the code. An entry of
 * which only the accounts changed says the same. The quorum is left out: the signature itself evaluates it anew.
 *
 * @throws BotError in French, code `conflict`, one issue per part that changed.
 */
export async function assertEntriesSeen(
  medplum: MedplumClient,
  record: FrcpRecord,
  seen: Seen,
): Promise<void> {
  const entries = entriesOf(record);
  const unread = new Set<Entry>();
  const wanted: Wanted[] = [];
  for (const entry of entries) {
    const { now, reference } = entry;
    const start = `${reference}/_history/`;
    const version = seen.entries.find((one) => one.startsWith(start))?.slice(start.length);
    if (seen.entries.length > 0 && version === undefined) unread.add(entry);
    else if (version !== undefined && version !== now.meta?.versionId) wanted.push({ ...entry, version });
    // The hour of the code is in whole seconds, rounded down.
    const until = (seen.codeAt ?? Number.POSITIVE_INFINITY) + SECOND;
    if (Date.parse(now.meta?.lastUpdated ?? '') >= until) wanted.push({ ...entry, until });
  }
  const found = await readBatch(medplum, wanted.map(urlOf));
  for (const [index, one] of wanted.entries()) {
    const before = 'until' in one ? lastBefore(found[index]!, one.until) : found[index]![0];
    if (!before || !sameContent(before, one.now)) unread.add(one);
  }
  if (unread.size > 0) throw changed([...unread]);
}

function entriesOf(record: FrcpRecord): Entry[] {
  return (Object.keys(SECTIONS) as SectionKey[]).flatMap((key) =>
    record.entries(key).flatMap((now) => {
      const isQuorum = now.resourceType === 'Observation' && hasCode(now.code, CISIS.QUORUM);
      return isQuorum || !now.id ? [] : [{ key, reference: `${now.resourceType}/${now.id}`, now }];
    }),
  );
}

function urlOf(one: Wanted): string {
  return 'until' in one ? `${one.reference}/_history` : `${one.reference}/_history/${one.version}`;
}

function lastBefore(history: readonly Resource[], until: number): Resource | undefined {
  const dated = history.map((one) => ({ one, at: Date.parse(one.meta?.lastUpdated ?? '') }));
  return dated.filter(({ at }) => at < until).toSorted((a, b) => b.at - a.at)[0]?.one;
}

function changed(entries: readonly Entry[]): BotError {
  const keys = [...new Set(entries.map(({ key }) => key))];
  const issue = keys.map((key) => ({
    severity: 'error' as const,
    code: 'conflict' as const,
    details: {
      coding: [{ code: 'entry-changed' }],
      text: `${SECTIONS[key].title} : a changé depuis votre relecture, relisez cette partie.`,
    },
    diagnostics: entries.flatMap((one) => (one.key === key ? [one.reference] : [])).join(', '),
  }));
  const lines = issue.map(({ details }) => `- ${details.text}`).join('\n');
  return new BotError(
    `La fiche a changé depuis votre relecture : relisez ce qui a changé, puis signez de nouveau.\n${lines}`,
    issue,
  );
}
