import type { Command } from '../command.ts';
import { connect, SERVER_OPTIONS } from '../connect.ts';
import { deploy, reportText, total } from '../deploy/index.ts';
import { EXIT } from '../errors.ts';
import { showProgress } from '../progress.ts';

export const deployCommand: Command = {
  name: 'deploy',
  summary: 'installe profils, terminologies, indicateurs, règles de quorum et bots sur un serveur',
  usage: 'deploy --client-id ID --client-secret SECRET [--base-url URL]',
  options: SERVER_OPTIONS,
  async run(values, _rest, io) {
    const medplum = await connect(values);
    const progress = showProgress(io);
    try {
      const report = await deploy(medplum, { onProgress: progress.step });
      progress.end();
      io.out(reportText(report));
      const { created, updated } = total(report);
      io.out(created + updated === 0 ? 'Le serveur était déjà à jour.' : 'Le serveur est à jour.');
    } finally {
      progress.end();
    }
    return EXIT.ok;
  },
};
