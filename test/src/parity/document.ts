import { DIFFERENCES } from './differences.ts';

const START = '<!-- différences : produit de test/src/parity/differences.ts, ne pas modifier ici -->';
const END = '<!-- fin des différences -->';

/** The table of the differences, as docs/medplum.md shows it. */
export function differencesTable(): string {
  const cell = (text: string) => text.replaceAll('|', '\\|');
  const rows = DIFFERENCES.map(({ id, what, ours, medplum, reason, source }) =>
    [`\`${id}\``, what, ours, medplum, reason, source].map(cell).join(' | '),
  );
  return [
    '| Test | Quoi | Serveur embarqué | Medplum | Pourquoi | Source |',
    '|---|---|---|---|---|---|',
    ...rows.map((row) => `| ${row} |`),
  ].join('\n');
}

/** The document with its table replaced. Throws when the marks are missing. */
export function withTable(document: string): string {
  const [from, to] = [document.indexOf(START), document.indexOf(END)];
  if (from < 0 || to < from) {
    throw new Error('docs/medplum.md a perdu les repères de sa table');
  }
  return `${document.slice(0, from)}${START}\n${differencesTable()}\n${document.slice(to)}`;
}
