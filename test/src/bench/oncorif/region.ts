/**
 * A fictive region as the projection that the engine reads: NDJSON, a session with everything that is counted
 * with it on each line, in the order of the months, and an index of where each month begins. What a fiche says
 * in words is not in it: no indicator reads it.
 */
import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import type { Composition, Encounter, Resource } from '@medplum/fhirtypes';
import { answer } from '../../../../rules/src/indicators/testing/clinic.ts';
import { type Quorum, World } from '../../../../rules/src/indicators/testing/world.ts';

export interface SessionLine {
  readonly session: Encounter;
  readonly cases: readonly Encounter[];
  readonly compositions: readonly Composition[];
  readonly linked: readonly Resource[];
  /** Patients and inscriptions. */
  readonly related: readonly Resource[];
}

export interface RegionIndex {
  /** Establishments, 3C, catalogue, professionals. */
  readonly directory: readonly Resource[];
  /** First byte and the one after the last, by month. */
  readonly months: Readonly<Record<string, readonly [from: number, to: number]>>;
  readonly fiches: number;
}

/** Cases of a session: 49 resources with it, which one transaction takes. */
export const CASES = 8;
const ANSWERS: readonly Quorum[] = ['ORG-126', 'ORG-126', 'ORG-133', 'GEN-010'];
const ROLES = [0, 1, 2, 3, 4, 5, 6];

/** The sessions of one month. Patients come from one pool, so that months share some of them. */
export function monthOf(month: string, fiches: number): { directory: Resource[]; lines: SessionLine[] } {
  const world = new World();
  const directory = [...world.resources];
  const offset = Number(month.replace('-', ''));
  const lines: SessionLine[] = [];
  for (let n = 0; n < fiches; n += CASES) {
    const from = world.resources.length;
    const day = String(1 + ((n / CASES) % 28)).padStart(2, '0');
    const attendance = ROLES.map((role) => ({ role, mode: 'present' as const }));
    const session = world.session({
      start: `${month}-${day}T12:30:00+02:00`,
      rcp: (n / CASES) % 4,
      attendance,
    });
    session.identifier![0]!.value = `${month}-${n / CASES}`;
    const compositions: Composition[] = [];
    for (let i = n; i < Math.min(n + CASES, fiches); i++) {
      const number = (offset * 7919 + i * 31) % 120_000;
      const patient = world.patient(number % 5 === 0 ? {} : { ins: String(number), status: 'VALI' });
      const passage = world.passage({
        session,
        patient,
        requester: i % 4,
        quorum: ANSWERS[i % 4],
        missing: ANSWERS[i % 4] === 'ORG-133' ? ['radiothérapeute'] : undefined,
        inscribed: `${month}-01T08:00:00Z`,
        doctor: i % 3,
      });
      answer(world, passage, { complete: i % 9 > 0 });
      const versions = i % 8 === 0 ? (['preliminary'] as const) : (['final'] as const);
      const signed = [`${month}-28T${String(10 + (i % 10))}:00:00+01:00`];
      compositions.push(...world.fiche(passage, versions, `urn:uuid:${month}-${i}`, signed));
    }
    const own = world.resources.slice(from);
    const cases = own.filter((one): one is Encounter => one.resourceType === 'Encounter' && one !== session);
    const related = own.filter(
      (one) => one.resourceType === 'Patient' || one.resourceType === 'ServiceRequest',
    );
    const linked = own.filter((one) => one.resourceType === 'Observation');
    lines.push({ session, cases, compositions, linked, related });
  }
  return { directory, lines };
}

/** Resources of one month keep their names apart from those of others. */
function textOf(line: SessionLine, month: string, known: ReadonlySet<string>): string {
  return JSON.stringify(line).replaceAll(/(["/])(r\d+)"/g, (whole, before: string, id: string) =>
    known.has(id) ? whole : `${before}${month}-${id}"`,
  );
}

/**
 * Writes the file and its index (`<file>.index.json`).
 * @param perMonth fiches of each month.
 */
export function writeRegion(file: string, months: readonly string[], perMonth: number): RegionIndex {
  const out = openSync(file, 'w');
  const index: Record<string, [number, number]> = {};
  let directory: Resource[] = [];
  let at = 0;
  for (const month of months) {
    const made = monthOf(month, perMonth);
    directory = made.directory;
    const known = new Set(directory.map(({ id }) => id!));
    const from = at;
    for (let n = 0; n < made.lines.length; n += 100) {
      const chunk = made.lines.slice(n, n + 100).map((line) => `${textOf(line, month, known)}\n`);
      at += writeSync(out, chunk.join(''));
    }
    index[month] = [from, at];
  }
  closeSync(out);
  const region: RegionIndex = { directory, months: index, fiches: months.length * perMonth };
  writeFileSync(`${file}.index.json`, JSON.stringify(region));
  return region;
}

/** Months that end with the last one, in order. */
export function monthsEnding(last: string, count: number): string[] {
  const [year, month] = last.split('-').map(Number) as [number, number];
  return Array.from({ length: count }, (_, i) => {
    const at = year * 12 + month - 1 - (count - 1 - i);
    return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
  });
}
