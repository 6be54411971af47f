/**
 * Why a delivery did not succeed, in French, for who must act.
 *
 * `final`: trying again changes nothing (wrong configuration, unknown host key, refused identity); somebody
 * must look. Anything else is tried again later.
 */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError';
  readonly isFinal: boolean;

  constructor(message: string, isFinal: boolean, cause?: unknown) {
    super(message, { cause });
    this.isFinal = isFinal;
  }
}

/** Network codes of Node that only a person can put right. */
const FINAL_CODES = ['ENOTFOUND', 'EACCES', 'EPERM', 'ENOTDIR', 'EROFS', 'CERT_HAS_EXPIRED'];
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ALTNAME/;

/** The error as ours: what failed, where, and whether to try again. */
export function deliveryError(error: unknown, where: string): DeliveryError {
  if (error instanceof DeliveryError) return error;
  const { code = '', message = String(error) } = error as { code?: string; message?: string };
  if (CERTIFICATE.test(code)) {
    return new DeliveryError(`${where} : le certificat du serveur n'est pas reconnu (${code})`, true, error);
  }
  if (/authentication methods failed/i.test(message)) {
    return new DeliveryError(`${where} : identité refusée par le serveur`, true, error);
  }
  const isFinal = FINAL_CODES.includes(code);
  return new DeliveryError(`${where} : envoi interrompu (${code || 'erreur inconnue'})`, isFinal, error);
}
