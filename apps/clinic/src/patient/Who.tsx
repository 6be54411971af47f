import type { Patient } from '@medplum/fhirtypes';
import { IdentityBanner } from '../kit/IdentityBanner.tsx';
import { MergedNotice } from './MergedNotice.tsx';
import { useCurrentPatient } from './use-patient.ts';

/** Whose case this is: the identity that stands, also when the one that the case names is merged while it is open. */
export function Who({ patient }: { patient: Patient }) {
  const { data } = useCurrentPatient(patient.id);
  return (
    <>
      <IdentityBanner patient={data?.patient ?? patient} />
      {data?.merged ? <MergedNotice /> : null}
    </>
  );
}
