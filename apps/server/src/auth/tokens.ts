import { LRUCache } from '@medplum/core';
import { errors, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import type { KeyRing } from './keys.ts';

const ALGORITHM = 'ES256';
/** One hour, as on the real server. */
export const ACCESS_SECONDS = 3600;
/** RFC 9068's type keeps the kinds of tokens apart: an id_token or a proof never opens the API. */
type TokenType = 'JWT' | 'id+jwt' | 'step-up+jwt';

/** What an access token carries: the claims MedplumClient and the real server know, plus the membership. */
export interface TokenClaims {
  readonly login_id: string;
  /** Checked by MedplumClient against its own client id; absent from a bot's token. */
  readonly client_id?: string;
  readonly sub: string;
  readonly username: string;
  readonly profile: string;
  readonly scope: string;
  /** ProjectMembership id: rights are read from it at each request, never from the token. */
  readonly membership: string;
  /** Set on the tokens given to bots: what a bot calls may go beyond the number of workers. */
  readonly bot?: boolean;
  /** When the person last proved who they are, in seconds since 1970; users' tokens only. */
  readonly auth_time?: number;
  /** By what (RFC 8176): pwd, otp, or ext for an external identity provider. */
  readonly amr?: readonly string[];
}

export interface VerifiedToken extends TokenClaims {
  /** Seconds since 1970. */
  readonly exp: number;
}

/** Signs and verifies the tokens of one server. */
export class TokenService {
  readonly #keys: KeyRing;
  readonly #issuer: () => string;
  /** A signature costs more than the read it protects; a token comes back at each request of its page. */
  readonly #verified = new LRUCache<VerifiedToken>(2000);

  /** The issuer is a function because the port, hence the base URL, is known only after listening. */
  constructor(keys: KeyRing, issuer: () => string) {
    this.#keys = keys;
    this.#issuer = issuer;
  }

  /** An access token. */
  sign(claims: TokenClaims, seconds: number): Promise<string> {
    return this.signAs('JWT', { ...claims }, seconds);
  }

  /** Any token of ours, of the type given. */
  signAs(typ: TokenType, claims: JWTPayload, seconds: number): Promise<string> {
    const { kid, privateKey } = this.#keys.current;
    return new SignJWT(claims)
      .setProtectedHeader({ alg: ALGORITHM, typ, kid })
      .setIssuer(this.#issuer())
      .setIssuedAt()
      .setExpirationTime(`${seconds}s`)
      .sign(privateKey);
  }

  /** Gives the claims, or undefined for anything that is not a live access token of this server. */
  async verify(token: string): Promise<VerifiedToken | undefined> {
    const known = this.#verified.get(token);
    if (known) {
      return known.exp * 1000 > Date.now() ? known : undefined;
    }
    const claims = await this.verifyAs('JWT', token, ['login_id', 'membership', 'profile']);
    if (claims) {
      this.#verified.set(token, claims as unknown as VerifiedToken);
    }
    return claims as VerifiedToken | undefined;
  }

  /** The same for a token of another type, which must carry the claims named. */
  async verifyAs(typ: TokenType, token: string, required: string[]): Promise<JWTPayload | undefined> {
    try {
      const { payload } = await jwtVerify(token, ({ kid }) => this.#publicKey(kid), {
        algorithms: [ALGORITHM],
        typ,
        requiredClaims: ['exp', ...required],
      });
      return payload;
    } catch (err) {
      if (err instanceof errors.JOSEError) {
        return undefined;
      }
      throw err;
    }
  }

  #publicKey(kid: string | undefined) {
    const key = this.#keys.find(kid);
    if (!key) {
      throw new errors.JWKSNoMatchingKey();
    }
    return key.publicKey;
  }
}
