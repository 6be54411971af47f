import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXTENSIONS, SYSTEMS, type SystemKey } from '@dcc/fhir-profiles';
import { parseXmlDocument } from 'slimdom';
import { describe, expect, it } from 'vitest';
import {
  EXTENSION_VARIABLES,
  tablesStylesheet,
  terminologyFolder,
  VALUE_SETS,
  valueSetString,
} from './tables.ts';

/** The generated module against the constants it comes from, and the stylesheets against the module. */
const XSLT = 'http://www.w3.org/1999/XSL/Transform';
const module = parseXmlDocument(tablesStylesheet()).documentElement!;
const variables = new Map(
  module
    .getElementsByTagNameNS(XSLT, 'variable')
    .map((v) => [v.getAttribute('name'), v.getAttribute('select')]),
);
/** Value of a variable whose select is one literal. */
const literal = (name: string): string => (variables.get(name) ?? '').slice(1, -1).replaceAll("''", "'");

describe('dist/tables.xsl', () => {
  it('gives the OID and the name of every system that has one', () => {
    const lines = literal('systems')
      .trim()
      .split('\n')
      .map((line) => line.split('\t'));
    const expected = Object.values(SYSTEMS)
      .filter((system) => 'oid' in system)
      .map((system) => [system.url, (system as { oid: string }).oid, system.name]);
    expect(lines).toEqual(expected);
  });

  it('gives the address of every extension that the stylesheets read', () => {
    for (const [name, url] of Object.entries(EXTENSION_VARIABLES)) {
      expect(literal(name)).toBe(url);
      expect(Object.values(EXTENSIONS)).toContain(url);
    }
  });

  it.each(VALUE_SETS)('holds every concept of %s', (name) => {
    const file = JSON.parse(readFileSync(join(terminologyFolder(), `${name}.json`), 'utf8'));
    const lines = new Set(literal(name.replace(/^jdv-/, 'vs-')).trim().split('\n'));
    const expected = Object.entries(file.concepts as Record<string, [string, string][]>).flatMap(
      ([key, concepts]) =>
        concepts.map(
          ([code, display]) => `${(SYSTEMS[key as SystemKey] as { oid: string }).oid}|${code}\t${display}`,
        ),
    );
    expect(expected.length).toBeGreaterThan(1);
    expect([...lines].sort()).toEqual(expected.sort());
  });

  it('knows the size of the big ones (spec/cda.md 7.1)', () => {
    const size = (name: string): number => literal(name).trim().split('\n').length;
    expect([size('vs-morphologie'), size('vs-tumeur'), size('vs-j01')]).toEqual([1032, 724, 391]);
  });
});

describe('valueSetString', () => {
  it('leaves out systems that a CDA cannot name', () => {
    expect(valueSetString({ concepts: { SCT: [['1', 'un']], DCC: [['x', 'ix']] } })).toBe(
      '\n2.16.840.1.113883.6.96|1\tun\n',
    );
  });

  it('begins and ends with a line feed, so that a code is found whole', () => {
    const set = valueSetString({
      concepts: {
        ICD10: [
          ['C50', 'a'],
          ['C50.1', "l'un & l'autre"],
        ],
      },
    });
    expect(set).toContain('\n2.16.840.1.113883.6.3|C50\ta\n');
    expect(set.endsWith("|C50.1\tl'un & l'autre\n")).toBe(true);
  });
});
