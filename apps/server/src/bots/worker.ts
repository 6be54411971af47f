import { isMainThread, parentPort } from 'node:worker_threads';
import { ContentType, Hl7Message, isOperationOutcome, MedplumClient } from '@medplum/core';
import type { OperationOutcome } from '@medplum/fhirtypes';
import type { BotEvent, RunMessage, RunResult, WorkerMessage } from './protocol.ts';
import { type BotHandler, loadBot } from './sandbox.ts';

/** Longer than any message a person reads; an error text must not carry a whole document back. */
const MAX_TEXT = 4000;

/** Loaded bots by id: one version each, the last deployed. */
const loaded = new Map<string, { version: string; handler: BotHandler }>();
let lines = 0;

function post(message: WorkerMessage): void {
  parentPort?.postMessage(message);
}

/** The console of bots. Runs are one at a time in a worker, so the lines belong to the current one. */
const botConsole = Object.fromEntries(
  (['debug', 'log', 'info', 'warn', 'error'] as const).map((name) => [
    name,
    (...args: unknown[]) => {
      lines++;
      const text = args.map((arg) => (typeof arg === 'string' ? arg : safeJson(arg))).join(' ');
      post({ type: 'log', level: name === 'log' ? 'info' : name, text: text.slice(0, MAX_TEXT) });
    },
  ]),
);

function safeJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return String(value);
  }
}

function handlerOf(message: RunMessage): BotHandler {
  const known = loaded.get(message.botId);
  if (known?.version === message.version) {
    return known.handler;
  }
  const handler = loadBot(message.code ?? '', message.filename, botConsole);
  loaded.set(message.botId, { version: message.version, handler });
  return handler;
}

async function call(handler: BotHandler, event: BotEvent): Promise<string | undefined> {
  const { baseUrl, accessToken, ...rest } = event;
  const medplum = new MedplumClient({
    baseUrl,
    fetch: (url: string, options: RequestInit = {}) => {
      const headers = { ...(options.headers as Record<string, string>), 'X-Trace-Id': event.traceId };
      return fetch(url, { ...options, headers });
    },
  });
  medplum.setAccessToken(accessToken);
  const isHl7 = event.contentType === ContentType.HL7_V2;
  const input = isHl7 && event.input ? Hl7Message.parse(String(event.input)) : event.input;
  const result = await handler(medplum, { ...rest, input });
  return JSON.stringify(isHl7 && result ? String(result) : result);
}

/** An outcome thrown by the bot, or by its own copy of the client (hence no instanceof), stays what it is. */
export function toOutcome(err: unknown): OperationOutcome {
  const inner = (err as { outcome?: unknown } | undefined)?.outcome;
  if (isOperationOutcome(inner)) {
    return inner;
  }
  if (isOperationOutcome(err)) {
    return err;
  }
  const message = (err as Error | undefined)?.message;
  const text = (typeof message === 'string' ? message : safeJson(err)).slice(0, MAX_TEXT);
  return {
    resourceType: 'OperationOutcome',
    issue: [{ severity: 'error', code: 'invalid', details: { text } }],
  };
}

async function run(message: RunMessage): Promise<RunResult> {
  lines = 0;
  try {
    const json = await call(handlerOf(message), message.event);
    return { ok: true, json, lines };
  } catch (err) {
    return { ok: false, outcome: JSON.parse(JSON.stringify(toOutcome(err))), lines };
  }
}

if (!isMainThread) {
  parentPort?.on('message', async (message: RunMessage) => {
    post({ type: 'result', result: await run(message) });
  });
}
