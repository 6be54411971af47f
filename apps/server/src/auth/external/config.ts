import { z } from 'zod';

const text = z.string({ error: 'un texte est attendu' }).min(1, 'ne doit pas être vide');
const url = z.url({ protocol: /^https?$/, error: 'une adresse https:// est attendue' });

/** An OpenID Connect provider that people sign in by: a hospital's single sign-on, Pro Santé Connect. */
export const identityProviderSchema = z.strictObject({
  /** In addresses, and in the log. */
  name: z.string().regex(/^[a-z0-9-]{1,40}$/, 'lettres minuscules, chiffres et tirets'),
  /** As people know it. */
  title: text.optional(),
  /** Its `.well-known/openid-configuration` is read from there. */
  issuer: url.refine(isSafe, 'https:// est exigé hors de cette machine'),
  clientId: text,
  clientSecret: text,
  scope: text.default('openid profile email'),
  /** Asked for, and then one of these must come back: `eidas1` for Pro Santé Connect. */
  acrValues: z.array(text).default([]),
  /**
   * True: the provider's `sub` is the `externalId` of a membership. False: its e-mail address, which it must
   * say it has verified, is that of a user.
   */
  useSubject: z.boolean({ error: 'vrai ou faux' }).default(true),
  /** E-mail domains whose people `auth/method` sends there. */
  domains: z.array(z.string().toLowerCase()).default([]),
  /** Pages people may come back to, besides those of the ClientApplication that asks. */
  redirectUrls: z.array(url).default([]),
});

export type IdentityProviderConfig = z.output<typeof identityProviderSchema>;

/** Tokens travel in clear over http: only for a provider on this very machine. */
export function isSafe(issuer: string): boolean {
  const { protocol, hostname } = URL.canParse(issuer) ? new URL(issuer) : { protocol: '', hostname: '' };
  return protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}
