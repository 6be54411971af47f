import { HttpError } from './errors.ts';

/** A form on a resource, with its reverse references, needs eight. */
const MAX_DEPTH = 16;
const MAX_LENGTH = 64 * 1024;

/**
 * Refuses GraphQL texts that cost too much to run. fhir-router measures the depth of a query but only logs
 * it; the number of searches it does enforce (`graphqlMaxSearches`).
 */
export function checkGraphql(body: unknown): void {
  const query = (body as { query?: unknown } | undefined)?.query;
  if (query === undefined) {
    return;
  }
  if (typeof query !== 'string' || query.length > MAX_LENGTH) {
    throw new HttpError(400, 'too-costly', 'Requête GraphQL illisible ou trop longue', 'query');
  }
  if (depthOf(query) > MAX_DEPTH) {
    throw new HttpError(
      400,
      'too-costly',
      `Requête GraphQL trop profonde (plus de ${MAX_DEPTH} niveaux)`,
      'query',
    );
  }
}

/**
 * The deepest nesting of braces. Read by hand: a pattern for texts is quadratic on quotes that never close.
 */
function depthOf(query: string): number {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < query.length; at++) {
    const character = query[at];
    if (character === '{') {
      deepest = Math.max(deepest, ++depth);
    } else if (character === '}') {
      depth--;
    } else if (character === '"') {
      at = query.startsWith('"""', at) ? endOfBlock(query, at + 3) : endOfText(query, at + 1);
    } else if (character === '#') {
      at = orEnd(query, query.indexOf('\n', at));
    }
  }
  return deepest;
}

/** A block that never closes hides the rest, but the parser refuses it. */
function endOfBlock(query: string, from: number): number {
  const end = query.indexOf('"""', from);
  return end < 0 ? query.length : end + 2;
}

/** A text ends at its quote, or broken at the end of the line. */
function endOfText(query: string, from: number): number {
  for (let at = from; at < query.length; at++) {
    const character = query[at];
    if (character === '\\') {
      at++;
    } else if (character === '"' || character === '\n') {
      return at;
    }
  }
  return query.length;
}

function orEnd(query: string, index: number): number {
  return index < 0 ? query.length : index;
}
