/**
 * Exports one month from a server, in a process of its own so that its memory is its own:
 * `node export.ts URL MONTH`, with DCC_CLIENT_ID and DCC_CLIENT_SECRET. Prints JSON.
 */
import { handler } from '@dcc/bots/src/oncorif/handler.ts';
import { type BotEvent, MedplumClient } from '@medplum/core';
import type { Parameters } from '@medplum/fhirtypes';
import { ownPeakMb } from './peak.ts';

export interface ExportCost {
  readonly wallMs: number;
  /** Of the bot, without the server. */
  readonly cpuMs: number;
  /** Largest the process ever was. */
  readonly peakMb: number;
  /** Of the CSV. */
  readonly rows: number;
  /** Months that were read. */
  readonly read: number;
}

export async function costOfExport(medplum: MedplumClient, month: string): Promise<ExportCost> {
  const start = performance.now();
  const cpu = process.cpuUsage();
  const input: Parameters = {
    resourceType: 'Parameters',
    parameter: [{ name: 'period', valueString: month }],
  };
  const { parameter = [] } = await handler(medplum, { input } as BotEvent<Parameters>);
  const { user, system } = process.cpuUsage(cpu);
  return {
    wallMs: performance.now() - start,
    cpuMs: (user + system) / 1000,
    peakMb: ownPeakMb(),
    rows: parameter.find(({ name }) => name === 'rows')?.valueInteger ?? 0,
    read: parameter.filter(({ name }) => name === 'read').length,
  };
}

if (import.meta.main) {
  const [baseUrl = '', month = ''] = process.argv.slice(2);
  const { DCC_CLIENT_ID = '', DCC_CLIENT_SECRET = '' } = process.env;
  const medplum = new MedplumClient({ baseUrl, fetch: globalThis.fetch, cacheTime: 0, extendedMode: true });
  await medplum.startClientLogin(DCC_CLIENT_ID, DCC_CLIENT_SECRET);
  console.log(JSON.stringify(await costOfExport(medplum, month)));
}
