import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from 'idb';

/** How long what is typed may wait in this browser after the login that typed it. */
export const KEPT_MS = 12 * 3600_000;

interface Schema extends DBSchema {
  keys: { key: string; value: { profile: string; key: CryptoKey; until: number } };
  kept: {
    key: [string, string];
    value: { profile: string; name: string; iv: Uint8Array<ArrayBuffer>; data: ArrayBuffer };
    indexes: { profile: string };
  };
}

/** What one person's login keeps in this browser, unreadable to anybody else. */
export interface Vault {
  put(name: string, value: unknown): Promise<void>;
  /** Undefined when nothing is kept under this name, or when it cannot be read any more. */
  get<T>(name: string): Promise<T | undefined>;
  remove(name: string): Promise<void>;
  names(): Promise<string[]>;
  /** Another twelve hours: the person has signed in again. */
  renew(): Promise<void>;
  /** At the end of the login: first the key, then what it opened. */
  erase(): Promise<void>;
}

const NAME = 'dcc-offline';
const encoder = new TextEncoder();
const decoder = new TextDecoder();

function database(): Promise<IDBPDatabase<Schema>> {
  return openDB<Schema>(NAME, 1, {
    upgrade(db) {
      db.createObjectStore('keys', { keyPath: 'profile' });
      db.createObjectStore('kept', { keyPath: ['profile', 'name'] }).createIndex('profile', 'profile');
    },
  });
}

/**
 * Opens the vault of a login. Its key (AES-GCM 256, not extractable) is made at the first opening, serves this
 * profile alone, and goes with everything it opened at logout or twelve hours after. Whatever is too old, of
 * whomever, is erased on the way.
 *
 * @param profile reference of who is signed in, `Practitioner/<id>`.
 * @throws when the browser has no IndexedDB; see `memoryVault`.
 */
export async function openVault(profile: string, now: () => number = Date.now): Promise<Vault> {
  const db = await database();
  await purge(db, now());
  const known = await db.get('keys', profile);
  const key = known?.key ?? (await newKey());
  if (!known) {
    await db.put('keys', { profile, key, until: now() + KEPT_MS });
  }
  const alive = async () => {
    const held = await db.get('keys', profile);
    return held !== undefined && held.until > now();
  };
  return {
    async put(name, value) {
      // The key may have been erased by another tab's logout: nothing is written without it.
      if (!(await alive())) return;
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const clear = encoder.encode(JSON.stringify(value));
      const data = await crypto.subtle.encrypt(seal(iv, profile, name), key, clear);
      await db.put('kept', { profile, name, iv, data });
    },
    async get<T>(name: string) {
      const row = (await alive()) ? await db.get('kept', [profile, name]) : undefined;
      if (!row) return undefined;
      try {
        const clear = await crypto.subtle.decrypt(seal(row.iv, profile, name), key, row.data);
        return JSON.parse(decoder.decode(clear)) as T;
      } catch {
        // Written under a key that is gone, or tampered with: it opens for nobody.
        await db.delete('kept', [profile, name]);
        return undefined;
      }
    },
    remove: (name) => db.delete('kept', [profile, name]),
    names: async () => (await db.getAllKeysFromIndex('kept', 'profile', profile)).map(([, name]) => name),
    async renew() {
      await db.put('keys', { profile, key, until: now() + KEPT_MS });
    },
    erase: () => forget(db, profile),
  };
}

function newKey(): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

/** The name is sealed with the content: a row moved under another name, or another profile, does not open. */
function seal(iv: Uint8Array<ArrayBuffer>, profile: string, name: string): AesGcmParams {
  return { name: 'AES-GCM', iv, additionalData: encoder.encode(`${profile}\n${name}`) };
}

async function purge(db: IDBPDatabase<Schema>, now: number): Promise<void> {
  for (const { profile, until } of await db.getAll('keys')) {
    if (until <= now) await forget(db, profile);
  }
}

async function forget(db: IDBPDatabase<Schema>, profile: string): Promise<void> {
  await db.delete('keys', profile);
  const tx = db.transaction('kept', 'readwrite');
  for (const key of await tx.store.index('profile').getAllKeys(profile)) await tx.store.delete(key);
  await tx.done;
}

/** For a browser that keeps nothing: the words live as long as the page. */
export function memoryVault(): Vault {
  const kept = new Map<string, string>();
  return {
    put: async (name, value) => void kept.set(name, JSON.stringify(value)),
    get: async <T>(name: string) => (kept.has(name) ? (JSON.parse(kept.get(name)!) as T) : undefined),
    remove: async (name) => void kept.delete(name),
    names: async () => [...kept.keys()],
    renew: async () => {},
    erase: async () => kept.clear(),
  };
}

/** Everything of everybody: tests only. */
export const destroyVaults = (): Promise<void> => deleteDB(NAME);
