/**
 * What a screen wrote in the address and has not seen come back yet. The router writes when it has time: an address
 * that comes back late is an echo of what was chosen before, not somebody's wish to go there.
 */
export class Echoes {
  #awaited: (string | undefined)[] = [];

  wrote(id: string | undefined): void {
    this.#awaited.push(id);
  }

  /** Is this address one of those written here? Those written before it were passed over, and come no more. */
  isEcho(id: string | undefined): boolean {
    const at = this.#awaited.indexOf(id);
    if (at < 0) {
      this.#awaited = [];
      return false;
    }
    this.#awaited = this.#awaited.slice(at + 1);
    return true;
  }
}
