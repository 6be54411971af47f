import { DCC } from '@dcc/fhir-profiles';
import type { MedplumClient } from '@medplum/core';
import type { Task } from '@medplum/fhirtypes';

/** Identifier of the Task that says how far a count is: whoever asked for the count chose its value. */
export const PROGRESS_SYSTEM = `${DCC}/identifier/oncorif-progress`;

/** Milliseconds between two writes: a person looks at it, and each is a version. */
const EVERY = 1_000;

/**
 * Tells how many sessions were read, in a Task that whoever waits may look at; nobody waits without an id.
 * An export never fails because of it: what cannot be written is not told.
 */
export class Progress {
  readonly #medplum: MedplumClient;
  readonly #id: string | undefined;
  readonly #total: number;
  readonly #now: () => number;
  #done = 0;
  #told = Number.NEGATIVE_INFINITY;
  #task: Task | undefined;

  /** @param total sessions that will be read, as far as it is known: a little more may come. */
  constructor(medplum: MedplumClient, id: string | undefined, total: number, now = () => Date.now()) {
    this.#medplum = medplum;
    this.#id = id;
    this.#total = total;
    this.#now = now;
  }

  /** One session more. */
  async step(): Promise<void> {
    this.#done += 1;
    if (this.#id === undefined || this.#now() - this.#told < EVERY) return;
    this.#told = this.#now();
    await this.#write('in-progress').catch(() => undefined);
  }

  /** Everything was read; files are being made. */
  async end(): Promise<void> {
    if (this.#id !== undefined) await this.#write('completed').catch(() => undefined);
  }

  async #write(status: Task['status']): Promise<void> {
    const total = status === 'completed' ? this.#done : Math.max(this.#done, this.#total);
    const task: Task = {
      resourceType: 'Task',
      identifier: [{ system: PROGRESS_SYSTEM, value: this.#id! }],
      status,
      intent: 'order',
      code: { text: 'Avancement du calcul ONCORIF' },
      output: [
        { type: { text: 'séances lues' }, valueInteger: this.#done },
        { type: { text: 'séances à lire' }, valueInteger: total },
      ],
    };
    const query = `identifier=${encodeURIComponent(`${PROGRESS_SYSTEM}|${this.#id}`)}`;
    this.#task = this.#task
      ? await this.#medplum.updateResource({ ...task, id: this.#task.id })
      : await this.#medplum.createResourceIfNoneExist(task, query);
  }
}

/** How far it is, out of the Task. */
export function progressOf({ output }: Task): { done: number; total: number } {
  const [done = 0, total = 0] = (output ?? []).map(({ valueInteger }) => valueInteger);
  return { done, total };
}
