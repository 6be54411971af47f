import { DCC, EXTENSIONS } from '@dcc/fhir-profiles';
import { golden, goldenResources } from '@dcc/fhir-profiles/examples/golden.ts';
import type { QuorumRule } from '@dcc/rules';
import type {
  CarePlan,
  Composition,
  Observation,
  Parameters,
  PlanDefinition,
  PractitionerRole,
  Reference,
} from '@medplum/fhirtypes';
import { TestServer } from './server.ts';

export const FICHE = golden<Composition>('frcp').id!;
/** The responsable of the golden session, and the author of the golden fiche who was not there. */
export const RESPONSABLE: Reference = { reference: `PractitionerRole/${golden('role-oncologist').id}` };
export const SURGEON: Reference = { reference: `PractitionerRole/${golden('role-surgeon').id}` };
export const REQUESTER: Reference = { reference: `PractitionerRole/${golden('role-requester').id}` };
/** When the tests run: after everything of the golden fiche and its second version. */
export const NOW = '2026-10-20T09:00:00+02:00';
export const SIGNED_AT = '2026-10-14T18:05:00+02:00';

/** The rule the golden RCP names, as a published PlanDefinition. */
export function quorumPlan(change: Partial<QuorumRule> = {}): PlanDefinition {
  const rule: QuorumRule = {
    id: 'quorum-standard',
    version: '2023.12',
    validFrom: '2023-12-01',
    validTo: null,
    rcpType: 'standard',
    thematic: ['*'],
    minDistinctSpecialties: 3,
    allOf: [
      { label: 'chirurgien', anyOf: ['SM05'] },
      { label: 'oncologue', anyOf: ['SM36'] },
      { label: 'radiothérapeute', anyOf: ['SM37', 'SM45'] },
    ],
    ...change,
  };
  return {
    resourceType: 'PlanDefinition',
    id: `quorum-${rule.version}`,
    status: 'active',
    url: `${DCC}/PlanDefinition/quorum-standard`,
    version: rule.version,
    extension: [{ url: EXTENSIONS.QUORUM_DEFINITION, valueString: JSON.stringify(rule) }],
  };
}

/** The golden fiche before its signature, on a server that holds everything else. */
export async function draftServer(spoil?: (fiche: Composition) => void): Promise<TestServer> {
  const server = new TestServer();
  const { attester: _, ...fiche } = golden<Composition>('frcp');
  const draft: Composition = { ...fiche, status: 'preliminary' };
  spoil?.(draft);
  server.introspect = (token) => proofOf(server, token);
  await server.add(...goldenResources().values(), quorumPlan());
  await server.repository.updateResource(draft);
  await server.repository.updateResource({ ...golden<CarePlan>('decision'), status: 'draft' });
  return server;
}

/**
 * The proof that a token of `signature` stands for: the attester has just shown her second factor for the version
 * that is stored now.
 */
export function proofOf(server: TestServer, token: string): object {
  const [fiche, attester] = token.split(' ');
  const composition = server.all<Composition>('Composition').find(({ id }) => `Composition/${id}` === fiche);
  const role = server
    .all<PractitionerRole>('PractitionerRole')
    .find(({ id }) => `PractitionerRole/${id}` === attester);
  return {
    active: true,
    token_type: 'step_up',
    profile: role?.practitioner?.reference,
    purpose: `${fiche}/_history/${composition?.meta?.versionId}`,
    auth_time: Date.parse(NOW) / 1000,
  };
}

/** What `sign-frcp` is executed with. */
export function signature(
  change: Partial<Record<'composition' | 'attester', string>> & { time?: string } = {},
) {
  const { composition = `Composition/${FICHE}`, attester = RESPONSABLE.reference } = change;
  const parameter: Parameters['parameter'] = [
    { name: 'composition', valueReference: { reference: composition } },
    { name: 'attester', valueReference: { reference: attester } },
    { name: 'stepUp', valueString: `${composition} ${attester}` },
    { name: 'time', valueDateTime: change.time ?? SIGNED_AT },
  ];
  return { input: { resourceType: 'Parameters', parameter } satisfies Parameters };
}

/** Makes a second, preliminary version of a signed fiche, as the hospital's software does. */
export function secondVersion(first: Composition): Composition {
  const { attester: _, id, ...rest } = structuredClone(first);
  const extension = rest.extension!.filter(({ url }) => url !== EXTENSIONS.DOCUMENT_VERSION);
  return {
    ...rest,
    id: '22222222-2222-4222-8222-222222222222',
    meta: { profile: first.meta?.profile },
    status: 'preliminary',
    date: '2026-10-16T09:00:00+02:00',
    extension: [
      ...extension,
      { url: EXTENSIONS.DOCUMENT_VERSION, valuePositiveInt: 2 },
      { url: EXTENSIONS.AMENDMENT_REASON, valueString: 'Latéralité corrigée après relecture' },
    ],
    relatesTo: [{ code: 'replaces', targetReference: { reference: `Composition/${id}` } }],
  };
}

export const quorumOf = (server: TestServer): Observation[] =>
  server
    .all<Observation>('Observation')
    .filter((one) => one.code.coding?.some(({ code }) => code === 'ORG-125'));
