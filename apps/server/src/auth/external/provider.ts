import * as oidc from 'openid-client';
import { type IdentityProviderConfig, isSafe } from './config.ts';

const TIMEOUT_SECONDS = 10;

/** What one attempt must remember between leaving for the provider and coming back. */
export interface Attempt {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** Why the provider's answer was not believed. Its text is for the log: it holds no identity. */
export class ExternalLoginError extends Error {
  override name = 'ExternalLoginError';
}

/** One OpenID Connect provider, met when it is first needed: this server starts without it. */
export class IdentityProvider {
  readonly config: IdentityProviderConfig;
  #discovered?: Promise<oidc.Configuration>;

  constructor(config: IdentityProviderConfig) {
    this.config = config;
  }

  get title(): string {
    return this.config.title ?? this.config.name;
  }

  /** Where to send the browser, and what to remember until it is back. */
  async begin(redirectUri: string): Promise<{ url: URL; attempt: Attempt }> {
    const attempt = {
      state: oidc.randomState(),
      nonce: oidc.randomNonce(),
      verifier: oidc.randomPKCECodeVerifier(),
    };
    const { scope, acrValues } = this.config;
    const url = oidc.buildAuthorizationUrl(await this.#discover(), {
      redirect_uri: redirectUri,
      scope,
      state: attempt.state,
      nonce: attempt.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(attempt.verifier),
      code_challenge_method: 'S256',
      ...(acrValues.length > 0 && { acr_values: acrValues.join(' ') }),
    });
    return { url, attempt };
  }

  /**
   * Exchanges the code and verifies everything about the id_token: signature by the provider's published keys,
   * iss, aud, exp, nonce, and the level of authentication when one is asked for.
   * @throws ExternalLoginError
   */
  async finish(callback: URL, attempt: Attempt): Promise<oidc.IDToken> {
    const configuration = await this.#discover();
    let claims: oidc.IDToken | undefined;
    try {
      const tokens = await oidc.authorizationCodeGrant(configuration, callback, {
        expectedState: attempt.state,
        expectedNonce: attempt.nonce,
        pkceCodeVerifier: attempt.verifier,
        idTokenExpected: true,
      });
      claims = tokens.claims();
    } catch (err) {
      const { code, error } = err as { code?: string; error?: string };
      throw new ExternalLoginError(error ?? code ?? 'invalid answer', { cause: err });
    }
    const { acrValues } = this.config;
    if (acrValues.length > 0 && !acrValues.includes(String(claims?.acr))) {
      throw new ExternalLoginError('acr too low');
    }
    return claims!;
  }

  #discover(): Promise<oidc.Configuration> {
    if (!this.#discovered) {
      const { issuer, clientId, clientSecret } = this.config;
      const execute =
        new URL(issuer).protocol === 'http:' && isSafe(issuer) ? [oidc.allowInsecureRequests] : [];
      this.#discovered = oidc
        // Without these checks the library trusts TLS instead of verifying the signature of the id_token.
        .discovery(new URL(issuer), clientId, { client_secret: clientSecret }, undefined, {
          execute: [...execute, oidc.enableNonRepudiationChecks],
          timeout: TIMEOUT_SECONDS,
        })
        .catch((err) => {
          // Asked again next time: a provider that was down comes back.
          this.#discovered = undefined;
          throw new ExternalLoginError('provider unreachable', { cause: err });
        });
    }
    return this.#discovered;
  }
}
