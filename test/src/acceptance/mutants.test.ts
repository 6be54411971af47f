/**
 * The running server, with what `dcc deploy` put on it, accepts every example and refuses every mutant with a 4xx
 * that gives the element and a reason in French.
 */
import { deploy } from '@dcc/cli';
import { examples } from '@dcc/fhir-profiles/examples/examples.ts';
import { mutants } from '@dcc/fhir-profiles/examples/mutants.ts';
import type { MedplumClient } from '@medplum/core';
import type { OperationOutcome } from '@medplum/fhirtypes';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asNew, loadExamples } from '../support/load-examples.ts';
import { type ServerProcess, startServerProcess } from '../support/server-process.ts';

let server: ServerProcess;
let medplum: MedplumClient;
let moved: Map<string, string>;
let token: string;

beforeAll(async () => {
  server = await startServerProcess();
  medplum = await server.client();
  await deploy(medplum);
  moved = await loadExamples(medplum, examples());
  token = await server.token();
}, 180_000);

afterAll(() => server?.stop());

async function post(resource: {
  resourceType: string;
}): Promise<{ status: number; outcome: OperationOutcome }> {
  const response = await fetch(`${server.url}fhir/R4/${resource.resourceType}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' },
    body: JSON.stringify(resource),
  });
  return { status: response.status, outcome: (await response.json()) as OperationOutcome };
}

describe('the running server', () => {
  it('has accepted every example', () => {
    expect(moved.size).toBe(new Set([...examples().values()].map((r) => r.id)).size);
  });

  it('accepts each example again, so that a refused mutant is refused for what was changed in it', async () => {
    for (const [name, example] of examples()) {
      const { status, outcome } = await post(asNew(example, moved));
      expect([200, 201], `${name}: ${JSON.stringify(outcome).slice(0, 400)}`).toContain(status);
    }
  });

  it.each(mutants().map((m) => [m.name, m] as const))('refuses %s', async (_name, mutant) => {
    const { status, outcome } = await post(asNew(mutant.resource, moved));
    expect(status).toBe(400);
    const errors = outcome.issue.filter((i) => i.severity === 'error');
    const said = errors.map((i) => `${i.expression?.join(' ')} ${i.details?.text}`).join('\n');
    const last = mutant.field.split('.').at(-1)!;
    expect(said).toContain(mutant.kind === 'invariant' ? mutant.field : last);
    // In French: none of the words that an English message of a validator is made of.
    for (const issue of errors) {
      expect(issue.details?.text).toMatch(/\p{L}{3,}/u);
      expect(issue.details?.text).not.toMatch(
        /\b(missing|required|invalid|must|should|expected|the|not(?!-)|property|fixed|incorrect|constraint)\b/i,
      );
    }
  });
});
