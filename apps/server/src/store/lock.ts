import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * Takes the data folder for this process: one process writes it, a second one refuses to start.
 *
 * The lock is SQLite's own exclusive file lock on an empty database, because the kernel drops it when the
 * process dies: a pid file would stay after kill -9, and in a container the next process often has the same
 * pid.
 * @returns the function that gives the folder back.
 * @throws Error in French when the folder is held, by another process or by this one.
 */
export function takeLock(dir: string): () => void {
  const lock = new DatabaseSync(join(dir, 'server.lock'), { timeout: 0 });
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    throw new Error(
      `Le dossier de données ${dir} est déjà utilisé par un autre serveur : arrêtez-le d'abord.`,
      {
        cause: error,
      },
    );
  }
  return () => {
    if (lock.isOpen) {
      lock.close();
    }
  };
}
