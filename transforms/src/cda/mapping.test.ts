import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { evalFhirPath } from '@medplum/core';
import type { Bundle } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { Cda } from './testing.ts';
import { VARIANTS } from './variants.ts';

/** docs/mapping.md is checked row by row: it says the truth about the record, the CDA and the stylesheets. */
const XSLT = join(import.meta.dirname, '../../xslt');
const MAPPING = join(import.meta.dirname, '../../../docs/mapping.md');

interface Row {
  element: string;
  cardinality: string;
  fhirPath: string;
  xpath: string;
  nullRule: string;
  template: string;
  example: string;
}

const code = (cell: string): string => cell.replace(/^`|`$/g, '');

function rows(): Row[] {
  const lines = readFileSync(MAPPING, 'utf8').split('\n');
  const cells = lines
    .filter((line) => line.startsWith('| ') && line.includes('`'))
    .map((line) => line.slice(2, -2).split(' | '));
  return cells.map(
    ([
      element = '',
      cardinality = '',
      fhirPath = '',
      xpath = '',
      nullRule = '',
      template = '',
      example = '',
    ]) => ({
      element,
      cardinality,
      fhirPath: code(fhirPath),
      xpath: code(xpath),
      nullRule,
      template: code(template),
      example,
    }),
  );
}

const documents = new Map<string, { bundle: Bundle; cda: Cda }>();
function example(name: string): { bundle: Bundle; cda: Cda } {
  const known = documents.get(name);
  if (known) return known;
  const bundle = VARIANTS[name]!();
  const made = { bundle, cda: new Cda(bundle) };
  documents.set(name, made);
  return made;
}

describe('docs/mapping.md', () => {
  it('has a row for every header element and entry of the volet', () => {
    expect(rows().length).toBeGreaterThanOrEqual(125);
    expect(rows().filter((row) => Object.values(row).some((cell) => cell === ''))).toEqual([]);
  });

  it.each(rows())('$element: the record has it, the CDA shows it, the template is there', (row) => {
    const { bundle, cda } = example(row.example);
    expect(evalFhirPath(row.fhirPath, bundle).length, row.fhirPath).toBeGreaterThan(0);
    expect(cda.nodes(row.xpath).length, row.xpath).toBeGreaterThan(0);
    expect(existsSync(join(XSLT, row.template)), row.template).toBe(true);
    expect(row.cardinality).toMatch(/^[01]\.\.[12*]( if ORG-1\d\d)?$/);
  });

  it('names every header part and section file', () => {
    const named = new Set(rows().map(({ template }) => template));
    const files = globSync('{header,sections}/*.xsl', { cwd: XSLT });
    expect(files.filter((file) => !named.has(file) && file !== 'header/references.xsl')).toEqual([]);
  });

  it('covers every code that the golden CDA writes in an entry', () => {
    const xpaths = rows()
      .map(({ xpath }) => xpath)
      .join(' ');
    const codes = new Set(
      example('golden').cda.values('//entry//(observation|encounter|organizer)/code/@code'),
    );
    // The package of the PDF copy, shown by what it holds.
    codes.delete('55107-7');
    expect([...codes].filter((each) => !xpaths.includes(`'${each}'`))).toEqual([]);
  });
});
