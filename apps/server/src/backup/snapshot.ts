import { backup, DatabaseSync } from 'node:sqlite';
import type { Blob as Document } from '../binary/blobs.ts';
import { blobOf, TOKEN_PREFIX } from '../binary/token.ts';

const PAGES_PER_STEP = 1000;

/**
 * Copies the database of a data folder to a file, as it was at one instant, while its server may go on
 * writing.
 *
 * The read transaction is what makes it end: without it, each write of the server would make SQLite start
 * the copy again (sqlite.org/backup.html).
 */
export async function copyDatabase(from: string, to: string): Promise<void> {
  const source = new DatabaseSync(from, { readOnly: true, timeout: 10_000 });
  try {
    source.exec('BEGIN');
    source.prepare('SELECT count(*) FROM setting').get();
    await backup(source, to, { rate: PAGES_PER_STEP });
    source.exec('COMMIT');
  } finally {
    source.close();
  }
}

export interface DatabaseContent {
  /** `PRAGMA user_version`. */
  schema: number;
  /** Every document that any version of a Binary points to, once. */
  documents: Document[];
}

/**
 * Reads what a copy of the database holds.
 * @param isChecked also reads the whole file for damage: at restore, where minutes are well spent.
 * @throws Error in French when the file is damaged.
 */
export function readDatabase(path: string, { isChecked }: { isChecked: boolean }): DatabaseContent {
  const db = new DatabaseSync(path);
  try {
    const problems = isChecked
      ? db.prepare('PRAGMA integrity_check(5)').all().flatMap(Object.values)
      : ['ok'];
    if (problems.join() !== 'ok') {
      throw new Error(problems.join(' ; '));
    }
    const schema = Number(db.prepare('PRAGMA user_version').get()!.user_version);
    return { schema, documents: [...documentsOf(db).values()] };
  } catch (cause) {
    const { message } = cause as Error;
    throw new Error(`Base de données illisible ou endommagée (${message}).`, { cause });
  } finally {
    db.close();
  }
}

function documentsOf(db: DatabaseSync): Map<string, Document> {
  const versions = db.prepare(`
    SELECT json_extract(content, '$.data') AS data FROM resource WHERE type = 'Binary' AND content IS NOT NULL
    UNION
    SELECT json_extract(content, '$.data') FROM history
      WHERE content IS NOT NULL AND rid IN (SELECT rid FROM resource WHERE type = 'Binary')`);
  const documents = new Map<string, Document>();
  for (const { data } of versions.iterate()) {
    if (typeof data === 'string' && data.startsWith(TOKEN_PREFIX)) {
      const blob = blobOf({ resourceType: 'Binary', contentType: '', data })!;
      documents.set(blob.sha256, blob);
    }
  }
  return documents;
}
