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
  const key = await keyOf(db, profile, now() + KEPT_MS);
  let erased = false;
  const alive = async () => {
    const held = await db.get('keys', profile);
    return held !== undefined && held.until > now();
  };
  return {
    async put(name, value) {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const clear = encoder.encode(JSON.stringify(value));
      const data = await crypto.subtle.encrypt(seal(iv, profile, name), key, clear);
      if (erased) return;
      const tx = db.transaction(['keys', 'kept'], 'readwrite');
      const asked = tx.objectStore('keys').get(profile);
      const written = tx.objectStore('kept').put({ profile, name, iv, data });
      // All in one turn: a page that is about to go may not live to hear of the key.
      tx.commit();
      const [held] = await Promise.all([asked, written, tx.done]);
      // Another tab's logout has erased the key: nobody can read this, and it goes as well.
      if (!held || held.until <= now()) await db.delete('kept', [profile, name]);
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
      if (!erased) await db.put('keys', { profile, key, until: now() + KEPT_MS });
    },
    async erase() {
      erased = true;
      await forget(db, profile);
    },
  };
}

async function keyOf(db: IDBPDatabase<Schema>, profile: string, until: number): Promise<CryptoKey> {
  const known = await db.get('keys', profile);
  if (known) return known.key;
  const made = await newKey();
  const tx = db.transaction('keys', 'readwrite');
  // Another tab may have been as quick: one key opens what both keep.
  const other = await tx.store.get(profile);
  if (!other) await tx.store.put({ profile, key: made, until });
  await tx.done;
  return other?.key ?? made;
}

function newKey(): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

/** The name is sealed with the content: a row moved under another name, or another profile, does not open. */
function seal(iv: Uint8Array<ArrayBuffer>, profile: string, name: string): AesGcmParams {
  return { name: 'AES-GCM', iv, additionalData: encoder.encode(`${profile}\n${name}`) };
}

/** Whatever is too old, and what a page kept in the moment of a logout: its key was gone before it. */
async function purge(db: IDBPDatabase<Schema>, now: number): Promise<void> {
  const tx = db.transaction(['keys', 'kept'], 'readwrite');
  const keys = await tx.objectStore('keys').getAll();
  const live = new Set(keys.filter(({ until }) => until > now).map(({ profile }) => profile));
  for (const { profile } of keys) if (!live.has(profile)) await tx.objectStore('keys').delete(profile);
  for (const key of await tx.objectStore('kept').getAllKeys()) {
    if (!live.has(key[0])) await tx.objectStore('kept').delete(key);
  }
  await tx.done;
}

async function forget(db: IDBPDatabase<Schema>, profile: string): Promise<void> {
  // At once: what is being kept meanwhile comes wholly before, and goes, or wholly after, and finds no key.
  const tx = db.transaction(['keys', 'kept'], 'readwrite');
  await tx.objectStore('keys').delete(profile);
  const kept = tx.objectStore('kept');
  for (const key of await kept.index('profile').getAllKeys(profile)) await kept.delete(key);
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
