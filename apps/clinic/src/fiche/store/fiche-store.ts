import type { PartDifference } from '@dcc/rules/src/difference/fiches.ts';
import type { Writers } from '@dcc/rules/src/merge/index.ts';
import { isExpired, isLocked as isRefused } from '../../collab/refusals.ts';
import { errorText, isNetworkError } from '../../data/error-text.ts';
import { isConflict } from '../../data/save.ts';
import {
  changesOf,
  currentKeys,
  type FicheContent,
  type FicheState,
  hasChanges,
  isLocked,
  type PartKey,
  readContent,
  same,
  type WriteContext,
  writeContent,
} from '../model/index.ts';
import { type Clash, mergeContent, withStored } from './merge.ts';
import { type Typed, unsent } from './unsent.ts';

export type StoreState = 'saved' | 'saving' | 'offline' | 'locked' | 'error';

/** What the form shows. */
export interface FicheSnapshot {
  content: FicheContent;
  /** The fiche as last known on the server, with what was saved from here. */
  fiche: FicheState;
  state: StoreState;
  savedAt?: Date;
  error?: string;
  /** Values that somebody else chose in place of mine, until they are seen. */
  clashes: Clash[];
  /** What was typed and is not in the fiche, which was signed meanwhile. */
  unsent: readonly PartDifference[];
  /** Something is typed that the server does not have. */
  unsaved: boolean;
}

/** How a fiche is read, written and kept: the server and the browser's encrypted vault. */
export interface FicheAround {
  load(): Promise<FicheState | undefined>;
  save(before: FicheState, after: FicheState): Promise<FicheState>;
  /** Initials of who is here, and of whoever saved last. */
  writers(fiche: FicheState): Promise<{ mine: string; theirs: string }>;
  context(): WriteContext;
  keep(draft: KeptDraft | undefined): Promise<void>;
  kept(): Promise<KeptDraft | undefined>;
}

/** What was typed and not saved, with what it was typed on. */
export interface KeptDraft extends Typed {
  version: string;
  /** Sent, without an answer: the server may hold any of them. */
  doubts?: readonly FicheContent[];
}

/**
 * Typing pauses that long before it is saved; a server that is away is asked again after the second delay.
 */
const PAUSE_MS = 900;
const KEEP_MS = 250;
const RETRY_MS = 5_000;
/** Of what was sent without an answer, the last ones: the server is read between one and the next. */
const MOST_DOUBTS = 3;

/**
 * The fiche as one person edits it: what is typed stands at once, is kept encrypted here, saved at each pause
 * if nobody was first, and merged with what others saved when somebody was. Nobody's words are lost.
 */
export class FicheStore {
  readonly #around: FicheAround;
  readonly #listeners = new Set<() => void>();
  #snapshot: FicheSnapshot;
  #base: FicheContent;
  #doubts: readonly FicheContent[] = [];
  /** The server has not been read since an answer was lost. */
  #unsettled = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #keeping: ReturnType<typeof setTimeout> | undefined;
  #keptAt = 0;
  /** The write in the vault that is under way: one at a time, in their order. */
  #vaulting: Promise<unknown> | undefined;
  #running: Promise<void> | undefined;
  #closed = false;

  constructor(fiche: FicheState, around: FicheAround) {
    this.#around = around;
    this.#base = readContent(fiche);
    const state = isLocked(fiche) ? 'locked' : 'saved';
    this.#snapshot = { content: this.#base, fiche, state, clashes: [], unsent: [], unsaved: false };
  }

