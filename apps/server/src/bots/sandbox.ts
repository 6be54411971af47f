import { createRequire } from 'node:module';
import vm from 'node:vm';
import { ContentType, Hl7Message, MedplumClient } from '@medplum/core';

export type BotHandler = (medplum: MedplumClient, event: Record<string, unknown>) => unknown;

/**
 * Names a bot finds without asking, exactly those of the real server's VM context: no process, Buffer or
 * timers.
 */
const GIVEN = {
  ContentType,
  Hl7Message,
  MedplumClient,
  fetch,
  Headers,
  Request,
  Response,
  URL,
  URLSearchParams,
  TextDecoder,
  TextEncoder,
  TextDecoderStream,
  TextEncoderStream,
  ReadableStream,
  WritableStream,
  TransformStream,
};

export class BotLoadError extends Error {
  override name = 'BotLoadError';
}

/**
 * Compiles the CommonJS text of a bot and gives its handler. A bot that runs here runs in the real server's
 * VM context too: same globals, `exports` and `module` given, `require` able to find the installed packages.
 *
 * The context keeps an ordinary global object (no interceptors): names resolve at full speed in warm calls.
 */
export function loadBot(code: string, filename: string, console: object): BotHandler {
  const context = vm.createContext(vm.constants.DONT_CONTEXTIFY);
  Object.assign(context, GIVEN, { console, require: createRequire(import.meta.url) });
  const exports: { handler?: unknown } = {};
  try {
    const body = vm.compileFunction(code, ['exports', 'module'], { filename, parsingContext: context });
    body(exports, { exports });
  } catch (err) {
    throw new BotLoadError(`Le code du bot ne se charge pas : ${(err as Error)?.message ?? String(err)}`);
  }
  if (typeof exports.handler !== 'function') {
    // The usual cause: a bundler that reassigns module.exports. The real server does not see it either.
    throw new BotLoadError('Le code du bot n’exporte pas de fonction « handler » (exports.handler)');
  }
  return exports.handler as BotHandler;
}
