import { CISIS } from '@dcc/fhir-profiles/src/codes.ts';
import type { Practitioner, PractitionerRole, Resource } from '@medplum/fhirtypes';
import { shortDate } from '../../kit/dates.ts';
import { practitionerName } from '../../kit/names.ts';
import { codeOf, ECOG, LATERALITIES, TREATMENTS } from '../../terminology/small.ts';
import { t } from '../messages.fr.ts';
import {
  type Absence,
  absenceText,
  CONFORMITY,
  type Conformity,
  EDITIONS,
  type Edition,
  MOTIFS,
  TREATMENT_STATUS,
  type TreatmentStatus,
  TUMOUR_STATES,
  type TumourState,
} from '../model/index.ts';
import type { Clash } from './merge.ts';

type Records = ReadonlyMap<string, Resource>;
type Fields = Record<string, unknown>;

/** One side of a clash as a person reads it; `''` for what that side took away. */
export function clashWords(clash: Clash, side: 'mine' | 'theirs', records: Records): string {
  const { part, path } = clash;
  const beside = side === 'mine' ? clash.mineIn : clash.theirsIn;
  return words(clash[side], { part, field: path.at(-1) ?? part, owner: path.at(-2), beside, records });
}

interface Place {
  part: Clash['part'];
  /** The field that holds the value, and the one that holds its object. */
  field: string;
  owner: string | undefined;
  /** What stands beside the value: the label that was typed or chosen with a code. */
  beside: Fields | undefined;
  records: Records;
}

function words(value: unknown, place: Place): string {
  if (value === undefined || value === null || value === '') return '';
  if (typeof value === 'boolean') return value ? 'oui' : 'non';
  if (typeof value === 'number') return String(value).replace('.', ',');
  if (Array.isArray(value))
    return value
      .map((one) => words(one, place))
      .filter(Boolean)
      .join('\n');
  if (typeof value === 'object') return objectWords(value as Fields, place);
  return textWords(String(value), place);
}

/** Keys of entries and of questions name things for the machine only. */
const SILENT = new Set(['key', 'linkId', 'document', 'extension', 'system', 'id']);

function objectWords(value: Fields, place: Place): string {
  if (place.field === 'absence') return absenceText(value as unknown as Absence);
  const label = [value.text, value.display].find((one) => typeof one === 'string' && one !== '');
  return (
    Object.entries(value)
      .filter(([name]) => !SILENT.has(name))
      // A label says what its code says.
      .filter(
        ([name]) =>
          label === undefined || (name !== 'code' && (name !== 'display' || value.display === label)),
      )
      .map(([field, one]) => words(one, { ...place, field, owner: place.field, beside: value }))
      .filter(Boolean)
      .join(', ')
  );
}

function textWords(value: string, place: Place): string {
  const { field, records } = place;
  if (/^\d{4}(?:-\d\d(?:-\d\d(?:T.*)?)?)?$/.test(value)) return shortDate(value) || value;
  const reference = /^([A-Z][A-Za-z]+)\/[A-Za-z0-9.-]+$/.exec(value);
  if (reference || value.startsWith('urn:uuid:')) return named(records.get(value), reference?.[1], records);
  const form = /\/Questionnaire\/(?:frcp-)?([\w-]+)\|(.+)$/.exec(value);
  if (form) return t('clashForm', { name: form[1]!, version: form[2]! });
  const known = LABELS[field]?.(value, place);
  if (known) return known;
  return field in TERMINOLOGIES || field === 'code' ? unknownCode(value, place) : value;
}

const isState = (value: string): value is TumourState => (TUMOUR_STATES as readonly string[]).includes(value);
const QUORUMS = [CISIS.QUORUM_REACHED, CISIS.QUORUM_NOT_REACHED, CISIS.QUORUM_UNKNOWN];
const PHASES: Record<string, string> = {
  initial: CISIS.PHASE_INITIAL.display,
  relapse: CISIS.PHASE_RELAPSE.display,
};

/** The label of a coded field's value; undefined when nobody knows it here. */
const LABELS: Record<string, (value: string, place: Place) => string | undefined> = {
  ecog: (value) => codeOf(ECOG, value)?.display,
  laterality: (value) => codeOf(LATERALITIES, value)?.display,
  state: (value) => (isState(value) ? t(`state_${value}`) : undefined),
  status: (value) => TREATMENT_STATUS[value as TreatmentStatus],
  edition: (value) => EDITIONS[value as Edition],
  conformity: (value) => CONFORMITY[value as Conformity]?.display,
  quorum: (value) => codeOf(QUORUMS, value)?.display,
  phase: (value) => PHASES[value],
  priority: (value) => (isPriority(value) ? t(`clashPriority_${value}`) : undefined),
  code: (value, { owner, beside }) => {
    if (owner === 'absence') return absenceText({ code: value, ...beside } as Absence);
    const label = [beside?.display, beside?.text].find((one) => typeof one === 'string' && one !== '');
    return (
      (label as string | undefined) ?? codeOf(TREATMENTS, value)?.display ?? codeOf(MOTIFS, value)?.display
    );
  },
};

const isPriority = (value: string) =>
  value === 'routine' || value === 'urgent' || value === 'asap' || value === 'stat';

/** French names of the terminologies of the coded fields, for a code of which the label is not at hand. */
const TERMINOLOGIES: Record<string, string> = {
  ecog: 'LOINC',
  laterality: 'SNOMED CT',
  quorum: 'terminologie du CI-SIS',
  morphology: 'CIM-O-3',
  topography: 'CIM-10',
  state: 'états d’une tumeur de FHIR',
  status: 'états d’un acte de FHIR',
  phase: 'phases du cancer',
  priority: 'priorités de FHIR',
  edition: 'éditions du TNM',
  conformity: 'conformité au référentiel',
};

function unknownCode(code: string, { field, owner }: Place): string {
  const terminology = TERMINOLOGIES[field === 'code' ? (owner ?? '') : field] ?? 'terminologie du CI-SIS';
  return t('clashCode', { code, terminology });
}

/** Who or what a reference names; what it is when that is not at hand. */
function named(found: Resource | undefined, type: string | undefined, records: Records): string {
  if (found?.resourceType === 'PractitionerRole') {
    const { practitioner } = found as PractitionerRole;
    const person = records.get(practitioner?.reference ?? '') as Practitioner | undefined;
    return person ? practitionerName(person) : (practitioner?.display ?? t('clashPerson'));
  }
  if (found?.resourceType === 'DocumentReference')
    return found.description ?? found.type?.text ?? t('clashDocument');
  if (type === 'PractitionerRole') return t('clashPerson');
  return type === 'DocumentReference' ? t('clashDocument') : t('clashEntry');
}
