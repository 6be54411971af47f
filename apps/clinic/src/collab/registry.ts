import type { MedplumClient } from '@medplum/core';
import type { Resource } from '@medplum/fhirtypes';
import { isReachable, reportUnreachable, subscribeReachable } from '../app/reachable.ts';
import { onLeaving } from '../offline/leaving.ts';
import { memoryVault, openVault, type Vault } from '../offline/vault.ts';
import { onSignOut } from '../sign-in/sign-out.ts';
import { nameOf, type Opening, SharedDocument } from './document.ts';
import { medplumRemote, type Remote } from './remote.ts';

/** A socket may die without a word: what is on screen is read again this often. */
const LOOK_EVERY_MS = 20_000;

interface Held {
  document: SharedDocument<Resource>;
  users: number;
}

/**
 * Sends what a form kept in the vault under this name.
 * @returns does it still wait? Undefined: the form itself tells.
 */
type SendKept = (name: string, vault: Promise<Vault>) => Promise<boolean | undefined>;

/** All shared resources of one login: one document each, however many components show it. */
export class Registry {
  readonly #held = new Map<string, Held>();
  readonly #listeners = new Set<() => void>();
  readonly #remote: Remote;
  readonly vault: Promise<Vault>;
  /** What waits besides the documents held here: forms that keep their own drafts in the vault. */
  readonly #noted = new Set<string>();
  readonly #sendKept: SendKept;
  #kept = 0;
  #erased = false;

  constructor(remote: Remote, vault: Promise<Vault>, sendKept: SendKept = async () => true) {
    this.#remote = remote;
    this.vault = vault;
    this.#sendKept = sendKept;
  }

  /** Call the returned function when it is shown no more: a document with unsaved words lives until they are saved. */
  open<T extends Resource>(opening: Opening<T>): { document: SharedDocument<T>; release: () => void } {
    const name = nameOf(opening);
    let held = this.#held.get(name);
    if (!held) {
      const around = { remote: this.#remote, vault: this.vault, away: reportUnreachable };
      const document = new SharedDocument(opening, around) as unknown as SharedDocument<Resource>;
      document.subscribe(() => this.#changed(name));
      held = { document, users: 0 };
      this.#held.set(name, held);
    }
    held.users++;
    let released = false;
    const release = () => {
      if (released) return;
      released = true;
      held.users--;
      // React leaves and comes back within one task.
      setTimeout(() => this.#leave(name), 0);
    };
    return { document: held.document as unknown as SharedDocument<T>, release };
  }

  /** Opens again what was typed before a reload, and sends it. */
  async resume(): Promise<void> {
    const vault = await this.vault;
    for (const name of await vault.names()) {
      const kept = await vault.get<{ opening?: Opening<Resource> }>(name);
      if (kept?.opening) this.open(kept.opening).release();
      else await this.#sendNoted(name);
    }
  }

  /** Reads and sends everything again: the server is back, or the person has signed in again. */
  syncAll(): void {
    for (const { document } of this.#held.values()) void document.sync(true);
    for (const name of this.#noted) void this.#sendNoted(name);
  }

  /** A form keeps its draft in the vault by itself, under this name: it waits, or waits no longer. */
  readonly note = (name: string, waits: boolean): void => {
    if (waits) this.#noted.add(name);
    else this.#noted.delete(name);
    this.#count();
  };

  /** Its form may be closed by now: somebody else sends it then. */
  async #sendNoted(name: string): Promise<void> {
    const waits = await this.#sendKept(name, this.vault).catch(() => true);
    if (waits !== undefined) this.note(name, waits);
  }

  /** How many resources have words that the server does not have. */
  readonly kept = (): number => this.#kept;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The login is at its end, and this with it: what is still on screen is kept and sent no more. */
  async erase(): Promise<void> {
    this.#erased = true;
    for (const { document } of this.#held.values()) document.close();
    this.#held.clear();
    await (await this.vault).erase();
  }

  /** The person has signed in again: the vault stays open another twelve hours. */
  async renew(): Promise<void> {
    if (this.#erased) return;
    await (await this.vault).renew();
    this.syncAll();
  }

  /** Keeps in this browser all that the server does not have yet, at once. */
  readonly keepNow = (): void => {
    for (const { document } of this.#held.values()) void document.keepNow();
  };

  /** Sends what waits; resolves when all is saved or cannot be. */
  async flush(): Promise<void> {
    await Promise.allSettled([...this.#held.values()].map(({ document }) => document.flush()));
  }

  #changed(name: string): void {
    this.#count();
    this.#leave(name);
  }

  #count(): void {
    const held = [...this.#held.values()].filter(({ document }) => document.unsaved).length;
    const kept = held + this.#noted.size;
    if (kept === this.#kept) return;
    this.#kept = kept;
    for (const listener of this.#listeners) listener();
  }

  #leave(name: string): void {
    const held = this.#held.get(name);
    if (held && held.users === 0 && !held.document.unsaved && held.document.snapshot().state !== 'loading') {
      held.document.close();
      this.#held.delete(name);
    }
  }
}

const registries = new Map<string, Registry>();

/** The registry of whoever is signed in; made at the first shared resource. */
export function registryOf(medplum: MedplumClient): Registry {
  const profile = medplum.getActiveLogin()?.profile?.reference ?? '';
  const known = registries.get(profile) ?? (profile ? undefined : [...registries.values()].at(-1));
  if (known) return known;
  const vault = openVault(profile).catch(() => memoryVault());
  const registry = new Registry(medplumRemote(medplum), vault, async (name) => {
    // Forms of fiches are heavy: read when one waits only.
    const [{ ficheAround, KEPT }, { sendKept }] = await Promise.all([
      import('../fiche/around.ts'),
      import('../fiche/store/send-kept.ts'),
    ]);
    if (!name.startsWith(KEPT)) return true;
    const caseId = name.slice(KEPT.length);
    return sendKept(caseId, ficheAround(medplum, vault, caseId));
  });
  registries.set(profile, registry);
  subscribeReachable(() => isReachable() && registry.syncAll());
  medplum.addEventListener('change', () => {
    if (medplum.getActiveLogin()?.profile?.reference !== profile) return;
    void registry.renew();
  });
  setInterval(() => document.visibilityState === 'visible' && registry.syncAll(), LOOK_EVERY_MS);
  onLeaving(registry.keepNow);
  // Leaving: what can still be sent is sent, then nothing stays in this browser. It is known until the new document
  // comes: screens that are drawn once more meanwhile would open a second vault, with a key that nobody erases.
  onSignOut(async () => {
    await registry.flush();
    await registry.erase();
  });
  void registry.resume();
  return registry;
}
