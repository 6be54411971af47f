import type { Token } from './tokens.ts';

const JOINER = /^['’.,-]$/u;

/**
 * Puts tokens of several sources end to end. Where two sources meet, a blank keeps two words from becoming
 * one ("37" and ",5" by two people are not "37,5"); tokens of mine remember where they went, for the caret.
 */
export class Output {
  #text = '';
  #last: Token['kind'] | undefined;
  #joins = false;
  readonly #places: { at: number; length: number; to: number }[] = [];

  get text(): string {
    return this.#text;
  }

  /** @param own the tokens' offsets are those of `mine`. */
  add(list: readonly Token[], own: boolean): void {
    for (const token of list) {
      if (token.kind === 'word' && (this.#last === 'word' || this.#joins)) {
        this.#text += ' ';
      }
      if (own) {
        this.#places.push({ at: token.at, length: token.text.length, to: this.#text.length });
      }
      this.#joins = this.#last === 'word' && token.kind === 'sign' && JOINER.test(token.text);
      this.#last = token.kind;
      this.#text += token.text;
    }
  }

  /** The offset in the output of an offset of mine: after the same sign as before, while that one stands. */
  caret(offset: number): number {
    let low = 0;
    let high = this.#places.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#places[middle]!.at < offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    const place = this.#places[low - 1];
    return place ? place.to + Math.min(offset - place.at, place.length) : 0;
  }
}
