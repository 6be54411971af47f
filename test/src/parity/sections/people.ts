import { randomUUID } from 'node:crypto';
import { type InviteRequest, MedplumClient } from '@medplum/core';
import type { Target } from '../support.ts';

export const PASSWORD = 'brouette fanion girouette';

// MedplumClient looks for a browser's page and session: this much of them is enough for a login.
const page = globalThis as unknown as { window?: object; location?: URL; sessionStorage?: object };
const { crypto, atob, btoa, TextDecoder, TextEncoder } = globalThis;
page.location ??= new URL('http://localhost:3000/');
page.window ??= { crypto, atob, btoa, TextDecoder, TextEncoder, addEventListener: () => undefined };

export interface Person {
  readonly email: string;
  readonly membershipId: string;
  signIn(more?: { remember?: boolean }): Promise<MedplumClient>;
}

/** A client as a page has it, without its cache: tests look at the server. */
export function anonymous({ baseUrl }: Target): MedplumClient {
  return new MedplumClient({ baseUrl, cacheTime: 0, maxRetries: 0 });
}

/** Invites somebody new; without more, an administrator. */
export async function invite(target: Target, more: Partial<InviteRequest> = {}): Promise<Person> {
  const { medplum, projectId, run, also } = target;
  const email = `${randomUUID()}.${run}@chu-exemple.fr`;
  const membership = await medplum.invite(projectId, {
    resourceType: 'Practitioner',
    firstName: 'Camille',
    lastName: `Durand${run}`,
    email,
    password: PASSWORD,
    sendEmail: false,
    membership: { admin: true },
    ...more,
  } as InviteRequest);
  also.push({ resourceType: 'ProjectMembership', id: membership.id! });
  return {
    email,
    membershipId: membership.id!,
    signIn: async (options = {}) => {
      const result = anonymous(target);
      const { code } = await result.startLogin({ email, password: PASSWORD, remember: true, ...options });
      await result.processCode(code!);
      return result;
    },
  };
}
