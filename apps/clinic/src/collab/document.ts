import {
  type Arrival,
  arrived,
  type Choice,
  opened,
  type Shared,
  sameContent,
  saved,
  settled,
  unsaved,
  versionOf,
  type Writers,
} from '@dcc/rules/src/merge/index.ts';
import type { Resource } from '@medplum/fhirtypes';
import { errorText, isNetworkError } from '../data/error-text.ts';
import { isConflict } from '../data/save.ts';
import type { Vault } from '../offline/vault.ts';
import { isExpired, isLocked } from './refusals.ts';
import type { Remote } from './remote.ts';

export type SharedState = 'loading' | 'saved' | 'saving' | 'offline' | 'conflict' | 'locked' | 'error';

/** What a screen shows of a shared resource. A new object at each change. */
export interface Snapshot<T extends Resource> {
  value?: T;
  state: SharedState;
  savedAt?: Date;
  /** In French, what went wrong or what is awaited. */
  error?: string;
  /** Values where somebody else's choice stands instead of mine. */
  choices: readonly Choice[];
  /** Initials of who wrote last, when it was not me; with when. */
  other?: { initials: string; at: Date };
}

/** A resource that exists, or that will once something is typed: then it has an identifier of its own. */
export type Opening<T extends Resource> = { reference: string } | { create: T; identifier: string };

export interface Surroundings {
  remote: Remote;
  vault: Promise<Vault>;
  /** Called when the server did not answer. */
  away?: () => void;
  /** Milliseconds: how long a pause is before the draft is kept here, and before it is sent. */
  pause?: { keep: number; send: number; retry: number };
}

const PAUSE = { keep: 200, send: 700, retry: 5_000 };
/** Somebody who types without a pause is saved all the same, this many pauses later. */
const PATIENCE = 3;

/**
 * One resource that several screens write: holds the draft, keeps it encrypted here at each pause, sends it with
 * If-Match, and merges what others wrote. One request at a time; edits never wait.
 */
export class SharedDocument<T extends Resource> {
  readonly name: string;
  readonly #opening: Opening<T>;
  readonly #around: Surroundings;
  readonly #listeners = new Set<() => void>();
  #shared?: Shared<T>;
  #snapshot: Snapshot<T> = { state: 'loading', choices: [] };
  #heard?: T;
  #stale = true;
  #running?: Promise<void>;
  #again = false;
  #unwatch?: () => void;
  #timers: { keep?: Timer; send?: Timer; retry?: Timer } = {};
  #firstEdit = 0;
  #closed = false;
  #held = false;

