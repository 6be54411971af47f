/** Choosing documents that differ: what tells two fiches apart for the official validator. */
/** The traits of one document that its file shows: thematic, modality, quorum, version, identity, tumour, TNM. */
export function traits(xml: string): string[] {
  const all: string[] = [];
  const title = /<title>([^<]*)<\/title>/.exec(xml)?.[1] ?? '';
  all.push(`rcp:${title}`);
  for (const code of [
    'ORG-117',
    'ORG-132',
    'ORG-128',
    'ORG-134',
    'ORG-126',
    'ORG-133',
    'GEN-010',
    'MED-244',
  ]) {
    if (xml.includes(`code="${code}"`)) all.push(code);
  }
  all.push(`version:${/<versionNumber value="(\d+)"/.exec(xml)?.[1]}`);
  if (xml.includes('typeCode="RPLC"')) all.push('replaces');
  all.push(/root="1\.2\.250\.1\.213\.1\.4\.(8|9|10|11)"/.test(xml) ? 'ins' : 'no-ins');
  if (/functionCode code="PCP"[\s\S]{0,400}nullFlavor="(NA|UNK|ASKU|NI)"/.test(xml)) all.push('mt-unknown');
  if (/codeSystem="2\.16\.840\.1\.113883\.15\.6"/.test(xml)) all.push('tnm');
  else all.push('no-tnm');
  if (/<value xsi:type="CD" nullFlavor="OTH"/.test(xml)) all.push('morphology-in-words');
  if (!xml.includes('code="282291009"')) all.push('no-tumour');
  for (const section of ['10162-6', '10218-6', '50397-9', '75320-2', '46006-3', '29554-3']) {
    if (xml.includes(`code="${section}"`)) all.push(`section:${section}`);
  }
  return all;
}

/**
 * The fewest documents that a greedy hand finds to show whatever two traits meet in one of them: each next document
 * brings the most pairs not yet seen, and a trait alone counts as one; ties in the order of the names. When none brings
 * anything more, it ends.
 * @param shown the traits of each document.
 */
export function coverPairs(shown: ReadonlyMap<string, readonly string[]>): string[] {
  const left = new Map([...shown].map(([file, own]) => [file, pairs(own)]));
  const seen = new Set<string>();
  const chosen: string[] = [];
  for (;;) {
    let best: string | undefined;
    let gain = 0;
    for (const [file, own] of left) {
      const fresh = own.filter((pair) => !seen.has(pair)).length;
      if (fresh > gain) [best, gain] = [file, fresh];
    }
    if (!best) return chosen;
    for (const pair of left.get(best)!) seen.add(pair);
    left.delete(best);
    chosen.push(best);
  }
}

/** A trait with each of those that a document shows beside it, and with itself. */
export function pairs(own: readonly string[]): string[] {
  const sorted = [...new Set(own)].toSorted();
  return sorted.flatMap((one, rank) => sorted.slice(rank).map((other) => `${one} & ${other}`));
}
