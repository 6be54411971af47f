/**
 * Luhn's check on the last digit (ISO/IEC 7812-1 annex B): for the RPPS of a professional and the FINESS of
 * an establishment.
 */
export function isLuhnValid(digits: string): boolean {
  if (!/^\d+$/.test(digits)) {
    return false;
  }
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const doubled = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}

/** An RPPS number: 11 digits, the last one the Luhn key. */
export function isRppsValid(rpps: string | undefined): boolean {
  return !!rpps && /^\d{11}$/.test(rpps) && isLuhnValid(rpps);
}

/** A FINESS number: 9 characters, the last one the Luhn key; in Corsica 2A and 2B count as 20. */
export function isFinessValid(finess: string | undefined): boolean {
  return !!finess && /^(?:\d{2}|2A|2B)\d{7}$/.test(finess) && isLuhnValid(finess.replace(/^2[AB]/, '20'));
}

/** The digit that makes a number pass Luhn's check: `luhnKey('9970000000') + ...`. */
export function luhnKey(digits: string): string {
  return String([...'0123456789'].find((key) => isLuhnValid(digits + key)));
}
