import { currentCode } from '@dcc/demo/accounts';

const STEP_MS = 30_000;

/**
 * The codes of one person's second factor, each once. The newest one is given, since a code typed at the end of its
 * thirty seconds on a busy machine comes too late; the server takes the next step's too.
 */
export class Codes {
  readonly #secret: string;
  #last = 0;

  constructor(secret: string) {
    this.#secret = secret;
  }

  async code(): Promise<string> {
    const step = Math.max(this.#last + 1, Math.floor(Date.now() / STEP_MS));
    this.#last = step;
    const early = (step - 1) * STEP_MS - Date.now();
    if (early > 0) await new Promise((done) => setTimeout(done, early));
    return currentCode(this.#secret, step * STEP_MS).code;
  }
}
