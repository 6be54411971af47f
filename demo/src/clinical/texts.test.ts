import { describe, expect, it } from 'vitest';
import { random } from '../base/random.ts';
import { disease } from './disease.ts';
import { SCENARIOS, scenariosOf } from './scenario.ts';
import { diagnosisOf, fill, frenchNumber, type TextContext } from './texts.ts';

const scenario = scenariosOf('sein').find(({ id }) => id === 'sein-luminal-b-n-plus')!;
const drawn = { ...disease(scenario, random('texte')), side: 'left' as const };
const context: TextContext = { sex: 'F', age: 61, day: '2026-10-06', disease: drawn };

describe('fill', () => {
  it('agrees with the sex of the patient', () => {
    expect(fill('{Patient} de {age} ans, opéré{e}.', context)).toBe('Patiente de 61 ans, opérée.');
    expect(fill('{Patient} de {age} ans, opéré{e}.', { ...context, sex: 'M' })).toBe(
      'Patient de 61 ans, opéré.',
    );
  });

  it('agrees with the gender of the organ', () => {
    expect(fill('sein {cote}, plèvre {cotef}', context)).toBe('sein gauche, plèvre gauche');
    const right = { ...context, disease: { ...drawn, side: 'right' as const } };
    expect(fill('sein {cote}, plèvre {cotef}', right)).toBe('sein droit, plèvre droite');
  });

  it('counts days from the session', () => {
    expect(fill('{j-38} puis {j+7}', context)).toBe('29/08/2026 puis 13/10/2026');
  });

  it('takes the numbers of the disease', () => {
    expect(fill('{taille} mm', context)).toBe(`${drawn.vars.taille} mm`);
  });

  it('joins texts that were cut', () => {
    expect(fill(['Une', 'phrase.'], context)).toBe('Une phrase.');
  });

  it('says that a G8 was not done, or its score with a comma', () => {
    expect(fill('G8 à {g8}', context)).toBe('G8 à non réalisé');
    expect(fill('G8 à {g8}', { ...context, g8: 13.5 })).toBe('G8 à 13,5');
  });

  it('refuses a variable that nothing defines', () => {
    expect(() => fill('{inconnu}', context)).toThrow(/\{inconnu\} in sein-luminal-b-n-plus/);
  });
});

describe('diagnosisOf', () => {
  it('says the tumour and its place', () => {
    expect(diagnosisOf(context)).toMatch(/^carcinome lobulaire infiltrant \(.+ gauche\)$/);
  });

  it('says that there is no histology when there is no tumour', () => {
    const none = SCENARIOS.find(({ tumours }) => tumours?.length === 0)!;
    expect(diagnosisOf({ ...context, disease: disease(none, random('x')) })).toBe(
      'lésion sans preuve histologique',
    );
  });
});

describe('frenchNumber', () => {
  it('writes a decimal comma', () => {
    expect([frenchNumber(14.5), frenchNumber(14)]).toEqual(['14,5', '14']);
  });
});
