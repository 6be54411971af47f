import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Library } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { G8_AGE, G8_THRESHOLD } from './g8.ts';
import { INVITES_VERSION, inviteNumber } from './invites.ts';

const measures = join(import.meta.dirname, '../../../fhir-profiles/measures');
const library = JSON.parse(readFileSync(join(measures, 'library-invites.json'), 'utf8')) as Library;

describe('the parameters of the prompts', () => {
  it('are those of the Library that the indicators use, in its version', () => {
    expect(INVITES_VERSION).toBe(library.version);
    const expression = (name: string) =>
      library.extension!.find(({ valueExpression }) => valueExpression!.name === name)!.valueExpression!
        .expression;
    expect(String(inviteNumber('g8Age'))).toBe(expression('g8Age'));
    expect(String(G8_THRESHOLD)).toBe(expression('g8Threshold'));
    expect(String(G8_AGE)).toBe(expression('g8Age'));
  });

  it('that are not there, or are no number, are a fault and no zero', () => {
    expect(() => inviteNumber('g8Seuil')).toThrow('g8Seuil');
    expect(() => inviteNumber('gonadotoxic')).toThrow('n’est pas un nombre');
  });
});
