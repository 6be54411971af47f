import { isSealedSecret, SEALED_MARK } from '../auth/project-secrets.ts';
import { isHashedSecret } from '../auth/secret.ts';
import { TOKEN_PREFIX } from '../binary/token.ts';

const SECRET_MARK = '"scrypt$';
const SEAL_MARK = `"${SEALED_MARK}`;
const TOKEN_MARK = `"${TOKEN_PREFIX}`;

/**
 * The JSON text of what leaves the server, without what only the store may know: hashed or sealed secrets
 * and the places of documents. Done by value and in this one place, so that no path (search, history, GraphQL, bots)
 * can forget it.
 */
export function serialize(value: unknown, indent?: number): string {
  const text = JSON.stringify(value, undefined, indent);
  if (![SECRET_MARK, SEAL_MARK, TOKEN_MARK].some((mark) => text?.includes(mark))) {
    return text;
  }
  return JSON.stringify(value, (_key, one) => (isInternal(one) ? undefined : one), indent);
}

/** A copy as it leaves the server: for bots, which receive objects. */
export function publicCopy<T>(value: T): T {
  return JSON.parse(serialize(value)) as T;
}

function isInternal(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  return value.startsWith(TOKEN_PREFIX) || isHashedSecret(value) || isSealedSecret(value);
}
