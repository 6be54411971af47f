import { createHash, randomBytes } from 'node:crypto';
import { type LoginAuthenticationResponse, MedplumClient, type TokenResponse } from '@medplum/core';
import { type Account, PASSWORD } from './people.ts';
import type { Authenticator } from './totp.ts';

/** Codes tried before giving up: another window, or a tester, may have spent the first. */
const TRIES = 3;

/**
 * Signs in as one of the demonstration's people, as a browser does: password, second factor, PKCE, tokens.
 * @param app her authenticator application; needed when she has a second factor.
 * @throws Error in French, or what the server refused.
 */
export async function signInAs(
  url: string,
  { email }: Pick<Account, 'email'>,
  app?: Pick<Authenticator, 'code'>,
): Promise<MedplumClient> {
  const medplum = new MedplumClient({ baseUrl: url, cacheTime: 0 });
  const verifier = randomBytes(32).toString('base64url');
  const body = {
    email,
    password: PASSWORD,
    remember: true,
    codeChallengeMethod: 'S256',
    codeChallenge: createHash('sha256').update(verifier).digest('base64url'),
  };
  const login: LoginAuthenticationResponse = await medplum.post('auth/login', body);
  const { code } = login.mfaRequired ? await secondFactor(medplum, login, email, app) : login;
  if (!code) throw new Error(`Connexion de ${email} : le serveur demande une étape inconnue.`);
  const form = new URLSearchParams({ grant_type: 'authorization_code', code, code_verifier: verifier });
  const tokens: TokenResponse = await medplum.post(
    'oauth2/token',
    form.toString(),
    'application/x-www-form-urlencoded',
  );
  await medplum.setActiveLogin({
    accessToken: tokens.access_token,
    refreshToken: tokens.refresh_token,
    profile: tokens.profile,
    project: tokens.project,
  });
  return medplum;
}

async function secondFactor(
  medplum: MedplumClient,
  { login }: LoginAuthenticationResponse,
  email: string,
  app: Pick<Authenticator, 'code'> | undefined,
): Promise<LoginAuthenticationResponse> {
  if (!app) throw new Error(`Connexion de ${email} : un second facteur est en place, son secret manque.`);
  return withCode(app, (token) => medplum.post('auth/mfa/verify', { login, token }));
}

/** Shows a code to the server, and the next one when it was spent elsewhere. */
export async function withCode<T>(
  app: Pick<Authenticator, 'code'>,
  show: (token: string) => Promise<T>,
): Promise<T> {
  for (let left = TRIES; ; left--) {
    try {
      return await show(await app.code());
    } catch (error) {
      if (left <= 1 || !/Code incorrect ou déjà utilisé/.test((error as Error).message)) throw error;
    }
  }
}
