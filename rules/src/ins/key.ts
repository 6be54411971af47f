/**
 * Keys of the national identifiers. They catch a typing error before it becomes an identity mix-up; they
 * prove nothing about who the number belongs to.
 */

/** A matricule INS: 13 characters and a key of two digits; the department of birth may be 2A or 2B. */
const MATRICULE = /^[1-8]\d{4}(?:\d{2}|2A|2B)\d{6}\d{2}$/;

/**
 * The key of a NIR or NIA: 97 minus the remainder by 97 of its 13 characters, 2A read as 19 and 2B as 18
 * (INSEE). Always two digits. Undefined when the text is not 13 characters of the right form.
 */
export function nirKey(thirteen: string): string | undefined {
  if (!/^\d{5}(?:\d{2}|2A|2B)\d{6}$/.test(thirteen)) {
    return undefined;
  }
  // Thirteen digits stay below 2^53: no need for BigInt.
  const number = Number(thirteen.replace('2A', '19').replace('2B', '18'));
  return String(97 - (number % 97)).padStart(2, '0');
}

/** Is this a matricule INS of 15 characters with its right key? */
export function isInsValid(matricule: string | undefined): boolean {
  return !!matricule && MATRICULE.test(matricule) && nirKey(matricule.slice(0, 13)) === matricule.slice(13);
}
