import { IDENTIFIERS } from '@dcc/fhir-profiles/src/identifiers.ts';
import type { Practitioner, PractitionerRole } from '@medplum/fhirtypes';
import { useFhir } from '../../data/query.ts';
import { StatusLabel } from '../../kit/StatusLabel.tsx';
import { t } from '../messages.fr.ts';
import { useRecord } from '../records.ts';

/**
 * Somebody without RPPS number (a foreign doctor, a secretary) may be named: the fiche then bears the name
 * without a national identifier, and says so before it is signed.
 */
export function NoRpps({ role }: { role: string | undefined }) {
  const known = useRecord<PractitionerRole>(role);
  const here = useRecord<Practitioner>(known?.practitioner?.reference);
  const id =
    role?.startsWith('PractitionerRole/') && !here ? role.slice('PractitionerRole/'.length) : undefined;
  const found = useFhir(id ? ['fiche', 'rpps', id] : undefined, async (medplum) => {
    const { practitioner } = await medplum.readResource('PractitionerRole', id!);
    return practitioner ? ((await medplum.readReference(practitioner)) as Practitioner) : null;
  });
  const person = here ?? found.data;
  if (!person || person.identifier?.some(({ system }) => system === IDENTIFIERS.RPPS)) return null;
  return <StatusLabel tone="wait">{t('noRpps')}</StatusLabel>;
}
