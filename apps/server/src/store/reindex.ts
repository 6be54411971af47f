import { createHash } from 'node:crypto';
import { getResourceTypes } from '@medplum/core';
import type { Db } from './db.ts';
import type { Engine } from './engine.ts';
import { indexTables } from './index-params.ts';
import { clearIndexes, replaceRows } from './index-writer.ts';
import { INDEXER_VERSION, indexRows } from './indexer.ts';
import { parseContent } from './session.ts';

const SETTING = 'indexer';

/**
 * Indexes everything again when this version of the server would give other rows than those stored (new
 * search parameters, new indexer): updates remove rows by computing them, so stale ones would stay for ever.
 */
export async function ensureIndexed(engine: Engine): Promise<void> {
  const wanted = fingerprint();
  const stored = engine.driver.read((db) =>
    db.get<{ value: string }>('SELECT value FROM setting WHERE name = ?', SETTING),
  );
  if (stored?.value === wanted) {
    return;
  }
  await engine.driver.write((db) => {
    if (stored) {
      reindex(engine, db);
    }
    db.run('INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)', SETTING, wanted);
  });
}

function reindex(engine: Engine, db: Db): void {
  clearIndexes(db);
  let last = 0;
  for (;;) {
    const rows = db.all<{ rid: number; content: string }>(
      'SELECT rid, content FROM resource WHERE rid > ? AND deleted = 0 ORDER BY rid LIMIT 500',
      last,
    );
    if (rows.length === 0) {
      return;
    }
    for (const { rid, content } of rows) {
      replaceRows(db, engine.symbols, rid, new Map(), indexRows(parseContent(content)));
      last = rid;
    }
  }
}

/** Names every parameter, its table and its expression, and the indexer's own version. */
function fingerprint(): string {
  const hash = createHash('sha256').update(String(INDEXER_VERSION));
  for (const type of getResourceTypes().sort()) {
    for (const { code, param, table } of indexTables(type)) {
      hash.update(`${type}.${code} ${table} ${param.expression}\n`);
    }
  }
  return hash.digest('hex');
}
