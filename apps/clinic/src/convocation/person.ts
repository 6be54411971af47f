import type { Resolve } from '@dcc/rules/src/quorum/index.ts';
import type { Reference } from '@medplum/fhirtypes';
import { practitionerName } from '../kit/names.ts';
import { t } from './messages.fr.ts';

/** Somebody as a list of participants shows them. */
export interface Person {
  name: string;
  specialty?: string;
}

/**
 * Name and specialty behind an exercise place. Somebody of another establishment may be hidden from me: the
 * name written on the reference is then all there is.
 */
export function personOf(reference: Reference | undefined, resolve: Resolve): Person {
  const role = resolve(reference);
  if (role?.resourceType !== 'PractitionerRole') return { name: reference?.display ?? t('unknownPerson') };
  const practitioner = resolve(role.practitioner);
  const coding = role.specialty?.[0]?.coding?.[0];
  const specialty = role.specialty?.[0]?.text ?? coding?.display;
  return {
    name:
      practitioner?.resourceType === 'Practitioner'
        ? practitionerName(practitioner)
        : (reference?.display ?? role.practitioner?.display ?? t('unknownPerson')),
    ...(specialty ? { specialty: shortSpecialty(specialty) } : {}),
  };
}

/**
 * `Oncologie option radiothérapie (SM)` -> `Oncologie option radiothérapie`: the suffix says what everybody
 * knows.
 */
function shortSpecialty(text: string): string {
  return text.replace(/\s*\((?:SM|SI|SCH|SCB)\)\s*$/, '');
}
