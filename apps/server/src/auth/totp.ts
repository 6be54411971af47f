import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const STEP_SECONDS = 30;
const DIGITS = 6;
/** RFC 4226 §4 R6 recommends 160 bits. */
const SECRET_BYTES = 20;
/** RFC 6238 §5.2: one step before and one after, for clocks that differ and slow fingers. */
const DRIFT = [0, -1, 1];
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A new secret in base32, the form that authenticator applications read. */
export function generateTotpSecret(): string {
  return toBase32(randomBytes(SECRET_BYTES));
}

/** The code of a time step (RFC 6238 §4, RFC 4226 §5.3). */
export function totpAt(secret: Buffer, step: number, algorithm = 'sha1', digits = DIGITS): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac(algorithm, secret).update(counter).digest();
  const offset = mac.at(-1)! & 0xf;
  const number = mac.readUInt32BE(offset) & 0x7fffffff;
  return String(number % 10 ** digits).padStart(digits, '0');
}

export function stepOf(ms: number): number {
  return Math.floor(ms / 1000 / STEP_SECONDS);
}

/**
 * The time step whose code this is, among the present one and its neighbours; undefined for a wrong code, and
 * for one of a step not after `lastStep`: a code seen over a shoulder or on the wire opens nothing twice
 * (RFC 6238 §5.2).
 */
export function matchTotp(secret: string, code: string, now: number, lastStep: number): number | undefined {
  const given = code.replace(/\s/g, '');
  if (!/^\d{6}$/.test(given)) {
    return undefined;
  }
  const key = fromBase32(secret);
  const step = stepOf(now);
  return DRIFT.map((drift) => step + drift).find(
    (one) => one > lastStep && timingSafeEqual(Buffer.from(totpAt(key, one)), Buffer.from(given)),
  );
}

/** The address an authenticator application reads from the QR code (Key URI Format of Google Authenticator). */
export function totpUri(secret: string, issuer: string, account: string): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`;
  const query = new URLSearchParams({ secret, issuer, algorithm: 'SHA1', digits: '6', period: '30' });
  // Some applications show a plus as it is.
  return `otpauth://totp/${label}?${query.toString().replaceAll('+', '%20')}`;
}

/** RFC 4648 §6, without padding. */
export function toBase32(bytes: Uint8Array): string {
  let bits = '';
  for (const byte of bytes) {
    bits += byte.toString(2).padStart(8, '0');
  }
  const groups = bits.match(/.{1,5}/g) ?? [];
  return groups.map((group) => BASE32[Number.parseInt(group.padEnd(5, '0'), 2)]).join('');
}

export function fromBase32(text: string): Buffer {
  const bits = [...text].map((char) => BASE32.indexOf(char).toString(2).padStart(5, '0')).join('');
  const bytes = bits.match(/.{8}/g) ?? [];
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
}