  constructor(opening: Opening<T>, around: Surroundings) {
    this.#opening = opening;
    this.#around = around;
    this.name = nameOf(opening);
    void this.#open();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly snapshot = (): Snapshot<T> => this.#snapshot;

  get unsaved(): boolean {
    return this.#shared !== undefined && (unsaved(this.#shared) || this.#shared.doubt !== undefined);
  }

  /** Changes the draft at once. Nothing happens while it is loading, or once it is locked. */
  readonly change = (edit: (draft: T) => T): void => {
    if (!this.#shared || this.#snapshot.state === 'locked') return;
    const local = edit(this.#shared.local);
    if (local === this.#shared.local) return;
    this.#shared = { ...this.#shared, local };
    this.#firstEdit ||= Date.now();
    this.#tell({ state: this.#snapshot.state === 'offline' ? 'offline' : 'saving' });
    this.#later('keep', this.#pause.keep, () => void this.#keep());
    const waited = Date.now() - this.#firstEdit > PATIENCE * this.#pause.send;
    if (!waited || !this.#timers.send) this.#later('send', this.#pause.send, () => void this.sync());
  };

  /** Sends what is not saved, now; resolves when it is, or when it cannot be. */
  readonly flush = async (): Promise<void> => {
    clearTimeout(this.#timers.send);
    await this.#keep();
    await this.sync();
  };

  /** Keeps here what the server does not have, at once: the page may be about to go. */
  readonly keepNow = (): Promise<void> => this.#keep();

  /** Reads the server and sends what waits. */
  async sync(stale = false): Promise<void> {
    this.#stale ||= stale;
    this.#again = true;
    this.#running ??= this.#loop();
    await this.#running;
  }

  /** While an accent is being composed nothing may move under the caret: others' words wait. */
  readonly hold = (held: boolean): void => {
    this.#held = held;
    if (!held && this.#again) void this.sync();
  };

  /** Mine instead of theirs, or theirs once seen: the choices are over. */
  readonly settle = (): void => this.#tell({ choices: [], state: this.unsaved ? 'saving' : 'saved' });

  close(): void {
    this.#closed = true;
    this.#unwatch?.();
    for (const timer of Object.values(this.#timers)) clearTimeout(timer);
  }

  get #pause() {
    return this.#around.pause ?? PAUSE;
  }

  async #open(): Promise<void> {
    const vault = await this.#around.vault;
    const kept = await vault.get<Shared<T>>(this.name).catch(() => undefined);
    if (kept && !this.#shared) {
      this.#shared = kept;
      this.#tell({ state: 'saving' });
    }
    await this.sync(true);
  }

  async #loop(): Promise<void> {
    await null;
    while (this.#again && !this.#closed && !this.#held) {
      this.#again = false;
      try {
        await this.#pull();
        await this.#push();
      } catch (error) {
        await this.#failed(error);
      }
    }
    // In the same turn as the last look at `#again`: a call that comes now starts a loop of its own.
    this.#running = undefined;
  }

  /** Takes in what the server has: at first, after an event, after a conflict, after a lost answer. */
  async #pull(): Promise<void> {
    const { remote } = this.#around;
    const reference = this.#reference() ?? (this.#shared?.doubt && (await this.#made()));
    if (this.#shared?.doubt && reference) {
      const history = await remote.history<T>(reference);
      const writers = await this.#writers(history[0]);
      this.#take(settled(this.#shared, history, writers), history[0]);
      this.#stale = false;
    } else if (this.#stale) {
      const found = await this.#read(reference);
      const writers = await this.#writers(found);
      this.#stale = false;
      if (found && !this.#shared) this.#shared = opened(found);
      else if (found && this.#shared) this.#take(this.#merged(found, writers), found);
      else if (!found && !this.#shared && 'create' in this.#opening)
        this.#shared = opened(this.#opening.create);
      if (this.#shared && !this.unsaved) this.#tell({ state: 'saved' });
    }
    const heard = this.#heard;
    this.#heard = undefined;
    if (heard && this.#shared && versionOf(heard) !== versionOf(this.#shared.base)) {
      const writers = await this.#writers(heard);
      this.#take(this.#merged(heard, writers), heard);
    }
    this.#watch();
  }

  /** Was it created, by the request whose answer was lost or by somebody else? */
  async #made(): Promise<string | undefined> {
    const found = await this.#read(undefined);
    return found && `${found.resourceType}/${found.id}`;
  }

  async #push(): Promise<void> {
    if (!this.#shared || !unsaved(this.#shared) || locked(this.#shared.base)) {
      if (this.#shared) this.#told();
      return;
    }
    const sent = this.#shared.local;
    this.#firstEdit = 0;
    this.#tell({ state: 'saving' });
    // Known only once it is sent: a page closed meanwhile must find out what became of it.
    this.#shared = { ...this.#shared, doubt: sent };
    await this.#keep();
    const { remote } = this.#around;
    const stored = sent.id
      ? await remote.update({ ...sent, meta: { ...sent.meta, versionId: versionOf(this.#shared.base) } })
      : await remote.create(sent, this.#identifier());
    const { doubt: _, ...known } = this.#shared;
    const found = !sent.id && !sameContent({ ...sent, id: stored.id }, stored);
    const writers = found ? await this.#writers(stored) : { mine: remote.me(), theirs: remote.me() };
    this.#take(
      found ? arrived(known, stored, writers) : saved(known, sent, stored, writers),
      found ? stored : undefined,
    );
    this.#told(new Date());
    if (this.unsaved) this.#again = true;
    else await this.#forget();
  }

  #merged(remote: T, writers: Writers): Arrival<T> {
    return arrived(this.#shared!, remote, writers);
  }

  async #failed(error: unknown): Promise<void> {
    if (isConflict(error)) {
      this.#undoubt();
      this.#stale = true;
      this.#again = true;
      return;
    }
    await this.#keep();
    if (isNetworkError(error)) {
      this.#around.away?.();
      this.#tell({ state: 'offline', error: errorText(error) });
    } else if (isExpired(error)) {
      this.#undoubt();
      this.#tell({ state: 'offline', error: errorText(error) });
    } else {
      // The server answered: it did not take what was sent.
      this.#undoubt();
      this.#tell({ state: isLocked(error) ? 'locked' : 'error', error: errorText(error) });
      return;
    }
    this.#later('retry', this.#pause.retry, () => void this.sync(true));
  }

  #undoubt(): void {
    if (this.#shared) {
      const { doubt: _, ...known } = this.#shared;
      this.#shared = known;
    }
  }

  #take({ shared, choices }: Arrival<T>, from?: T): void {
    // A bot that changed who may see it wrote nothing to be told about.
    const changed = !this.#shared || !sameContent(shared.base, this.#shared.base);
    this.#shared = shared;
    this.#tell({ choices: [...this.#snapshot.choices, ...choices] });
    if (changed && from) void this.#other(from);
  }

  async #other(from: T): Promise<void> {
    const { remote } = this.#around;
    const initials = await remote.writer(from).catch(() => 'X');
    if (initials !== remote.me()) this.#tell({ other: { initials, at: new Date() } });
  }

  #told(savedAt = this.#snapshot.savedAt): void {
    const state = locked(this.#shared!.base)
      ? 'locked'
      : this.#snapshot.choices.length > 0
        ? 'conflict'
        : this.unsaved
          ? 'saving'
          : 'saved';
    this.#tell({ state, savedAt, error: undefined });
  }

  #tell(change: Partial<Snapshot<T>>): void {
    this.#snapshot = { ...this.#snapshot, ...change, value: this.#shared?.local };
    for (const listener of this.#listeners) listener();
  }

  async #keep(): Promise<void> {
    clearTimeout(this.#timers.keep);
    if (this.#shared && this.unsaved) {
      const vault = await this.#around.vault;
      await vault.put(this.name, { ...this.#shared, opening: this.#opening }).catch(() => {});
    }
  }

  async #forget(): Promise<void> {
    clearTimeout(this.#timers.keep);
    await (await this.#around.vault).remove(this.name).catch(() => {});
    // Typed while it was being forgotten: kept again.
    if (this.unsaved) await this.#keep();
  }

  /** From the opening on, made or not: what somebody else begins shows here at once. */
  #watch(): void {
    if (this.#unwatch || this.#closed) return;
    const { remote } = this.#around;
    this.#unwatch = remote.watch(criteriaOf(this.#opening), (resource) => {
      if (versionOf(resource) === (this.#shared && versionOf(this.#shared.base))) return;
      // An event may not say who wrote: then it only tells that there is something to read.
      if (resource.meta?.author) this.#heard = resource as T;
      void this.sync(!resource.meta?.author);
    });
    // What was written before the socket listened.
    this.#later('retry', this.#pause.retry, () => void this.sync(true));
  }

  #read(reference: string | undefined): Promise<T | undefined> {
    const { remote } = this.#around;
    if (reference) return remote.read<T>(reference);
    const opening = this.#opening as { create: T; identifier: string };
    return remote.find<T>(opening.create.resourceType, opening.identifier);
  }

  #reference(): string | undefined {
    if ('reference' in this.#opening) return this.#opening.reference;
    const id = this.#shared?.base.id ?? this.#shared?.local.id;
    return id ? `${this.#opening.create.resourceType}/${id}` : undefined;
  }

  #identifier(): string {
    return 'identifier' in this.#opening ? this.#opening.identifier : '';
  }

  async #writers(remote: T | undefined): Promise<Writers> {
    const mine = this.#around.remote.me();
    const theirs = remote ? await this.#around.remote.writer(remote).catch(() => 'X') : 'X';
    // The same person on two posts: still two texts.
    return { mine, theirs: theirs === mine ? `${theirs}2` : theirs };
  }

  #later(what: 'keep' | 'send' | 'retry', delay: number, run: () => void): void {
    clearTimeout(this.#timers[what]);
    this.#timers[what] = setTimeout(() => {
      this.#timers[what] = undefined;
      run();
    }, delay);
  }
}

type Timer = ReturnType<typeof setTimeout>;

export function nameOf<T extends Resource>(opening: Opening<T>): string {
  return 'reference' in opening
    ? opening.reference
    : `${opening.create.resourceType}?identifier=${opening.identifier}`;
}

function criteriaOf<T extends Resource>(opening: Opening<T>): string {
  if ('create' in opening) {
    return `${opening.create.resourceType}?identifier=${encodeURIComponent(opening.identifier)}`;
  }
  return opening.reference.replace('/', '?_id=');
}

/** What is signed or in force is changed by nobody (docs/etats.md). */
function locked(resource: Resource): boolean {
  return (
    (resource.resourceType === 'Composition' && resource.status !== 'preliminary') ||
    (resource.resourceType === 'CarePlan' && resource.intent === 'proposal' && resource.status !== 'draft')
  );
}
