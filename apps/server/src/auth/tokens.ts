import { errors, jwtVerify, SignJWT } from 'jose';

const ALGORITHM = 'HS256';

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
}

export interface VerifiedToken extends TokenClaims {
  /** Seconds since 1970. */
  readonly exp: number;
}

/** Signs and verifies the access tokens of one server. */
export class TokenService {
  readonly #key: Uint8Array;
  readonly #issuer: () => string;

  /** The issuer is a function because the port, hence the base URL, is known only after listening. */
  constructor(key: Uint8Array, issuer: () => string) {
    this.#key = key;
    this.#issuer = issuer;
  }

  sign(claims: TokenClaims, seconds: number): Promise<string> {
    return new SignJWT({ ...claims })
      .setProtectedHeader({ alg: ALGORITHM, typ: 'JWT' })
      .setIssuer(this.#issuer())
      .setIssuedAt()
      .setExpirationTime(`${seconds}s`)
      .sign(this.#key);
  }

  /** Gives the claims, or undefined for anything that is not a live token of this server. */
  async verify(token: string): Promise<VerifiedToken | undefined> {
    try {
      const { payload } = await jwtVerify(token, this.#key, {
        algorithms: [ALGORITHM],
        requiredClaims: ['exp', 'login_id', 'membership', 'profile'],
      });
      return payload as unknown as VerifiedToken;
    } catch (err) {
      if (err instanceof errors.JOSEError) {
        return undefined;
      }
      throw err;
    }
  }
}
