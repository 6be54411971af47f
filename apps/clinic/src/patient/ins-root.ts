import type { Config } from '../app/client.ts';

/**
 * Under which root a matricule typed by hand is kept. A site says that it is a production by `"production": true` in
 * `config.json`; whatever else it says, or nothing, is a test: a document under a test root is sent to nobody by
 * mistake, while a fictive one under the production root would pass for a person's.
 */
export function isTestSite({ production }: Config): boolean {
  return production !== true;
}
