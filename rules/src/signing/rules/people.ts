import { EXTENSIONS, PARTICIPATION, PARTICIPATION_FUNCTION } from '@dcc/fhir-profiles';
import type { EncounterParticipant, Reference } from '@medplum/fhirtypes';
import { isPhysician } from '../../quorum/index.ts';
import { type FrcpRecord, hasCode } from '../record.ts';
import type { Rule } from './rule.ts';

/** Who wrote, who treats, who signs. */
export const peopleRules: Rule = (record, refuse, context) => {
  authorRule(record, refuse, context);
  doctorRule(record, refuse, context);
  attesterRule(record, refuse, context);
};

const authorRule: Rule = (record, refuse) => {
  const authors = (record.composition.author ?? []).filter((one) => personOf(record, one));
  if (authors.length === 0) {
    refuse('author-missing', 'Médecin demandeur', 'renseignez le professionnel auteur de la fiche.');
  }
};

/** The médecin traitant is known, or unknown for a coded reason: the CDA header makes it mandatory. */
const doctorRule: Rule = (record, refuse) => {
  const { rcpCase } = record;
  if (!rcpCase) {
    return;
  }
  const lines = (rcpCase.participant ?? []).filter((one) => hasFunction(one, PARTICIPATION_FUNCTION.PCP));
  const said = lines.some(({ individual }) => {
    const reason = individual?.extension?.find(({ url }) => url === EXTENSIONS.DATA_ABSENT_REASON);
    return !!personOf(record, individual) || !!reason?.valueCode;
  });
  if (!said) {
    const message = 'renseignez le médecin traitant, ou le motif pour lequel il est inconnu.';
    refuse('pcp-missing', 'Médecin traitant', message, rcpCase);
  }
};

/**
 * The fiche is validated by the responsable of the session, or by a deputy who was there (spec/product.md
 * 6.4). A deputy who was excused did not hear the discussion; the responsable answers for the RCP in any
 * case.
 */
const attesterRule: Rule = (record, refuse) => {
  const field = 'Signataire';
  const legal = (record.composition.attester ?? []).filter(({ mode }) => mode === 'legal');
  if (legal.length !== 1 || !legal[0]?.party) {
    const message =
      legal.length > 1 ? 'un seul signataire légal est permis.' : 'la fiche n’a pas de signataire légal.';
    refuse('attester-missing', field, message);
    return;
  }
  const { party } = legal[0];
  const role = record.resolve(party);
  const person = personOf(record, party);
  if (!person || role?.resourceType !== 'PractitionerRole') {
    refuse('attester-unknown', field, 'le signataire est introuvable dans l’annuaire.');
    return;
  }
  if (!isPhysician(role)) {
    refuse('attester-not-physician', field, 'seul un médecin peut valider la fiche.', role);
  }
  const own = (record.session?.participant ?? []).filter(
    (one) => personOf(record, one.individual) === person,
  );
  const responsible = own.some((one) => hasFunction(one, PARTICIPATION.RESPONSIBLE));
  const deputy = own.some((one) => hasFunction(one, PARTICIPATION.PARTICIPANT) && attended(one));
  if (record.session && !responsible && !deputy) {
    const message =
      'le signataire n’est ni le responsable de la session, ni un suppléant présent ce jour-là.';
    refuse('attester-not-entitled', field, message, record.session);
  }
};

/** The Practitioner behind a role: one person may sign from another exercise place. */
function personOf(record: FrcpRecord, reference: Reference | undefined): string | undefined {
  const found = record.resolve(reference);
  if (found?.resourceType === 'PractitionerRole') {
    return found.practitioner?.reference ?? reference?.reference;
  }
  return found?.resourceType === 'Practitioner' ? `Practitioner/${found.id}` : undefined;
}

function hasFunction(line: EncounterParticipant, code: { system: string; code: string }): boolean {
  return !!line.type?.some((type) => hasCode(type, code));
}

/** The mode recorded on an attendance line, `present`, `visio`...; undefined when the sheet is blank. */
export function attendanceMode(line: EncounterParticipant): string | undefined {
  const attendance = line.extension?.find(({ url }) => url === EXTENSIONS.ATTENDANCE);
  return attendance?.extension?.find(({ url }) => url === 'mode')?.valueCode;
}

function attended(line: EncounterParticipant): boolean {
  return ['present', 'visio'].includes(attendanceMode(line) ?? '');
}
