import type { State } from './states.ts';

/** Cases of a passage: one per session where it was on the agenda. */
export function casesOf(state: State): number {
  return 1 + state.postponedFrom.length;
}

/**
 * Keeps about `wanted` cases: first one passage of every state, so that a short demonstration still shows all of
 * them, then the others in the order of the month.
 */
export function chooseCases(all: readonly State[], wanted: number): State[] {
  const total = all.reduce((sum, one) => sum + casesOf(one), 0);
  if (wanted >= total) return [...all];
  const seen = new Set<string>();
  const rare = all.filter((one) => {
    const label = stateLabel(one);
    return seen.has(label) ? false : seen.add(label) !== undefined;
  });
  const kept = new Set<State>();
  let count = 0;
  for (const one of [...rare, ...all]) {
    if (kept.has(one) || count + casesOf(one) > wanted) continue;
    kept.add(one);
    count += casesOf(one);
  }
  return all.filter((one) => kept.has(one));
}

/** Everything that makes a passage out of the ordinary, in one word. */
export function stateLabel(one: State): string {
  return [
    one.outcome,
    one.registered ? 'registered' : '',
    one.signed ? 'signed' : 'unsigned',
    one.amendments.length > 0 ? 'amended' : '',
    one.draftAmendment ? 'draft' : '',
    one.defect ?? '',
    one.postponedFrom[0]?.state ?? '',
    one.member.disease.tumours.length === 0 ? 'no tumour' : '',
    one.member.duplicateOf ? 'duplicate' : '',
  ].join('/');
}
