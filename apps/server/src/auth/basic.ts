export interface ClientCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Reads the credentials of a Basic Authorization header (RFC 7617): the first colon separates. */
export function parseBasic(credentials: string): ClientCredentials | undefined {
  const text = Buffer.from(credentials, 'base64').toString();
  const colon = text.indexOf(':');
  if (colon < 1) {
    return undefined;
  }
  return { clientId: text.slice(0, colon), clientSecret: text.slice(colon + 1) };
}
