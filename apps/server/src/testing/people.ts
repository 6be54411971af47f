import type { InviteRequest, LoginAuthenticationResponse } from '@medplum/core';
import { MedplumClient } from '@medplum/core';
import type { ProjectMembership } from '@medplum/fhirtypes';
import { fromBase32, stepOf, totpAt } from '../auth/totp.ts';
import type { Harness } from './harness.ts';

export const PASSWORD = 'brouette fanion girouette';
let count = 0;

/** A fresh address each time: tests of one file share a server. */
export function anyEmail(): string {
  return `personne${++count}@chu-exemple.fr`;
}

/** Invites a practitioner with PASSWORD. */
export async function inviteUser(
  { admin, server }: Harness,
  more: Partial<InviteRequest> & { email: string },
): Promise<ProjectMembership & { id: string }> {
  const request: InviteRequest = {
    resourceType: 'Practitioner',
    firstName: 'Camille',
    lastName: 'Durand',
    password: PASSWORD,
    sendEmail: false,
    ...more,
  };
  return (await admin.invite(server.projectId, request)) as ProjectMembership & { id: string };
}

// MedplumClient hashes its PKCE verifier in a browser only; this much of one is enough for it.
const { crypto, atob, btoa, TextDecoder, TextEncoder } = globalThis;
const page = globalThis as unknown as { window?: object; location?: URL };
page.location ??= new URL('http://localhost:3000/');
page.window ??= { crypto, atob, btoa, TextDecoder, TextEncoder, addEventListener: () => undefined };

/** A client as a browser has it, without its cache: tests look at the server. */
export function newClient(url: string, options: { clientId?: string } = {}): MedplumClient {
  return new MedplumClient({ baseUrl: url, cacheTime: 0, maxRetries: 0, ...options });
}

/** Signs in by password, as SignInForm does. */
export async function signInUser(
  url: string,
  email: string,
  more: { password?: string; remember?: boolean; scope?: string } = {},
): Promise<MedplumClient> {
  const medplum = newClient(url);
  const { code } = await medplum.startLogin({ email, password: PASSWORD, ...more });
  await medplum.processCode(code!);
  return medplum;
}

/** An authenticator application: reads the address once, then gives codes, a new one each time it is asked. */
export class Authenticator {
  readonly #secret: Buffer;
  #lastStep = 0;

  constructor(enrollUri: string) {
    this.#secret = fromBase32(new URL(enrollUri).searchParams.get('secret')!);
  }

  /** A code the server has not seen; waits for none: the server accepts the next step already. */
  code(): string {
    this.#lastStep = Math.max(this.#lastStep + 1, stepOf(Date.now()) - 1);
    return totpAt(this.#secret, this.#lastStep);
  }
}

export type EnrolAnswer = LoginAuthenticationResponse & { enrollUri: string };

/** Puts a second factor in place for somebody signed in. */
export async function enrol(
  medplum: MedplumClient,
): Promise<{ app: Authenticator; recoveryCodes: string[] }> {
  const { enrollUri } = await medplum.get('auth/mfa/status');
  const app = new Authenticator(enrollUri);
  const { recoveryCodes } = await medplum.post('auth/mfa/enroll', { token: app.code() });
  return { app, recoveryCodes };
}
