import { examples } from './examples.ts';
import { CLINICAL, CLINICAL_BINDINGS, CLINICAL_PATTERNS } from './mutants/clinical.ts';
import { DIRECTORY, DIRECTORY_BINDINGS, DIRECTORY_REQUIRED } from './mutants/directory.ts';
import { DOCUMENT, DOCUMENT_PATTERNS } from './mutants/document.ts';
import { edit } from './mutants/edit.ts';
import { RCP, RCP_REQUIRED } from './mutants/rcp.ts';
import type { Mutant, MutantKind, MutantRow } from './mutants/types.ts';

export type { Mutant, MutantKind } from './mutants/types.ts';

const TABLES: readonly [MutantKind, readonly MutantRow[]][] = [
  ['invariant', [...DIRECTORY, ...RCP, ...CLINICAL, ...DOCUMENT]],
  ['required', [...DIRECTORY_REQUIRED, ...RCP_REQUIRED]],
  ['pattern', [...CLINICAL_PATTERNS, ...DOCUMENT_PATTERNS]],
  ['binding', [...DIRECTORY_BINDINGS, ...CLINICAL_BINDINGS]],
];

/**
 * Valid examples with one thing wrong each, and why they must be refused. `resource` still has the example's id: send
 * it as a creation. References inside are those of the examples.
 */
export function mutants(): Mutant[] {
  const all = examples();
  return TABLES.flatMap(([kind, rows]) =>
    rows.map(([rule, field, example, edits], index) => {
      const source = all.get(example);
      const profile = source?.meta?.profile?.[0];
      if (!source || !profile) throw new Error(`No example ${example} with a profile`);
      const name = `${kind} ${index + 1}: ${rule} (${example})`;
      return { name, kind, rule, field, example, profile, resource: edit(source, edits) };
    }),
  );
}
