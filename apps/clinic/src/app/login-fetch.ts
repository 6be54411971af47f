type Fetch = (url: string, options?: RequestInit) => Promise<Response>;

const bearer = (options: RequestInit | undefined) => new Headers(options?.headers).get('authorization');

/**
 * A `fetch` whose refusals end no login but the one they were asked under: a session ends while a screen is asking, the
 * person signs in again, and only then the first answers come. What was read is asked again under the new login; what
 * was written is said to have met no server, so that whoever wrote it decides (the new login may be somebody else's).
 * @param token the access token of now.
 */
export function loginFetch(fetch: Fetch, token: () => string | undefined): Fetch {
  return async (url, options) => {
    const answer = await fetch(url, options);
    const now = token();
    const asked = bearer(options);
    const isLate = answer.status === 401 && now !== undefined && asked !== `Bearer ${now}`;
    // Basic and none: the sign-in itself, whose refusals are its own.
    if (!isLate || (asked !== null && !asked.startsWith('Bearer '))) return answer;
    if ((options?.method ?? 'GET') !== 'GET') throw new TypeError('fetch failed: a new login has begun');
    const headers = new Headers(options?.headers);
    headers.set('Authorization', `Bearer ${now}`);
    return fetch(url, { ...options, headers });
  };
}
