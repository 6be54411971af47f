/** Which form comes next for an answer of `auth/*`; `code` when the application may have it. */
export function stepOf(answer) {
  if (answer.recoveryCodes && answer.code) {
    return 'recovery';
  }
  if (answer.code) {
    return 'code';
  }
  if (answer.mfaEnrollRequired) {
    return 'enrol';
  }
  if (answer.mfaRequired) {
    return 'factor';
  }
  return answer.memberships ? 'profile' : 'password';
}

/** What each form sends, and where. */
export function requestOf(step, fields, login, request) {
  switch (step) {
    case 'password': {
      const { redirectUri: _target, state: _state, ...asked } = request;
      const { email, password } = fields;
      return { path: 'auth/login', body: { ...asked, email, password, remember: fields.remember === 'on' } };
    }
    case 'enrol':
      return { path: 'auth/mfa/login-enroll', body: { login, method: 'totp', token: fields.token } };
    case 'factor':
      return { path: 'auth/mfa/verify', body: { login, token: fields.token } };
    default:
      return { path: 'auth/profile', body: { login, profile: fields.profile } };
  }
}

/** The page to go back to, with the code and the state it gave (RFC 6749 §4.1.2). */
export function targetOf(request, code) {
  const target = new URL(request.redirectUri);
  target.searchParams.set('code', code);
  if (request.state) {
    target.searchParams.set('state', request.state);
  }
  return target.href;
}

/** Where another provider's people leave to: our own start of it, told where to come back with which state. */
export function externalOf(authorizeUrl, request) {
  const back = new URL(request.redirectUri);
  if (request.state) {
    back.searchParams.set('state', request.state);
  }
  const url = new URL(authorizeUrl);
  url.searchParams.set('state', JSON.stringify({ ...request, state: undefined, redirectUri: back.href }));
  return url.href;
}

/** What to tell a person of a refusal. */
export function messageOf(outcome) {
  return outcome?.issue?.[0]?.details?.text ?? 'Le serveur ne répond pas : réessayez.';
}