  readonly snapshot = (): FicheSnapshot => this.#snapshot;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /**
   * Takes up what was typed before a reload, over what the server holds now: the next version, when the one it was
   * typed in has been signed.
   */
  async resume(): Promise<void> {
    const draft = await this.#around.kept();
    if (!draft) return;
    // Typed back to what it was, over an answer that did not come: the server may hold what was typed between.
    const doubts = draft.doubts ?? [];
    if (same(draft.content, draft.base) && doubts.length === 0) return;
    if (isLocked(this.#snapshot.fiche)) {
      this.#set({ unsent: this.#unsent(this.#snapshot.fiche, draft) });
      return;
    }
    this.#doubts = doubts;
    this.#unsettled = doubts.length > 0;
    const writers = await this.#writers();
    const kept = this.#merged(this.#snapshot.fiche, draft, this.#base, writers);
    // Somebody quick has typed already.
    const typed = mergeContent(this.#base, this.#snapshot.content, kept.content, writers);
    const clashes = [...kept.clashes, ...typed.clashes];
    this.#set({ content: typed.content, clashes, unsaved: !same(typed.content, this.#base) });
    this.#schedule(0);
  }

  /** Changes one part; it is kept and saved at the pause. */
  readonly change = <K extends PartKey>(
    key: K,
    value: FicheContent[K] | ((now: FicheContent[K]) => FicheContent[K]),
  ): void => {
    const { content, fiche } = this.#snapshot;
    if (isLocked(fiche)) return;
    const next = typeof value === 'function' ? value(content[key]) : value;
    if (same(next, content[key])) return;
    this.#set({ content: { ...content, [key]: next }, unsaved: true });
    this.#keepSoon();
    this.#schedule(PAUSE_MS);
  };

  /** A change that is not a part of the form: who presents, the médecin traitant. */
  readonly edit = (change: (fiche: FicheState) => FicheState): Promise<void> => {
    const { fiche } = this.#snapshot;
    return this.#exclusive(async () => {
      const after = change(this.#written());
      if (after !== fiche) await this.#send(fiche, after);
    });
  };

  /** Saves now; resolves when it is done or cannot be. */
  readonly flush = async (): Promise<void> => {
    clearTimeout(this.#timer);
    await this.#exclusive(() => this.#save());
  };

  /**
   * Somebody saved the fiche, or may have: reads it again and merges.
   * @param version that was heard of; one's own save, heard back, is not read again.
   */
  readonly refresh = (version?: string): Promise<void> =>
    this.#exclusive(async () => {
      if (version && version === this.#snapshot.fiche.composition.meta?.versionId) return;
      const theirs = await this.#around.load();
      if (theirs) await this.#rebase(theirs);
    });

  /** What others chose has been seen; so has what a signed fiche does not hold, which is kept no longer. */
  readonly settle = (): void => {
    if (this.#snapshot.unsent.length > 0) void this.#keep(undefined);
    this.#set({ clashes: [], unsent: [] });
  };

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#keeping);
    void this.keepNow();
  }

  /** Keeps here what the server does not have, at once: the page may be about to go. */
  readonly keepNow = async (): Promise<void> => {
    clearTimeout(this.#keeping);
    this.#keeping = undefined;
    if (!this.#snapshot.unsaved) return;
    this.#keptAt = Date.now();
    await this.#keep(this.#draft()).catch(() => {});
  };

  /**
   * Encrypting at each key would be felt: the first of several is kept once it is drawn, the next ones a quarter of a
   * second later. That is all that a crash can take.
   */
  #keepSoon(): void {
    const wait = Math.max(0, this.#keptAt + KEEP_MS - Date.now());
    this.#keeping ??= setTimeout(() => void this.keepNow(), wait);
  }

  #keep(draft: KeptDraft | undefined): Promise<void> {
    const keep = () => this.#around.keep(draft);
    // With nothing under way it begins at once: a page that goes leaves little time.
    const run = this.#vaulting ? this.#vaulting.then(keep) : keep();
    const ended = run
      .catch(() => {})
      .then(() => {
        if (this.#vaulting === ended) this.#vaulting = undefined;
      });
    this.#vaulting = ended;
    return run;
  }

  #draft(): KeptDraft {
    const { content, fiche } = this.#snapshot;
    const version = fiche.composition.meta?.versionId ?? '';
    return { base: this.#base, content, version, ...(this.#doubts.length ? { doubts: this.#doubts } : {}) };
  }

  #written(): FicheState {
    const { fiche, content } = this.#snapshot;
    return writeContent(fiche, content, this.#around.context());
  }

  async #writers(): Promise<Writers> {
    return this.#around.writers(this.#snapshot.fiche).catch(() => ({ mine: 'X', theirs: 'Y' }));
  }

  #schedule(delay: number): void {
    clearTimeout(this.#timer);
    if (!this.#closed) this.#timer = setTimeout(() => void this.#exclusive(() => this.#save()), delay);
  }

  /** One exchange with the server at a time. */
  async #exclusive(work: () => Promise<void>): Promise<void> {
    const before = this.#running;
    const run = (async () => {
      await before;
      await work().catch((error: unknown) => this.#failed(error));
    })();
    this.#running = run;
    await run;
  }

  async #save(): Promise<void> {
    if (this.#unsettled) await this.#look();
    const { fiche, content } = this.#snapshot;
    if (isLocked(fiche)) return;
    const after = this.#written();
    if (!hasChanges(changesOf(fiche, after))) {
      // Something may be typed that is no entry yet (a tool without its result): it stays on the screen, and kept.
      this.#base = { ...this.#base, ...pick(readContent(after), this.#base, content) };
      // What is in doubt may still arrive while this page lives, and is then told of: see `refresh`.
      this.#set({ state: 'saved', unsaved: false });
      await this.#keep(same(content, this.#base) ? undefined : this.#draft());
      return;
    }
    await this.#send(fiche, after);
  }

  /** What did the server make of what was sent? */
  async #look(): Promise<void> {
    const theirs = await this.#around.load();
    if (theirs) await this.#rebase(theirs);
    this.#unsettled = false;
  }

  async #send(before: FicheState, after: FicheState): Promise<void> {
    const sent = this.#snapshot.content;
    this.#set({ state: 'saving' });
    const saved = await this.#sure(sent, () => this.#around.save(before, after));
    this.#base = { ...sent };
    const { content } = this.#snapshot;
    const more = !same(content, sent);
    this.#set({ fiche: saved, state: 'saved', savedAt: new Date(), unsaved: more, error: undefined });
    await this.#keep(more ? this.#draft() : undefined);
    if (more) this.#schedule(PAUSE_MS);
  }

  /**
   * Notes what is sent until it is answered: a page that goes meanwhile, or a network that is cut, must not take it
   * for somebody else's afterwards.
   */
  async #sure(sent: FicheContent, save: () => Promise<FicheState>): Promise<FicheState> {
    const before = this.#doubts;
    this.#doubts = [...before, sent].slice(-MOST_DOUBTS);
    await this.#keep(this.#draft()).catch(() => {});
    try {
      const saved = await save();
      this.#doubts = [];
      return saved;
    } catch (error) {
      this.#unsettled = isNetworkError(error);
      // The server answered: it did not take it.
      if (!this.#unsettled) this.#doubts = before;
      throw error;
    }
  }

  /** What was typed on `base`, over what the server holds now. */
  #merged(theirs: FicheState, { base, content }: Typed, settled: FicheContent, writers: Writers) {
    const [was, mine, ...doubts] = [base, content, ...this.#doubts].map((one) => currentKeys(theirs, one));
    return mergeContent(withStored(was!, doubts, settled), mine!, settled, writers);
  }

  async #rebase(theirs: FicheState): Promise<void> {
    const writers = await this.#writers();
    // From here on in one turn: what is typed while this waits is in it.
    const { fiche, content, unsaved: waited } = this.#snapshot;
    if (theirs.composition.meta?.versionId === fiche.composition.meta?.versionId) return;
    // What was made here has an id by now, under which the server gives it back.
    const renamed = new Map(
      [...fiche.records].flatMap(([key, one]) =>
        key.startsWith('urn:') && one.id ? [[key, `${one.resourceType}/${one.id}`] as const] : [],
      ),
    );
    const state = { ...theirs, renamed: new Map([...theirs.renamed, ...renamed]) };
    const settled = readContent(state);
    if (isLocked(state)) {
      // Signed meanwhile: what was typed cannot be saved any more. It is shown, and kept until it was seen.
      const typed = { base: this.#base, content };
      const left = this.#unsent(state, typed);
      this.#base = settled;
      this.#set({ fiche: state, content: settled, state: 'locked', unsaved: false, unsent: left });
      if (left.length > 0) await this.#keep({ ...typed, version: '' });
      return;
    }
    const typed = { base: this.#base, content };
    const { content: merged, clashes } = this.#merged(state, typed, settled, writers);
    this.#base = settled;
    const unsaved = !same(merged, settled);
    this.#set({ fiche: state, content: merged, clashes: [...this.#snapshot.clashes, ...clashes], unsaved });
    if (unsaved) return this.#schedule(0);
    // What was typed is there: saved from another window, or by what sends a draft whose form was left.
    this.#set({ state: 'saved', ...(waited ? { savedAt: new Date(), error: undefined } : {}) });
    if (waited) await this.#keep(undefined);
  }

  #unsent(signed: FicheState, typed: Typed): PartDifference[] {
    return unsent(signed, typed, this.#around.context());
  }

  async #failed(error: unknown): Promise<void> {
    if (this.#closed) return;
    // A signature makes a write forbidden before its version is looked at.
    if (isConflict(error) || isRefused(error)) {
      const theirs = await this.#around.load().catch(() => undefined);
      if (theirs && (isConflict(error) || isLocked(theirs))) return this.#rebase(theirs);
      if (!theirs) return this.#schedule(RETRY_MS);
    }
    const away = isNetworkError(error) || isExpired(error);
    this.#set({ state: away ? 'offline' : 'error', error: errorText(error) });
    if (away) this.#schedule(RETRY_MS);
  }

  #set(change: Partial<FicheSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change };
    for (const listener of this.#listeners) listener();
  }
}

/** Of the parts that differ from what is typed, those that the record holds. */
function pick(held: FicheContent, base: FicheContent, content: FicheContent): Partial<FicheContent> {
  const keys = (Object.keys(base) as PartKey[]).filter((key) => same(content[key], base[key]));
  return Object.fromEntries(keys.map((key) => [key, held[key]]));
}
