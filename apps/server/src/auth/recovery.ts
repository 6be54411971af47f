import { createHash, randomBytes } from 'node:crypto';
import { toBase32 } from './totp.ts';

const CODES = 10;
const BYTES = 10;

/** Ten codes of 80 bits, in four groups of four letters: printed, kept in a drawer, each good once. */
export function generateRecoveryCodes(): string[] {
  return Array.from({ length: CODES }, () => toBase32(randomBytes(BYTES)).match(/.{4}/g)!.join('-'));
}

/** Too random to be guessed from a plain hash. Undefined for what cannot be such a code. */
export function hashRecoveryCode(code: string): string | undefined {
  // The digits that base32 leaves out, as a hurried reader takes them.
  const text = code.toUpperCase().replace(/[\s-]/g, '').replaceAll('0', 'O').replaceAll('1', 'I');
  return /^[A-Z2-7]{16}$/.test(text) ? createHash('sha256').update(text).digest('base64url') : undefined;
}
