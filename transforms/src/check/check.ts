import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Defect } from './defect.ts';
import { runPatterns } from './engine.ts';
import { parseStrictly } from './parse.ts';
import { type Pattern, readSchematron } from './schematron.ts';

export interface CheckOptions {
  /** Version of the volet the document must declare. */
  version?: '2025.01';
  /** Rules to run; ours when absent. Given by tests that take one out. */
  patterns?: Pattern[];
}

let ours: Pattern[] | undefined;

/** Every rule of `rules/*.sch`, read once. */
export function ourPatterns(): Pattern[] {
  const folder = join(import.meta.dirname, 'rules');
  ours ??= readdirSync(folder)
    .filter((file) => file.endsWith('.sch'))
    .sort()
    .flatMap((file) => readSchematron(readFileSync(join(folder, file), 'utf8')));
  return ours;
}

/**
 * What is wrong with a CDA of a fiche before it is issued; [] when nothing is. An `error` forbids to issue.
 * Sources of the rules: CI-SIS volet CANCER-FRCP as told by spec/cda-frcp.md and spec/cda.md, in our own words.
 * Never throws on a document, whatever it holds.
 */
export function checkCda(source: string | Uint8Array, options: CheckOptions = {}): Defect[] {
  const parsed = parseStrictly(source);
  if ('defects' in parsed) return parsed.defects;
  const root = parsed.document.documentElement;
  if (root?.localName !== 'ClinicalDocument' || root.namespaceURI !== 'urn:hl7-org:v3') {
    return [
      {
        code: 'XML-RACINE',
        severity: 'error',
        field: 'Document',
        path: '/',
        message:
          'L’élément racine n’est pas ClinicalDocument (urn:hl7-org:v3). L’éditeur doit corriger la transformation.',
        forWhom: 'editeur',
      },
    ];
  }
  return runPatterns(options.patterns ?? ourPatterns(), parsed.document, options.version ?? '2025.01');
}

/** Whether these defects forbid to issue the document. */
export const isRefused = (defects: Defect[]): boolean => defects.some(({ severity }) => severity === 'error');
