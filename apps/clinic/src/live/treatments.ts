import type { Code } from '@dcc/fhir-profiles/src/codes.ts';
import { TREATMENTS } from '../terminology/small.ts';

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Modalities that answer to a few letters, in any order, accents left aside; those that begin so come first. */
export function foundTreatments(typed: string, list: readonly Code[] = TREATMENTS): Code[] {
  const words = plain(typed)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  const begins = (display: string) => (plain(display).startsWith(words[0] ?? '') ? 0 : 1);
  return list
    .filter(({ display }) => {
      const parts = plain(display).split(/[^\p{L}\p{N}]+/u);
      return words.every((word) => parts.some((part) => part.startsWith(word)));
    })
    .sort((a, b) => begins(a.display) - begins(b.display));
}

/** « Autre » needs words of its own (dcc-dec-4). */
export const isOther = ({ code }: Pick<Code, 'code'>): boolean => code.startsWith('GEN-092');
