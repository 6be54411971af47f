import { profile } from '@dcc/fhir-profiles/src/canonical.ts';
import { CISIS, DCC_CODES, R213 } from '@dcc/fhir-profiles/src/codes.ts';
import { EXTENSIONS } from '@dcc/fhir-profiles/src/extensions.ts';
import { IDENTIFIERS } from '@dcc/fhir-profiles/src/identifiers.ts';
import { SYSTEMS } from '@dcc/fhir-profiles/src/systems.ts';
import type { Coding, Extension, HealthcareService } from '@medplum/fhirtypes';
import { t } from './messages.fr.ts';
import { APPAREILS, coding, KINDS, NATURES, ORGANES, THEMATICS, TOPICS } from './terms.ts';

/** A catalogue entry as its form holds it: codes, and `''` for what is not chosen. */
export interface EntryForm {
  number: string;
  name: string;
  active: boolean;
  comment: string;
  thematic: string;
  nature: string;
  /** Appareil of an organ RCP, topic of a transversal one. */
  topic: string;
  organs: string[];
  kind: string;
  /** Canonical with its version. */
  rule: string;
  /** Canonicals of Questionnaires. */
  forms: string[];
  /** `Organization/<id>` of the organising establishment and of the 3C. */
  organization: string;
  centre: string;
}
export type EntryErrors = Partial<Record<keyof EntryForm, string>>;

export const EMPTY_ENTRY: EntryForm = {
  number: '',
  name: '',
  active: true,
  comment: '',
  thematic: '',
  nature: CISIS.NATURE_ORGANES.code,
  topic: '',
  organs: [],
  kind: DCC_CODES.STANDARD.code,
  rule: '',
  forms: [],
  organization: '',
  centre: '',
};

const extension = (rcp: HealthcareService, url: string) => rcp.extension?.find((one) => one.url === url);

/** Reads a stored entry (docs/model.md: the order of the codings says which SNOMED code is the appareil). */
export function entryOf(rcp: HealthcareService): EntryForm {
  const codings = rcp.type?.[0]?.coding ?? [];
  const nature = codings.find(({ code }) => NATURES.some((one) => one.code === code));
  const thematic = codings.find(({ system }) => system === SYSTEMS.THEMATIC.url);
  const [topic, ...organs] = codings.filter((one) => one !== nature && one !== thematic);
  const kinds = rcp.characteristic?.flatMap((one) => one.coding ?? []) ?? [];
  return {
    number: rcp.identifier?.find(({ system }) => system === IDENTIFIERS.RCP)?.value ?? '',
    name: rcp.name ?? '',
    active: rcp.active ?? true,
    comment: rcp.comment ?? '',
    thematic: thematic?.code ?? '',
    nature: nature?.code ?? '',
    topic: topic?.code ?? '',
    organs: organs.flatMap(({ code }) => code ?? []),
    kind: kinds.find(({ code }) => KINDS.some((one) => one.code === code))?.code ?? '',
    rule: extension(rcp, EXTENSIONS.QUORUM_RULE)?.valueCanonical ?? '',
    forms: (rcp.extension ?? []).flatMap((one) =>
      one.url === EXTENSIONS.FORM && one.valueCanonical ? [one.valueCanonical] : [],
    ),
    organization: rcp.providedBy?.reference ?? '',
    centre: extension(rcp, EXTENSIONS.GESTIONNAIRE_3C)?.valueReference?.reference ?? '',
  };
}

/** One French sentence per field that the profile would refuse. */
export function entryErrors(form: EntryForm): EntryErrors {
  const needed = [
    'number',
    'name',
    'thematic',
    'nature',
    'topic',
    'kind',
    'rule',
    'organization',
    'centre',
  ] as const;
  const errors: EntryErrors = {};
  for (const field of needed) if (form[field].trim() === '') errors[field] = t(`needed_${field}`);
  if (!errors.number && !/^[\w.-]{1,40}$/.test(form.number.trim())) errors.number = t('numberWrong');
  if (!errors.topic && !topicsOf(form.nature).some(({ code }) => code === form.topic)) {
    errors.topic = t('needed_topic');
  }
  return errors;
}

/** The list that `topic` is chosen from. */
export function topicsOf(nature: string) {
  return nature === CISIS.NATURE_TRANSVERSALE.code ? TOPICS : APPAREILS;
}

/** The entry as it is stored; what other screens and programs wrote on it stays. */
export function storedEntry(form: EntryForm, stored?: HealthcareService): HealthcareService {
  const pick = (list: readonly Coding[], code: string): Coding[] => {
    const found = list.find((one) => one.code === code);
    return found ? [coding(found as Parameters<typeof coding>[0])] : [];
  };
  const own: string[] = [EXTENSIONS.QUORUM_RULE, EXTENSIONS.FORM, EXTENSIONS.GESTIONNAIRE_3C];
  const kept = (stored?.extension ?? []).filter(({ url }) => !own.includes(url));
  const centre = extension(stored ?? { resourceType: 'HealthcareService' }, EXTENSIONS.GESTIONNAIRE_3C);
  const recours = form.kind === DCC_CODES.RECOURS.code;
  const extensions: Extension[] = [
    {
      url: EXTENSIONS.GESTIONNAIRE_3C,
      valueReference:
        centre?.valueReference?.reference === form.centre
          ? centre.valueReference
          : { reference: form.centre },
    },
    { url: EXTENSIONS.QUORUM_RULE, valueCanonical: form.rule },
    ...form.forms.map((one) => ({ url: EXTENSIONS.FORM, valueCanonical: one })),
    ...kept,
  ];
  const organs = form.nature === CISIS.NATURE_ORGANES.code ? form.organs : [];
  const others = (stored?.identifier ?? []).filter(({ system }) => system !== IDENTIFIERS.RCP);
  const comment = form.comment.trim();
  const { comment: _before, ...rest } = stored ?? {};
  return {
    ...rest,
    resourceType: 'HealthcareService',
    meta: { ...stored?.meta, profile: [profile('dcc-rcp-definition')] },
    extension: extensions,
    identifier: [{ system: IDENTIFIERS.RCP, value: form.number.trim() }, ...others],
    active: form.active,
    providedBy:
      stored?.providedBy?.reference === form.organization
        ? stored.providedBy
        : { reference: form.organization },
    category: [{ coding: [coding(recours ? R213.RCP_RECOURS : R213.RCP)] }],
    type: [
      {
        coding: [
          ...pick(NATURES, form.nature),
          ...pick(topicsOf(form.nature), form.topic),
          ...organs.flatMap((code) => pick(ORGANES, code)),
          ...pick(THEMATICS, form.thematic),
        ],
      },
    ],
    name: form.name.trim(),
    characteristic: [{ coding: pick(KINDS, form.kind) }],
    ...(comment ? { comment } : {}),
  };
}
