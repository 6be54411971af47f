import { readableProjects } from './repository/visibility.ts';
import type { Session } from './session.ts';

/** Where a conformance resource stands: `rid` and `vid` together name one version for ever. */
export interface CanonicalRow {
  readonly rid: number;
  readonly vid: string;
}

/** A canonical without its version: "http://…/ValueSet/x|4.0.1" is "http://…/ValueSet/x". */
export function withoutVersion(canonical: string): string {
  const bar = canonical.indexOf('|');
  return bar < 0 ? canonical : canonical.slice(0, bar);
}

/**
 * The conformance resource with this url that the caller sees: its own project's before the shared one, the
 * last written first. A `|version` is looked for, and ignored when no stored resource has it, as Medplum
 * does.
 */
export function findCanonical(session: Session, type: string, canonical: string): CanonicalRow | undefined {
  const { engine, db, context } = session;
  const symbol = (text: string): number => engine.symbols.find(db, text) ?? -1;
  const [url = '', version] = canonical.split('|');
  const projects = readableProjects(session);
  const rows = db.all<CanonicalRow & { project: number }>(
    `SELECT r.rid, r.vid, r.project FROM resource r
     WHERE r.deleted = 0 AND r.rid IN (SELECT rid FROM ix_ref WHERE pid = ? AND value = ?)
     ORDER BY r.project = ? DESC, r.updated DESC`,
    symbol(`${type}.url`),
    symbol(url),
    symbol(context.projectId),
  );
  const visible = rows.filter((row) => !projects || projects.includes(row.project));
  const exact =
    version === undefined || visible.length < 2
      ? undefined
      : visible.find((row) => hasVersion(session, type, row.rid, symbol(version)));
  return exact ?? visible[0];
}

/** The content of a row. */
export function canonicalContent<T>(session: Session, row: CanonicalRow): T {
  const found = session.db.get<{ content: string }>('SELECT content FROM resource WHERE rid = ?', row.rid);
  return JSON.parse(found!.content) as T;
}

function hasVersion(session: Session, type: string, rid: number, version: number): boolean {
  const pid = session.engine.symbols.find(session.db, `${type}.version`) ?? -1;
  return (
    session.db.get('SELECT 1 FROM ix_token WHERE pid = ? AND value = ? AND rid = ?', pid, version, rid) !==
    undefined
  );
}
