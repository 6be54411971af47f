import { SECRET } from '@dcc/rules';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, it } from 'vitest';
import { World } from '../../../rules/src/indicators/testing/world.ts';
import { sha256 } from './pack.ts';
import { OncorifStory } from './testing.ts';

/** A large thematic and a small one, in two months: what secrecy is for. */
function world(): World {
  const story = new World();
  const hold = (start: string, rcp: number, cases: number): void => {
    const session = story.session({ start, rcp, attendance: [{ role: 0, mode: 'present' }] });
    for (let n = 0; n < cases; n++) {
      const passage = story.passage({ session, patient: story.patient(), quorum: n ? 'ORG-126' : 'ORG-133' });
      story.fiche(passage, [n % 3 ? 'final' : 'preliminary']);
    }
  };
  hold('2026-10-06T12:30:00+02:00', 0, 14);
  hold('2026-10-13T12:30:00+02:00', 1, 3);
  hold('2026-11-03T12:30:00+01:00', 2, 15);
  return story;
}

interface Row {
  [column: string]: string;
}

const rowsOf = (text: string): Row[] =>
  parse(text, { columns: true, delimiter: ';', record_delimiter: '\r\n', bom: true });

describe('the pack', () => {
  const story = new OncorifStory();
  const files = new Map<string, string>();

  beforeAll(async () => {
    await story.with(world().resources);
    const result = await story.run(['2026-10', '2026-11'], { closedPeriod: '2026-10' });
    for (const name of ['indicateurs', 'indicateurs_tableur', 'sessions', 'offre_rcp', 'dictionnaire']) {
      files.set(`${name}.csv`, story.file(result, `${name}.csv`));
    }
    files.set('manifest.json', story.file(result, 'manifest.json'));
  });

  it('says of each file how many rows it has and what its bytes hash to', () => {
    const manifest = JSON.parse(files.get('manifest.json')!);
    expect(manifest.fichiers.map(({ nom }: { nom: string }) => nom)).toEqual(
      [...files.keys()].filter((name) => name.endsWith('.csv')),
    );
    for (const { nom, lignes, sha256: hash } of manifest.fichiers) {
      expect(rowsOf(files.get(nom)!), nom).toHaveLength(lignes);
      expect(sha256(files.get(nom)!), nom).toBe(hash);
      expect(lignes, nom).toBeGreaterThan(0);
    }
    expect(manifest.periodes).toEqual([
      { periode: '2026-10', etat: 'clos' },
      { periode: '2026-11', etat: 'ouvert' },
    ]);
    expect(manifest.secret_statistique).toBeUndefined();
  });

  it('has the same rows for people and for machines, told apart by the decimal mark', () => {
    const machines = rowsOf(files.get('indicateurs.csv')!);
    const people = rowsOf(files.get('indicateurs_tableur.csv')!);
    expect(files.get('indicateurs_tableur.csv')!.startsWith('\uFEFF')).toBe(true);
    expect(files.get('indicateurs.csv')!.startsWith('version;')).toBe(true);
    expect(people.map((row) => ({ ...row, valeur: row.valeur!.replace(',', '.') }))).toEqual(machines);
    expect(people.some((row) => /^\d+,\d+$/.test(row.valeur!))).toBe(true);
    expect(people.some((row) => row.valeur!.includes('.'))).toBe(false);
  });
});

describe('with small cells hidden', () => {
  const hidden = async () => {
    const story = await new OncorifStory().with(world().resources);
    const whole = await story.run(['2026-10', '2026-11']);
    const safe = await story.run(['2026-10', '2026-11'], { threshold: '5' });
    return { story, whole, safe };
  };

  it('says so in statut, in the manifest and in the file of sessions, and keeps every row', async () => {
    const { story, whole, safe } = await hidden();
    const before = rowsOf(story.file(whole, 'indicateurs.csv'));
    const after = rowsOf(story.file(safe, 'indicateurs.csv'));
    expect(after).toHaveLength(before.length);
    const masked = after.filter((row) => row.statut === SECRET);
    expect(masked.length).toBeGreaterThan(10);
    expect(masked.length).toBeLessThan(after.length);
    expect(masked.every((row) => `${row.numerateur}${row.denominateur}${row.valeur}` === '')).toBe(true);
    const manifest = JSON.parse(story.file(safe, 'manifest.json'));
    expect(manifest.secret_statistique).toEqual({ seuil: 5, statut: SECRET, lignes_masquees: masked.length });
    const sessions = rowsOf(story.file(safe, 'sessions.csv'));
    const small = sessions.filter((row) => row.A3_fiches_total === SECRET);
    expect(small.map((row) => row.date)).toContain('2026-10-13');
    expect(sessions.map((row) => row.date)).toEqual(['2026-10-06', '2026-10-13', '2026-11-03']);
  });

  it('shows no count of patients or fiches from 1 to 4 in any file', async () => {
    const { story, safe } = await hidden();
    for (const row of rowsOf(story.file(safe, 'indicateurs.csv'))) {
      if (!/^(fiches|patients|%)$/.test(row.unite!)) continue;
      for (const text of [row.numerateur!, row.denominateur!]) expect(text).not.toMatch(/^[1-4]$/);
    }
    for (const row of rowsOf(story.file(safe, 'sessions.csv'))) {
      for (const column of ['A3_fiches_total', 'A3_fiches_non_validees', 'A5_patients']) {
        expect(row[column], column).not.toMatch(/^[1-4]$/);
      }
    }
  });

  it('is another document: neither takes the place of the other', async () => {
    const { story } = await hidden();
    const documents = story.server.all('DocumentReference') as { status: string }[];
    expect(documents.map(({ status }) => status)).toEqual(['current', 'current']);
  });
});
