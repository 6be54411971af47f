import { z } from 'zod';
import { HttpError } from '../http/errors.ts';

/** A text that SQLite, URLs and people can all stand: no lone surrogate, no NUL. */
export function text(max: number) {
  return z
    .string({ error: 'un texte est attendu' })
    .max(max, `au plus ${max} caractères`)
    .refine((value) => value.isWellFormed() && !value.includes('\0'), 'texte mal formé');
}

export const optionalText = (max: number) => text(max).nullish();

/** RFC 7636 §4.2: what a verifier hashes to, or the verifier itself. */
export const pkceFields = {
  codeChallenge: z
    .string({ error: 'un texte est attendu' })
    .regex(/^[A-Za-z0-9._~-]{43,128}$/, '43 à 128 caractères parmi A-Z a-z 0-9 - . _ ~')
    .nullish(),
  codeChallengeMethod: z.enum(['plain', 'S256'], { error: 'plain ou S256' }).nullish(),
};

/** Checks a JSON body. Throws a 400 that names the first wrong field, in French. */
export function readBody<T extends z.ZodType>(schema: T, body: unknown): z.output<T> {
  const result = schema.safeParse(body ?? {});
  if (result.success) {
    return result.data;
  }
  const issue = result.error.issues[0]!;
  const field = issue.path.join('.');
  if (!field) {
    throw new HttpError(400, 'structure', 'Un objet JSON est attendu');
  }
  throw new HttpError(400, 'invalid', `${field} : ${issue.message}`, field);
}
