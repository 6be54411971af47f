/**
 * The distinct keys of a count, each kept once as text and named by a number: a key is in a cell of every
 * sub-indicator and axis that counts it, where its number takes a tenth of the room.
 */
export class KeyPool {
  readonly #numbers = new Map<string, number>();
  readonly #texts: string[] = [];

  /** The same number for the same text, from 0 up. */
  numberOf(text: string): number {
    let number = this.#numbers.get(text);
    if (number === undefined) {
      number = this.#texts.length;
      this.#numbers.set(text, number);
      this.#texts.push(text);
    }
    return number;
  }

  /** @param number one that `numberOf` gave. */
  textOf(number: number): string {
    return this.#texts[number]!;
  }

  /** Numbers of keys; what is no list of keys stays what it is. */
  numbersOf(keys: true | readonly string[] | undefined): true | number[] | undefined {
    return keys === true || keys === undefined ? keys : keys.map((key) => this.numberOf(key));
  }
}
