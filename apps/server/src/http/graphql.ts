import { OperationOutcomeError } from '@medplum/core';
import type { FhirRepository, FhirRouter } from '@medplum/fhir-router';
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
} from 'graphql';
import { outcome } from './errors.ts';

/** A form on a resource, with its reverse references, needs eight. */
const MAX_DEPTH = 16;
const MAX_LENGTH = 64 * 1024;
/** Words, names and brackets of one text: bounds what the parser builds before anything else is known. */
const MAX_TOKENS = 10_000;
/**
 * Fields once every fragment is written out where it is used: two fragments that double each other are a
 * bomb.
 */
const MAX_FIELDS = 5000;
/**
 * Searches and writes of one request. The router counts `…List` alone while running: `…Connection` escapes
 * it.
 */
const MAX_SEARCHES = 100;
const MAX_WRITES = 50;
const SEARCH = /(?:List|Connection)$/;

/** What an operation costs, fragments written out. */
interface Cost {
  readonly depth: number;
  readonly fields: number;
  readonly searches: number;
}

const NOTHING: Cost = { depth: 0, fields: 0, searches: 0 };

/**
 * Puts the guard where every GraphQL text passes: sent alone, or as an entry of a batch or transaction. The
 * entries of one bundle share their limits, or sixty small bombs would be one large one.
 */
export function guardGraphql(router: FhirRouter): void {
  const spent = new WeakMap<FhirRepository, Cost>();
  const route = router.router.routes.find(({ path }) => path.length === 1 && path[0]?.value === '$graphql');
  if (!route) {
    throw new Error('fhir-router has no $graphql any more');
  }
  const { handler } = route;
  route.handler = async (req, repo, self, options) => {
    // One repository serves one request, with all its entries.
    spent.set(repo, checkGraphql(req.body, spent.get(repo)));
    const request = { ...req, config: { ...req.config, graphqlMaxSearches: MAX_SEARCHES } };
    return handler(request, withEmptyLists(repo), self, options);
  };
}

/**
 * Refuses GraphQL texts that cost too much to run: depth, breadth, aliases, fragments. fhir-router measures
 * depth and cost but only logs them; introspection is refused by the router itself.
 * @returns what this text costs, together with what was spent before.
 * @throws OperationOutcomeError 400, code too-costly.
 */
export function checkGraphql(body: unknown, before: Cost = NOTHING): Cost {
  const query = (body as { query?: unknown } | undefined)?.query;
  if (query === undefined || query === null || query === '') {
    return before;
  }
  if (typeof query !== 'string' || query.length > MAX_LENGTH) {
    refuse('Requête GraphQL illisible ou trop longue');
  }
  const document = read(query);
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) {
      fragments.set(definition.name.value, definition);
    }
  }
  const measure = measurer(fragments);
  let total = before;
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) {
      const { depth, fields, searches } = measure(definition.selectionSet);
      total = { depth, fields: total.fields + fields, searches: total.searches + searches };
      check(definition, total);
    }
  }
  return total;
}

/**
 * A search that finds nothing is an empty list in GraphQL, where a FHIR Bundle has no `entry`: MedplumClient
 * walks the lists of its schema query without asking. Other entries of the same bundle keep the repository.
 */
function withEmptyLists(repo: FhirRepository): FhirRepository {
  const search: FhirRepository['search'] = async (request, options) => {
    const bundle = await repo.search(request, options);
    return { ...bundle, entry: bundle.entry ?? [] };
  };
  return new Proxy(repo, {
    get: (target, key) => {
      const value: unknown = key === 'search' ? search : Reflect.get(target, key);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

function read(query: string): DocumentNode {
  try {
    return parse(query, { noLocation: true, maxTokens: MAX_TOKENS });
  } catch (error) {
    const isLong = /more tha[nt] \d+ tokens/.test((error as Error).message);
    return refuse(isLong ? 'Requête GraphQL trop longue' : 'Requête GraphQL mal formée');
  }
}

function check(operation: OperationDefinitionNode, cost: Cost): void {
  if (cost.depth > MAX_DEPTH) {
    refuse(`Requête GraphQL trop profonde (plus de ${MAX_DEPTH} niveaux)`);
  }
  if (cost.fields > MAX_FIELDS) {
    refuse(`Requête GraphQL trop large (plus de ${MAX_FIELDS} champs)`);
  }
  if (cost.searches > MAX_SEARCHES) {
    refuse(`Requête GraphQL trop coûteuse (plus de ${MAX_SEARCHES} recherches)`);
  }
  if (operation.operation === 'mutation' && operation.selectionSet.selections.length > MAX_WRITES) {
    refuse(`Requête GraphQL trop coûteuse (plus de ${MAX_WRITES} écritures)`);
  }
}

/** Sizes are sums over a fragment measured once: what a bomb expands to is computed, never walked. */
function measurer(fragments: ReadonlyMap<string, FragmentDefinitionNode>): (set: SelectionSetNode) => Cost {
  const known = new Map<string, Cost>();
  const open = new Set<string>();

  const fragment = (name: string): Cost => {
    const definition = fragments.get(name);
    if (open.has(name) || !definition) {
      refuse('Requête GraphQL mal formée : fragment inconnu ou qui se contient lui-même');
    }
    const cached = known.get(name);
    if (cached) {
      return cached;
    }
    open.add(name);
    const cost = measure(definition.selectionSet);
    open.delete(name);
    known.set(name, cost);
    return cost;
  };

  const measure = (set: SelectionSetNode): Cost => {
    let [depth, fields, searches] = [0, 0, 0];
    for (const node of set.selections) {
      let cost: Cost = { depth: 0, fields: 0, searches: 0 };
      if (node.kind === Kind.FRAGMENT_SPREAD) {
        cost = fragment(node.name.value);
      } else if (node.selectionSet) {
        cost = measure(node.selectionSet);
      }
      const own = node.kind === Kind.FIELD ? 1 : 0;
      depth = Math.max(depth, cost.depth + own);
      fields += cost.fields + own;
      searches += cost.searches + (node.kind === Kind.FIELD && SEARCH.test(node.name.value) ? 1 : 0);
    }
    return { depth, fields, searches };
  };
  return measure;
}

function refuse(text: string): never {
  // The router makes an entry of a batch fail by itself with this, and a transaction as a whole.
  throw new OperationOutcomeError(outcome('too-costly', text, 'query'));
}
