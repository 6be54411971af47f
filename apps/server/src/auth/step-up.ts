import type { Response } from 'express';
import { callerOf, type Services } from '../services.ts';

/** What a proof says, besides who, when and until when. */
export const STEP_UP_CLAIMS = ['login_id', 'membership', 'profile', 'purpose', 'auth_time'];
const PROOF_SECONDS = 300;

/**
 * A proof that the person signed in has just shown her second factor, for one purpose: the reference of what
 * she is about to sign. It opens nothing by itself; whoever acts on it (the signing bot) introspects it and
 * compares its profile and purpose. Bound to its purpose rather than to one use, so that an interrupted
 * signature can be tried again. See docs/adr/0009-step-up.md.
 */
export async function issueProof(services: Services, res: Response, purpose: string): Promise<object> {
  const { principal, token } = callerOf(res);
  const authTime = Math.floor(Date.now() / 1000);
  const amr = ['otp'];
  const proof = await services.tokens.signAs(
    'step-up+jwt',
    {
      login_id: token?.login_id,
      sub: token?.sub,
      membership: principal.membership.id,
      profile: principal.membership.profile?.reference,
      purpose,
      auth_time: authTime,
      amr,
    },
    PROOF_SECONDS,
  );
  return { step_up_token: proof, expires_in: PROOF_SECONDS, auth_time: authTime, amr, purpose };
}
