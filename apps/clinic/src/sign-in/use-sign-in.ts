import type { LoginAuthenticationResponse, MedplumClient } from '@medplum/core';
import type { ProjectMembership } from '@medplum/fhirtypes';
import { useMedplum } from '@medplum/react-hooks';
import { useRef, useState } from 'react';
import { settings } from '../app/client.ts';
import { errorText } from '../data/error-text.ts';

export type Step =
  | { name: 'password' }
  | { name: 'code' }
  | { name: 'enroll'; image?: string }
  | { name: 'recovery'; codes: string[] }
  | { name: 'choice'; memberships: ProjectMembership[] };

export type Answer =
  | { email: string; password: string }
  | { token: string }
  | { profile: string }
  | { done: true };

/** What the server says, plus the codes that the embedded one gives when a factor is enrolled. */
type Response = LoginAuthenticationResponse & { recoveryCodes?: string[]; authorizeUrl?: string };

/** The step that an answer of the server asks for; nothing when the login is complete. */
export function nextStep(response: Response): Step | undefined {
  if (response.recoveryCodes) return { name: 'recovery', codes: response.recoveryCodes };
  if (response.mfaEnrollRequired) return { name: 'enroll', image: response.enrollQrCode };
  if (response.mfaRequired) return { name: 'code' };
  if (!response.code && response.memberships) return { name: 'choice', memberships: response.memberships };
  return undefined;
}

async function ask(medplum: MedplumClient, step: Step, login: string, answer: Answer): Promise<Response> {
  if ('email' in answer) {
    const { projectId } = settings();
    // A hospital that signs in by its own identity provider says so by the address.
    const method = await medplum.post('auth/method', { email: answer.email }).catch(() => undefined);
    if (method?.authorizeUrl) {
      window.location.assign(method.authorizeUrl);
      return method;
    }
    return medplum.startLogin({ ...answer, remember: false, ...(projectId ? { projectId } : {}) });
  }
  if ('profile' in answer) return medplum.post('auth/profile', { login, profile: answer.profile });
  if ('done' in answer) throw new Error('Étape inattendue');
  return step.name === 'enroll'
    ? medplum.post('auth/mfa/login-enroll', { login, method: 'totp', token: answer.token })
    : medplum.post('auth/mfa/verify', { login, token: answer.token });
}

/** The dialogue of a login: `send` answers the present step. The client is signed in when it is over. */
export function useSignIn() {
  const medplum = useMedplum();
  const [step, setStep] = useState<Step>({ name: 'password' });
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const login = useRef('');
  const waiting = useRef<Response | undefined>(undefined);

  const proceed = async (response: Response) => {
    login.current = response.login ?? login.current;
    const next = nextStep(response);
    if (next) {
      waiting.current = next.name === 'recovery' ? { ...response, recoveryCodes: undefined } : undefined;
      setStep(next);
    } else if (response.code) {
      await medplum.processCode(response.code);
      // Ready for the next time: this form stays mounted behind a session that may end again.
      setStep({ name: 'password' });
    }
  };
  const send = async (answer: Answer) => {
    setBusy(true);
    setError(undefined);
    try {
      const done = 'done' in answer && waiting.current;
      await proceed(done ? done : await ask(medplum, step, login.current, answer));
    } catch (caught) {
      setError(errorText(caught));
    } finally {
      setBusy(false);
    }
  };
  const restart = () => {
    setStep({ name: 'password' });
    setError(undefined);
  };
  return { step, error, busy, send, restart };
}
