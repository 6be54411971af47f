import { readFileSync } from 'node:fs';
import { ConfigError } from './config-error.ts';

/**
 * Reads a configuration file: one JSON object whose keys are the server's options. Its values are checked
 * with those of the environment, which go first.
 * @throws ConfigError in French, which never repeats the content: it may hold a secret.
 */
export function readConfigFile(path: string): Record<string, unknown> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new ConfigError(`Fichier de configuration illisible : ${path}`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ConfigError(`Fichier de configuration refusé : ${path} n’est pas du JSON`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ConfigError(`Fichier de configuration refusé : ${path} doit être un objet JSON`);
  }
  return value as Record<string, unknown>;
}
