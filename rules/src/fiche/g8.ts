import { inviteNumber } from './invites.ts';

/** Name of the tool as records give it: `Observation.code.text`. */
export const G8_TOOL = 'G8 (Oncodage)';
/** At or below this total the score is altered (spec/product.md 12): versioned data. */
export const G8_THRESHOLD: number = inviteNumber('g8Threshold');
/** From this age it is asked for, in years. */
export const G8_AGE: number = inviteNumber('g8Age');
export const G8_MAX = 17;

/**
 * Is a geriatric assessment called for? Decided on the decimal total, never on a rounded one: 14.5 is normal.
 * @param total 0 to 17 by half points.
 */
export function g8IsAltered(total: number): boolean {
  return total <= G8_THRESHOLD;
}

/** Is it a total that the G8 can give? */
export function isG8Total(total: number): boolean {
  return total >= 0 && total <= G8_MAX && Number.isInteger(total * 2);
}

/** `13,5`: the decimal comma of French texts. */
export function frenchNumber(value: number): string {
  return String(value).replace('.', ',');
}
