import { IDENTIFIER_TYPES, IDENTIFIERS } from '@dcc/fhir-profiles';
import { nirKey } from '@dcc/rules';
import type { Identifier } from '@medplum/fhirtypes';
import { concept } from '../base/fhir.ts';

/** Which matricule of the test arc: NIR of a person registered at birth, NIA of one waiting for it. */
export type InsKind = 'NIR' | 'NIA';

/** What a NIR is made of. */
export interface Birth {
  sex: 'F' | 'M';
  /** `YYYY-MM-DD`. */
  date: string;
  /** Code of the commune, or 99 and the code of the country (COG). */
  commune: string;
}

/**
 * A matricule INS: sex, year, month, commune, order in the register, key (INSEE). It says the same as the traits,
 * as a real one does; only the test arc tells that nobody owns it.
 * @param order from 1 to 999.
 */
export function matricule(birth: Birth, order: number): string {
  const sex = birth.sex === 'M' ? '1' : '2';
  const thirteen = `${sex}${birth.date.slice(2, 4)}${birth.date.slice(5, 7)}${birth.commune}${String(order).padStart(3, '0')}`;
  const key = nirKey(thirteen);
  if (!key) throw new RangeError(`Not a matricule: ${thirteen}`);
  return thirteen + key;
}

/** The INS identifier, under the test roots only: it can never pass for a production one. */
export function insIdentifier(kind: InsKind, value: string): Identifier {
  return {
    use: kind === 'NIR' ? 'official' : 'temp',
    type: concept({ system: IDENTIFIER_TYPES.FR, code: kind === 'NIR' ? 'INS-NIR-TEST' : 'INS-NIA' }),
    system: kind === 'NIR' ? IDENTIFIERS.INS_NIR_TEST : IDENTIFIERS.INS_NIA_TEST,
    value,
  };
}
