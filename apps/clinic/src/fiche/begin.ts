import { EXTENSIONS } from '@dcc/fhir-profiles/src/extensions.ts';
import type { MedplumClient } from '@medplum/core';
import type {
  Encounter,
  HealthcareService,
  Organization,
  Resource,
  ServiceRequest,
} from '@medplum/fhirtypes';
import { type CaseFile, type FicheState, saveFiche, startFiche, type WriteContext } from './model/index.ts';

/**
 * Begins the fiche of a case that has none. Two people who begin it at once get the same one.
 * @throws Error in French naming what the case lacks.
 */
export async function beginFiche(
  medplum: MedplumClient,
  file: CaseFile,
  context: WriteContext,
): Promise<FicheState> {
  const { rcpCase, records } = file;
  const at = <T extends Resource>(reference: string | undefined, type: T['resourceType']): T | undefined => {
    const found = records.get(reference ?? '');
    return found?.resourceType === type ? (found as T) : undefined;
  };
  const reference = (url: string, of: Encounter | HealthcareService | undefined) =>
    of?.extension?.find((one) => one.url === url)?.valueReference?.reference;
  const session = at<Encounter>(rcpCase.partOf?.reference, 'Encounter');
  const inscriptionKey = rcpCase.basedOn?.[0]?.reference;
  const inscription = at<ServiceRequest>(inscriptionKey, 'ServiceRequest');
  const rcp = at<HealthcareService>(reference(EXTENSIONS.RCP, rcpCase), 'HealthcareService');
  if (!session || !inscription || !inscriptionKey || !rcp) {
    throw new Error(
      'La session, l’inscription ou la RCP de ce dossier est introuvable : la fiche ne peut pas commencer.',
    );
  }
  const centre = at<Organization>(
    reference(EXTENSIONS.GESTIONNAIRE_3C, session) ?? reference(EXTENSIONS.GESTIONNAIRE_3C, rcp),
    'Organization',
  );
  const network = centre?.partOf ? ((await medplum.readReference(centre.partOf)) as Organization) : undefined;
  const caseKey = `Encounter/${rcpCase.id}`;
  const state = startFiche(
    { caseKey, rcpCase, session, inscriptionKey, inscription, rcp, centre, network },
    context,
  );
  return saveFiche(medplum, state, state);
}
