import type { MedplumClient } from '@medplum/core';
import type { Questionnaire } from '@medplum/fhirtypes';
import { shippedForm } from './shipped.ts';
import { addressOf, pickForm } from './wanted.ts';

/** Where a form came from: the app's own copy serves when the server cannot be asked, or has none. */
export interface FoundForm {
  form: Questionnaire;
  from: 'server' | 'app';
}

type Reader = Pick<MedplumClient, 'searchResources' | 'readHistory'>;

/**
 * The forms that these canonicals mean, in their order: the server's, and for those it does not have the copy
 * shipped with the app. What is found nowhere is left out.
 * @throws what the server answered when it could not be asked and the app has no copy of any.
 */
export async function readForms(medplum: Reader, wanted: readonly string[]): Promise<FoundForm[]> {
  const stored = await ask(medplum, wanted);
  const found = await Promise.all(
    wanted.map(async (canonical): Promise<FoundForm | undefined> => {
      const own = 'forms' in stored ? pickForm(stored.forms, canonical) : undefined;
      if (own) return { form: own, from: 'server' };
      const copy = await shippedForm(canonical);
      return copy && { form: copy, from: 'app' };
    }),
  );
  const given = found.filter((one) => one !== undefined);
  if (given.length === 0 && 'error' in stored) throw stored.error;
  return given;
}

/**
 * The very version in which answers were begun. A deployment replaces a form in place: the versions before it
 * are in its history.
 * @param canonical `url|version`.
 * @returns null when nobody has that version any more.
 * @throws what the server answered when it could not be asked and the app has no copy.
 */
export async function readBegun(medplum: Reader, canonical: string): Promise<FoundForm | null> {
  const copy = await shippedForm(canonical);
  const stored = await ask(medplum, [canonical]);
  if ('error' in stored) {
    if (copy) return { form: copy, from: 'app' };
    throw stored.error;
  }
  const now = pickForm(stored.forms, canonical);
  if (now) return { form: now, from: 'server' };
  if (copy) return { form: copy, from: 'app' };
  for (const { id } of stored.forms) {
    const history = await medplum.readHistory('Questionnaire', id!);
    const versions = (history.entry ?? []).flatMap(({ resource }) => resource ?? []);
    const before = pickForm(versions, canonical);
    if (before) return { form: before, from: 'server' };
  }
  return null;
}

/** Every version that the server shows of these forms. */
async function ask(
  medplum: Reader,
  wanted: readonly string[],
): Promise<{ forms: Questionnaire[] } | { error: unknown }> {
  const urls = [...new Set(wanted.map((one) => addressOf(one).url))];
  if (urls.length === 0) return { forms: [] };
  try {
    const query = new URLSearchParams({ url: urls.join(','), _count: '100' });
    return { forms: await medplum.searchResources('Questionnaire', query) };
  } catch (error) {
    return { error };
  }
}
