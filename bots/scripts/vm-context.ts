import { createRequire } from 'node:module';
import { runInNewContext } from 'node:vm';
import { ContentType, Hl7Message, MedplumClient } from '@medplum/core';

export type Handler = (medplum: MedplumClient, event: object) => Promise<unknown>;

/**
 * Loads a bundle as the real server does (spec/medplum.md 10.1): a new context with these names and no other,
 * the server's own `require`, `exports` and `module` declared before the code. What works here works there.
 */
export function loadInVmContext(code: string): Handler {
  const sandbox = {
    console: { log: () => undefined, warn: () => undefined, error: () => undefined, info: () => undefined },
    fetch,
    require: createRequire(import.meta.url),
    ContentType,
    Hl7Message,
    MedplumClient,
    TextEncoder,
    URL,
    URLSearchParams,
  };
  return runInNewContext(
    `const exports = {}; const module = { exports };\n${code};\nexports.handler`,
    sandbox,
  );
}
