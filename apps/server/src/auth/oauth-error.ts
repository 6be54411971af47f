import type { Response } from 'express';

/** A refusal in the terms of OAuth (RFC 6749 §5.2), with a French text for people. */
export class OAuthError extends Error {
  override name = 'OAuthError';
  readonly error: string;

  constructor(error: string, description: string) {
    super(description);
    this.error = error;
  }
}

/** MedplumClient reads `error_description`. */
export function sendOAuthError(res: Response, { error, message }: OAuthError): void {
  res.status(400).json({ error, error_description: message });
}
