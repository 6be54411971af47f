import type { Command } from '../command.ts';
import { connect, SERVER_OPTIONS } from '../connect.ts';
import { deploy, reportText, total } from '../deploy/index.ts';
import { EXIT } from '../errors.ts';
import { showProgress } from '../progress.ts';

export const deployCommand: Command = {
  name: 'deploy',
  summary: 'installe profils, terminologies, indicateurs, règles, droits et bots sur un serveur',
  usage: 'deploy --client-id ID --client-secret SECRET [--base-url URL]',
  options: SERVER_OPTIONS,
  async run(values, _rest, io) {
    const interruption = onInterrupt(() => io.err('Interruption demandée : la requête en cours se termine…'));
    const progress = showProgress(io);
    try {
      const medplum = await connect(values, {
        signal: interruption.signal,
        onWait: (seconds) => io.err(`Quota du serveur atteint : reprise dans ${seconds} s.`),
      });
      const report = await deploy(medplum, { onProgress: progress.step });
      progress.end();
      io.out(reportText(report));
      const { created, updated } = total(report);
      const isSame = created + updated === 0;
      io.out(isSame ? 'Le serveur était déjà à jour : rien n’a changé.' : 'Le serveur est à jour.');
    } catch (error) {
      if (!interruption.signal.aborted) {
        throw error;
      }
      progress.end();
      io.err('Déploiement interrompu. Relancez la même commande : elle reprendra où elle en est.');
      return EXIT.interrupted;
    } finally {
      progress.end();
      interruption.end();
    }
    return EXIT.ok;
  },
};

/** Ctrl-C stops between two requests; a second one ends the process at once, as everywhere. */
function onInterrupt(say: () => void): { signal: AbortSignal; end: () => void } {
  const controller = new AbortController();
  const stop = () => {
    process.off('SIGINT', stop).off('SIGTERM', stop);
    say();
    controller.abort();
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  return { signal: controller.signal, end: () => process.off('SIGINT', stop).off('SIGTERM', stop) };
}
