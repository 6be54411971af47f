import type { Worker } from 'node:worker_threads';
import { HttpError } from '../http/errors.ts';
import type { Logger } from '../log.ts';
import type { RunMessage, RunResult, WorkerMessage } from './protocol.ts';

/**
 * A run that ended without an answer of the bot: killed at its deadline, or its thread died. Worth a retry.
 */
export class BotCrash extends HttpError {
  override name = 'BotCrash';
}

/**
 * Sends one call to a worker and waits for its answer, at most `timeoutMs`.
 * Throws a BotCrash otherwise; the worker is then of no more use and must be terminated.
 */
export function callWorker(
  worker: Worker,
  message: RunMessage,
  timeoutMs: number,
  logger: Logger,
): Promise<RunResult> {
  return new Promise<RunResult>((resolve, reject) => {
    const end = (settle: () => void) => {
      clearTimeout(timer);
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      settle();
    };
    const crash = (text: string, code: 'processing' | 'timeout' = 'processing') =>
      end(() => reject(new BotCrash(400, code, text)));

    const onMessage = (received: WorkerMessage) => {
      if (received.type === 'result') {
        end(() => resolve(received.result));
      } else {
        // Not the text: it may hold what the bot worked on. That something was said may help.
        logger.debug(
          { bot: message.botId, console: received.level, length: received.text.length },
          'bot console',
        );
      }
    };
    const onError = (err: unknown) =>
      crash(`Le bot a été interrompu : ${(err as Error)?.message ?? 'erreur'}`);
    const onExit = () => crash('Le bot a été interrompu : son exécution s’est arrêtée');
    const onDeadline = () =>
      crash(`Le bot a dépassé son délai de ${timeoutMs / 1000} s et a été arrêté`, 'timeout');

    const timer = setTimeout(onDeadline, timeoutMs);
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    worker.postMessage(message);
  });
}
