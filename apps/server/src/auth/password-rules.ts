import { COMMON_PASSWORDS } from './common-passwords.ts';

const MIN_LENGTH = 12;
/** A key derivation reads it whole: not a way to make the server work. */
const MAX_LENGTH = 200;
/** Shorter parts of a name or an e-mail address are found in too many good passwords. */
const MIN_PART = 4;

const KEYBOARD = [
  'azertyuiopqsdfghjklmwxcvbn',
  'qwertyuiopasdfghjklzxcvbnm',
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
];

/**
 * Why a password is refused, in French; undefined when it is good. Follows NIST SP 800-63B §3.1.1.2 and the
 * CNIL's recommendation of 2022: length and what everybody would try first, no rule of composition.
 * Nothing is asked of the network.
 * @param about what an attacker knows of the person: e-mail address, names.
 */
export function passwordProblem(password: string, about: readonly string[]): string | undefined {
  const text = normalizePassword(password);
  if ([...text].length < MIN_LENGTH) {
    return `Le mot de passe doit compter au moins ${MIN_LENGTH} caractères`;
  }
  if (text.length > MAX_LENGTH) {
    return `Le mot de passe doit compter au plus ${MAX_LENGTH} caractères`;
  }
  const folded = fold(text);
  const rest = about.flatMap(parts).reduce((left, part) => left.replaceAll(part, ''), folded);
  if (rest !== folded && rest.length < MIN_LENGTH) {
    return 'Le mot de passe ne doit pas être fait de votre nom ou de votre adresse électronique';
  }
  if (isCommon(folded)) {
    return 'Ce mot de passe est trop courant : choisissez par exemple plusieurs mots sans rapport entre eux';
  }
  return undefined;
}

/** One password typed on two keyboards may differ in bytes: both are compared and hashed in this form. */
export function normalizePassword(password: string): string {
  return password.normalize('NFKC');
}

/** Lower case, no accent, and the digits and signs commonly put for letters read as these. */
function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

function unleet(text: string): string {
  const letters: Record<string, string> = {
    '0': 'o',
    '1': 'i',
    '3': 'e',
    '4': 'a',
    '5': 's',
    '@': 'a',
    $: 's',
    '!': 'i',
  };
  return text.replace(/[01345@$!]/g, (char) => letters[char]!);
}

function parts(about: string): string[] {
  return fold(about)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part.length >= MIN_PART);
}

/** Common words, alone or one after another, whatever digits and signs surround them; and simple series. */
function isCommon(folded: string): boolean {
  if (new Set(folded).size < 5) {
    return true;
  }
  // Fewer than six signs that are not in a well-known word or series: the rest is what is easily guessed.
  return [folded, unleet(folded)].some((text) => remainder(text.replace(/[^\p{L}\p{N}]/gu, '')) < 6);
}

function remainder(text: string): number {
  let rest = text;
  for (const word of COMMON_PASSWORDS) {
    rest = rest.replaceAll(word, ' ');
  }
  rest = withoutSeries(rest);
  // A year or a number at the end is what people add when a word is refused.
  return rest.replace(/(?:19|20)\d\d|\d{1,4}(?=\s|$)/g, '').replace(/\s/g, '').length;
}

/** Without runs of four or more neighbours on a keyboard, in the alphabet or among digits, either way. */
function withoutSeries(text: string): string {
  const rows = KEYBOARD.flatMap((row) => [row, [...row].reverse().join('')]);
  let rest = '';
  for (let i = 0; i < text.length; ) {
    let length = 1;
    while (i + length < text.length && rows.some((row) => row.includes(text.slice(i, i + length + 1)))) {
      length++;
    }
    rest += length >= 4 ? ' ' : text.slice(i, i + length);
    i += length;
  }
  return rest;
}
