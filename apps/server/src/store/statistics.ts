import type { Db } from './db.ts';
import { SHARED_PROJECT } from './repository/visibility.ts';

export interface TypeCount {
  readonly type: string;
  readonly count: number;
}

/** Live resources by type, the most numerous first, without the conformance resources every server has. */
export function countByType(db: Db): TypeCount[] {
  return db.all<{ type: string; count: number }>(
    `SELECT type, count(*) AS count FROM resource
       WHERE deleted = 0 AND project IS NOT (SELECT sid FROM symbol WHERE text = ?)
       GROUP BY type ORDER BY count DESC, type`,
    SHARED_PROJECT,
  );
}
