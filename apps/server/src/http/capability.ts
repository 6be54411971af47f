import { readFileSync } from 'node:fs';
import { globalSchema, isResourceType } from '@medplum/core';
import type { FhirRouter } from '@medplum/fhir-router';
import type {
  CapabilityStatement,
  CapabilityStatementRestResource,
  CapabilityStatementRestResourceSearchParam,
} from '@medplum/fhirtypes';

type Interaction = NonNullable<CapabilityStatementRestResource['interaction']>[number]['code'];

const SYSTEM_INTERACTIONS = ['batch', 'search-system'];
/** Routes beside the FHIR router: they stream, or need more of the caller than a repository. */
const BESIDE: readonly [type: string, operation: string][] = [
  ['Bot', 'deploy'],
  ['Bot', 'execute'],
  ['Subscription', 'get-ws-binding-token'],
];
const WEBSOCKET = 'http://hl7.org/fhir/StructureDefinition/capabilitystatement-websocket';

/** Refused by the search engine, hence not promised. */
const UNSUPPORTED = new Set(['composite', 'special']);

export const SERVER_VERSION = (
  JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }
).version;

/**
 * What the server really does, drawn from the router's own table of routes and from the search parameters
 * loaded: a route added or a parameter missing shows here without anybody editing this file.
 */
export function capabilityStatement(router: FhirRouter, baseUrl: string): CapabilityStatement {
  const { interactions, operations } = readRoutes(router);
  const types = Object.keys(globalSchema.types).filter(isResourceType).sort();
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: new Date().toISOString(),
    kind: 'instance',
    fhirVersion: '4.0.1',
    format: ['json'],
    patchFormat: ['application/json-patch+json', 'application/fhir+json'],
    software: { name: 'DCC', version: SERVER_VERSION },
    implementation: { description: 'Serveur FHIR embarqué du DCC', url: `${baseUrl}fhir/R4` },
    rest: [
      {
        extension: [{ url: WEBSOCKET, valueUri: `${baseUrl.replace(/^http/, 'ws')}ws/subscriptions-r4` }],
        mode: 'server',
        security: {
          cors: true,
          description: 'OAuth 2.0, client_credentials',
          extension: [
            {
              url: 'http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris',
              extension: [{ url: 'token', valueUri: `${baseUrl}oauth2/token` }],
            },
          ],
        },
        interaction: [{ code: 'batch' }, { code: 'transaction' }, { code: 'search-system' }],
        resource: types.map((type) => ({
          type: type as CapabilityStatementRestResource['type'],
          interaction: interactions.map((code) => ({ code })),
          versioning: 'versioned-update',
          readHistory: true,
          updateCreate: false,
          conditionalCreate: true,
          conditionalRead: 'not-supported',
          conditionalUpdate: true,
          conditionalDelete: 'single',
          referencePolicy: ['literal', 'logical'],
          searchParam: searchParams(type),
          operation: operations.get(type),
        })),
        operation: operations.get(''),
      },
    ],
  };
}

type Operations = Map<string, { name: string; definition: string }[]>;

function readRoutes(router: FhirRouter): { interactions: Interaction[]; operations: Operations } {
  const interactions = new Set<Interaction>();
  const operations: Operations = new Map();
  for (const [type, name] of BESIDE) {
    add(operations, type, name);
  }
  for (const { path, data } of router.router.routes) {
    const code = data?.interaction;
    const last = path.at(-1)?.value ?? '';
    if (code === 'operation') {
      const first = path[0];
      const type = first && !first.param && first !== path.at(-1) ? first.value : '';
      add(operations, type, last.replace('$', ''));
    } else if (code && !SYSTEM_INTERACTIONS.includes(code)) {
      interactions.add(code as Interaction);
    }
  }
  return { interactions: [...interactions], operations };
}

function add(operations: Operations, type: string, name: string): void {
  const list = operations.get(type) ?? [];
  if (!list.some((one) => one.name === name)) {
    list.push({ name, definition: `http://hl7.org/fhir/OperationDefinition/${type || 'Resource'}-${name}` });
  }
  operations.set(type, list);
}

function searchParams(type: string): CapabilityStatementRestResourceSearchParam[] {
  const known = globalSchema.types[type]?.searchParams ?? {};
  return Object.values(known)
    .filter((param) => !UNSUPPORTED.has(param.type))
    .map((param) => ({
      name: param.code,
      type: param.type as CapabilityStatementRestResourceSearchParam['type'],
      definition: param.url,
    }));
}
