import type { TnmValue } from '@dcc/rules/src/inscription/draft.ts';

/** A TNM being typed: parts may still be empty or wrong. */
export interface TnmTyped {
  t: string;
  n: string;
  m: string;
  edition: '7' | '8' | '9';
}

/** What the profile accepts (dcc-tnm-5 to 7): a prefix, the letter, its category. */
const PARTS = {
  t: { pattern: /^[cpyra]?[cp]?T(X|0|is|a|[1-4])[A-Za-z0-9()+.-]*$/, example: 'T2' },
  n: { pattern: /^[cpyra]?[cp]?N(X|[0-3])[A-Za-z0-9()+.-]*$/, example: 'N1' },
  m: { pattern: /^[cpyra]?[cp]?M(X|[01])[A-Za-z0-9()+.-]*$/, example: 'M0' },
} as const;
export type TnmPart = keyof typeof PARTS;

/** `t2` or `2` as `cT2`: what a hand writes quickly, as the record keeps it. */
export function tnmCode(part: TnmPart, typed: string): string {
  const letter = part.toUpperCase();
  const text = typed.trim().replaceAll(/\s/g, '');
  if (!text) return '';
  const bare = /^([cpyra]{0,2})([tnm])?(.*)$/i.exec(text)!;
  const prefix = (bare[1] ?? '').toLowerCase();
  const rest = (bare[3] ?? '').replace(/^x/i, 'X').replace(/^IS/i, 'is');
  return `${prefix || 'c'}${letter}${rest}`;
}

/** Is the part one that the record can keep? Empty is not wrong: it is not there yet. */
export function isWrong(part: TnmPart, typed: string): boolean {
  const code = tnmCode(part, typed);
  return code !== '' && !PARTS[part].pattern.test(code);
}

export const exampleOf = (part: TnmPart): string => PARTS[part].example;

/** The TNM once all three parts are right; undefined until then. */
export function readTyped({ t, n, m, edition }: TnmTyped): TnmValue | undefined {
  if (!t || !n || !m || isWrong('t', t) || isWrong('n', n) || isWrong('m', m)) return undefined;
  return { edition, t: tnmCode('t', t), n: tnmCode('n', n), m: tnmCode('m', m) };
}

/** A stored TNM as a hand would have typed it. */
export function typedOf(value: TnmValue | undefined): TnmTyped {
  if (!value || 'absent' in value) return { t: '', n: '', m: '', edition: '8' };
  return { t: value.t, n: value.n, m: value.m, edition: value.edition };
}
