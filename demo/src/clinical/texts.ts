import { type Words, words } from '../base/data.ts';
import { addDays, frenchDate } from '../base/time.ts';
import type { Disease } from './disease.ts';

/** What the variables of a text stand for. */
export interface TextContext {
  sex: 'F' | 'M';
  age: number;
  /** Day of the session, `YYYY-MM-DD`: `{j-12}` is twelve days before, in French. */
  day: string;
  disease: Disease;
  /** G8 score, when there is one. */
  g8?: number;
}

const SIDES = { right: ['droit', 'droite'], left: ['gauche', 'gauche'] } as const;

/** A decimal number as French writes it. */
export function frenchNumber(value: number): string {
  return String(value).replace('.', ',');
}

/** The patient's disease in words: what a transversal RCP is told. */
export function diagnosisOf(context: TextContext): string {
  const [tumour] = context.disease.tumours;
  if (!tumour) return 'lésion sans preuve histologique';
  const place = fill(tumour.topography.text, context);
  const histology = fill(tumour.data.morphology.text, context);
  return `${lowerFirst(histology)} (${lowerFirst(place)})`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/**
 * Fills the variables of a text.
 * @throws RangeError on a variable that nothing defines: a fiche never shows `{taille}` to a doctor.
 */
export function fill(text: Words, context: TextContext): string {
  return words(text).replace(/\{([^}]+)\}/g, (_, name: string) => {
    const value = variable(name, context);
    if (value === undefined)
      throw new RangeError(`Unknown variable {${name}} in ${context.disease.scenario.id}`);
    return value;
  });
}

function variable(name: string, context: TextContext): string | undefined {
  const woman = context.sex === 'F';
  const day = /^j([+-]\d+)$/.exec(name);
  if (day) return frenchDate(addDays(context.day, Number(day[1])));
  switch (name) {
    case 'age':
      return String(context.age);
    case 'Patient':
      return woman ? 'Patiente' : 'Patient';
    case 'e':
      return woman ? 'e' : '';
    case 'cote':
      return SIDES[context.disease.side][0];
    case 'cotef':
      return SIDES[context.disease.side][1];
    case 'g8':
      return context.g8 === undefined ? 'non réalisé' : frenchNumber(context.g8);
    case 'diagnostic':
      return diagnosisOf(context);
    default: {
      const value = context.disease.vars[name];
      return value === undefined ? undefined : frenchNumber(value);
    }
  }
}
