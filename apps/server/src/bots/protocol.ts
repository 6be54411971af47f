import type { OperationOutcome, ProjectSetting, Reference } from '@medplum/fhirtypes';

/** What a bot receives as `event`, and what its MedplumClient is made of (Medplum's bot contract). */
export interface BotEvent {
  readonly bot: Reference;
  readonly requester?: Reference;
  readonly baseUrl: string;
  readonly accessToken: string;
  readonly input: unknown;
  readonly contentType: string;
  readonly secrets: Record<string, ProjectSetting>;
  readonly traceId: string;
  readonly headers?: Record<string, string>;
}

/**
 * Main thread -> worker: run one call. `code` is sent only when this worker does not hold that version yet.
 */
export interface RunMessage {
  readonly botId: string;
  /** Changes at each deployment. */
  readonly version: string;
  readonly filename: string;
  readonly code?: string;
  readonly event: BotEvent;
}

/** Worker -> main thread: the one answer to a RunMessage. `json` is absent when the bot returned nothing. */
export type RunResult =
  | { readonly ok: true; readonly json?: string; readonly lines: number }
  | { readonly ok: false; readonly outcome: OperationOutcome; readonly lines: number };

/** Worker -> main thread: what the bot wrote to its console, or its result. */
export type WorkerMessage =
  | { readonly type: 'log'; readonly level: 'debug' | 'info' | 'warn' | 'error'; readonly text: string }
  | { readonly type: 'result'; readonly result: RunResult };
