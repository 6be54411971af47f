import type { BotEvent, CreateBinaryOptions, MedplumClient } from '@medplum/core';
import type { Binary, Measure, Parameters, ParametersParameter, Resource } from '@medplum/fhirtypes';
import { published } from '../../../rules/src/indicators/testing/measures.ts';
import { TestServer } from '../testing/server.ts';
import { handler } from './handler.ts';

/** A server with the published Measures and some resources, and the bot on it. */
export class OncorifStory {
  readonly server = new TestServer();
  readonly medplum: MedplumClient;

  constructor() {
    this.medplum = this.server.medplum;
    // The router of the test server has no route for raw bodies: files are stored as their JSON.
    Object.assign(this.medplum, {
      createBinary: ({ data, contentType, securityContext }: CreateBinaryOptions) =>
        this.medplum.createResource<Binary>({
          resourceType: 'Binary',
          contentType,
          securityContext,
          data: Buffer.from(data as Uint8Array).toString('base64'),
        }),
      download: async (url: URL) => {
        const id = url.pathname.split('/').pop()!;
        const { data, contentType } = await this.server.repository.readResource<Binary>('Binary', id);
        return new Blob([Buffer.from(data!, 'base64')], { type: contentType });
      },
    });
  }

  /** @param only ids of the published Measures that are there; all of them without. */
  async with(
    resources: readonly Resource[],
    more: readonly Measure[] = [],
    only?: readonly string[],
  ): Promise<this> {
    const { measures, libraries } = published();
    const own = measures.filter(({ url }) => !only || only.includes(url!.split('/').pop()!));
    const conformance = [...own, ...more, ...libraries];
    await this.server.add(
      ...conformance.map((one, i) => ({ ...one, id: `conformance-${i}` })),
      ...structuredClone(resources),
    );
    return this;
  }

  /** Runs the export for months; `more` are other parameters, `secrets` those of the project. */
  async run(
    months: readonly string[],
    more: Record<string, string> = {},
    secrets: BotEvent['secrets'] = {},
  ): Promise<Parameters> {
    const values = { extractionDate: '2026-11-02', ...more };
    const parameter: ParametersParameter[] = [
      ...months.map((month) => ({ name: 'period', valueString: month })),
      ...Object.entries(values).map(([name, valueString]) => ({ name, valueString })),
    ];
    const input: Parameters = { resourceType: 'Parameters', parameter };
    return handler(this.medplum, { input, secrets } as BotEvent<Parameters>);
  }

  /** The text of a file of the pack. */
  file(result: Parameters, name: string): string {
    const file = result.parameter!.find(
      (one) => one.name === 'file' && partOf(one, 'name')?.valueString === name,
    );
    const id = partOf(file, 'binary')?.valueReference?.reference?.split('/')[1];
    const binary = this.server.all<Binary>('Binary').find((one) => one.id === id);
    if (!binary) throw new Error(`${name} is not among the files`);
    return Buffer.from(binary.data!, 'base64').toString('utf8');
  }
}

export function partOf(
  parameter: ParametersParameter | undefined,
  name: string,
): ParametersParameter | undefined {
  return parameter?.part?.find((one) => one.name === name);
}
