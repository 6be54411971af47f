import { CISIS, DCC_CODES, EXTENSIONS, LNC, PARTICIPATION, R85, type SectionKey } from '@dcc/fhir-profiles';
import type {
  CarePlan,
  CompositionSection,
  Encounter,
  Observation,
  Patient,
  PractitionerRole,
  Resource,
} from '@medplum/fhirtypes';
import { amend, type Fixture } from './fixture.ts';
import { isSection } from './record.ts';
import type { RuleContext } from './rules/rule.ts';

/** Spoils the golden record in one way; what it returns completes the context of the rules. */
export type Mutant = (fixture: Fixture) => Partial<RuleContext> | undefined;

const section = ({ composition }: Fixture, key: SectionKey): CompositionSection =>
  composition.section!.find((one) => isSection(one, key))!;
const encounter = (fixture: Fixture, name: string): Encounter => fixture.get<Encounter>(name);
const legal = ({ composition }: Fixture) => composition.attester!.find(({ mode }) => mode === 'legal')!;
const refTo = (resource: Resource) => ({ reference: `${resource.resourceType}/${resource.id}` });
const change = (spoil: (fixture: Fixture) => unknown): Mutant => {
  return (fixture) => {
    spoil(fixture);
    return undefined;
  };
};
const amended = (spoil: (fixture: Fixture, previous: ReturnType<typeof amend>) => unknown): Mutant => {
  return (fixture) => {
    const previous = amend(fixture);
    spoil(fixture, previous);
    return { previous };
  };
};
const registered = (fixture: Fixture) => {
  const type = encounter(fixture, 'case').type![0]!;
  type.coding = type.coding!.map((one) =>
    one.code === CISIS.DISCUSSED.code ? { ...CISIS.REGISTERED } : one,
  );
};

/** At least one way to break every rule: code of the refusal -> [what was done, how]. */
export const MUTANTS: Record<string, [string, Mutant][]> = {
  'patient-missing': [['no patient', change((f) => f.drop('patient'))]],
  'patient-merged': [
    [
      'merged into another',
      change((f) => (f.get<Patient>('patient').link = [{ type: 'replaced-by', other: {} }])),
    ],
    ['no more active', change((f) => (f.get<Patient>('patient').active = false))],
  ],
  'other-patient': [
    [
      'an ECOG of someone else',
      change((f) => (f.get<Observation>('ecog').subject = { reference: 'Patient/other' })),
    ],
    [
      'the case of someone else',
      change((f) => (encounter(f, 'case').subject = { reference: 'Patient/other' })),
    ],
    ['a second patient', change((f) => f.resources.set('twin', { resourceType: 'Patient', id: 'twin' }))],
  ],
  'subject-missing': [
    [
      'a decision without patient',
      change((f) => delete (f.get<CarePlan>('decision') as Partial<CarePlan>).subject),
    ],
    ['a case without patient', change((f) => delete encounter(f, 'case').subject)],
  ],
  'version-missing': [
    ['no version', change((f) => (f.composition.extension = f.composition.extension!.slice(1)))],
  ],
  'identifier-missing': [['no identifier', change((f) => delete f.composition.identifier)]],
  status: [
    ['a draft', change((f) => (f.composition.status = 'preliminary'))],
    ['a first version said amended', change((f) => (f.composition.status = 'amended'))],
    ['a second version said final', amended((f) => (f.composition.status = 'final'))],
  ],
  'version-replaces': [
    ['a first version replacing', amended((f) => (f.composition.extension![0]!.valuePositiveInt = 1))],
    ['a second version replacing nothing', amended((f) => delete f.composition.relatesTo)],
  ],
  'amendment-reason-missing': [
    ['no reason', amended((f) => f.composition.extension!.pop())],
    ['a blank reason', amended((f) => (f.composition.extension!.at(-1)!.valueString = '  '))],
  ],
  'previous-missing': [['the replaced version is not found', (f) => ({ previous: amend(f) && undefined })]],
  'previous-other': [['another fiche', amended((_, first) => (first.identifier = { value: 'urn:uuid:x' }))]],
  'previous-version': [
    ['not the one before', amended((_, first) => (first.extension![0]!.valuePositiveInt = 2))],
  ],
  'previous-not-signed': [['a draft replaced', amended((_, first) => (first.status = 'preliminary'))]],
  'previous-patient': [
    ['another patient', amended((_, first) => (first.subject = { reference: 'Patient/x' }))],
  ],
  'case-missing': [['no case', change((f) => f.drop('case'))]],
  'case-not-finished': [['still running', change((f) => (encounter(f, 'case').status = 'in-progress'))]],
  'session-missing': [['no session', change((f) => f.drop('session'))]],
  'session-not-finished': [
    ['still running', change((f) => (encounter(f, 'session').status = 'in-progress'))],
  ],
  'attendance-missing': [
    ['nobody', change((f) => (encounter(f, 'session').participant = []))],
    ['one without mode', change((f) => delete encounter(f, 'session').participant![1]!.extension)],
  ],
  'inscription-missing': [['no inscription', change((f) => f.drop('inscription'))]],
  'rcp-mismatch': [
    [
      'another RCP',
      change((f) => (f.composition.extension![1]!.valueReference = { reference: 'HealthcareService/x' })),
    ],
    [
      'no RCP at all',
      change((f) =>
        [f.composition, encounter(f, 'session')].map(
          (one) => (one.extension = one.extension!.filter(({ url }) => url !== EXTENSIONS.RCP)),
        ),
      ),
    ],
  ],
  'custodian-mismatch': [
    ['another custodian', change((f) => (f.composition.custodian = refTo(f.get('org-clinic'))))],
  ],
  'event-session': [
    ['no event', change((f) => delete f.composition.event)],
    ['another session', change((f) => (f.composition.event![0]!.detail = [{ reference: 'Encounter/x' }]))],
  ],
  'event-period': [
    ['a day late', change((f) => (f.composition.event![0]!.period!.start = '2026-10-15T12:30:00+02:00'))],
    ['no end', change((f) => delete f.composition.event![0]!.period!.end)],
    ['not a date', change((f) => (f.composition.event![0]!.period!.start = 'hier'))],
  ],
  'document-date-missing': [['no date', change((f) => delete (f.composition as { date?: string }).date)]],
  'document-before-session': [
    ['the day before', change((f) => (f.composition.date = '2026-10-13T12:00:00+02:00'))],
  ],
  'document-in-future': [
    ['dated tomorrow', change((f) => (f.composition.date = legal(f).time = '2026-10-16T12:00:00+02:00'))],
  ],
  'signature-date-missing': [['no time', change((f) => delete legal(f).time)]],
  'signature-before-session': [
    ['the day before', change((f) => (legal(f).time = '2026-10-13T12:00:00+02:00'))],
  ],
  'signature-in-future': [['tomorrow', change((f) => (legal(f).time = '2026-10-16T12:00:00+02:00'))]],
  'signature-before-document': [
    ['edited since', change((f) => (legal(f).time = '2026-10-14T13:00:00+02:00'))],
  ],
  'case-outside-session': [
    ['before', change((f) => (encounter(f, 'case').period!.start = '2026-10-14T12:00:00+02:00'))],
    ['after', change((f) => (encounter(f, 'case').period!.start = '2026-10-14T14:10:00+02:00'))],
  ],
  'author-missing': [
    ['no author', change((f) => (f.composition.author = []))],
    ['an unknown author', change((f) => f.drop('role-requester'))],
  ],
  'pcp-missing': [
    [
      'silence',
      change(
        (f) =>
          (encounter(f, 'case').participant = encounter(f, 'case').participant!.filter(
            (one) => one.type![0]!.coding![0]!.code !== 'PCP',
          )),
      ),
    ],
    ['a name nobody knows', change((f) => f.drop('role-gp'))],
  ],
  'attester-missing': [
    ['nobody signed', change((f) => delete f.composition.attester)],
    ['two signatures', change((f) => f.composition.attester!.push({ ...legal(f) }))],
  ],
  'attester-unknown': [
    ['not in the directory', change((f) => (legal(f).party = { reference: 'PractitionerRole/x' }))],
  ],
  'attester-not-physician': [
    [
      'a secretary',
      change((f) => (f.get<PractitionerRole>('role-oncologist').code = [{ coding: [{ ...R85.SECRETARY }] }])),
    ],
    ['of no profession', change((f) => delete f.get<PractitionerRole>('role-oncologist').code)],
  ],
  'attester-not-entitled': [
    ['the demandeur, who was not there', change((f) => (legal(f).party = refTo(f.get('role-requester'))))],
    ['a participant who was excused', change((f) => (legal(f).party = refTo(f.get('role-radiologist'))))],
    ['the author of a written opinion', change((f) => (legal(f).party = refTo(f.get('role-geriatrician'))))],
  ],
  'tumour-missing': [['no tumour, no reason', change((f) => (section(f, 'tumour').entry = []))]],
  'tnm-missing': [['no TNM, no reason', change((f) => section(f, 'tumour').entry!.splice(1, 1))]],
  'tnm-incomplete': [
    [
      'no M',
      change((f) =>
        f.get<Observation>('tnm').component!.splice(
          f
            .get<Observation>('tnm')
            .component!.findIndex((one) => one.code.coding![0]!.code === LNC.TNM_M.code),
          1,
        ),
      ),
    ],
    [
      'a T that nobody said',
      change((f) => {
        const [part] = f.get<Observation>('tnm').component!;
        delete part!.valueCodeableConcept;
        part!.dataAbsentReason = { coding: [{ code: 'temp-unknown' }] };
      }),
    ],
    ['an empty T', change((f) => delete f.get<Observation>('tnm').component![0]!.valueCodeableConcept)],
  ],
  'tnm-without-tumour': [
    ['of another tumour', change((f) => (f.get<Observation>('tnm').focus = [{ reference: 'Condition/x' }]))],
  ],
  'modality-missing': [
    ['neither', change((f) => (encounter(f, 'case').type![0]!.coding = [{ ...DCC_CODES.CASE }]))],
    ['both', change((f) => encounter(f, 'case').type![0]!.coding!.push({ ...CISIS.REGISTERED }))],
  ],
  'decision-missing': [
    ['nothing proposed', change((f) => (section(f, 'proposal').entry = []))],
    [
      'an empty plan',
      change((f) => {
        section(f, 'proposal').entry = [refTo(f.get('decision'))];
        for (const key of ['activity', 'note', 'description'] as const) {
          delete f.get<CarePlan>('decision')[key];
        }
      }),
    ],
  ],
  'referentiel-missing': [
    [
      'registered, référentiel not conformed to',
      change((f) => {
        registered(f);
        f.get<Observation>('referentiel').valueCodeableConcept!.coding = [{ ...DCC_CODES.DEVIATING }];
      }),
    ],
    [
      'registered, référentiel without name',
      change((f) => {
        registered(f);
        delete f.get<Observation>('referentiel').valueCodeableConcept!.text;
      }),
    ],
    [
      'registered, nothing said',
      change((f) => {
        registered(f);
        section(f, 'frame').entry = [refTo(f.get('trial'))];
      }),
    ],
  ],
  'quorum-missing': [
    ['not evaluated', change((f) => (section(f, 'record').entry = [refTo(f.get('record-complete'))]))],
    ['without answer', change((f) => delete f.get<Observation>('quorum').valueCodeableConcept)],
    ['twice', change((f) => section(f, 'record').entry!.push(refTo(f.get('quorum'))))],
  ],
  'entered-in-error': [
    ['a cancelled ECOG', change((f) => (f.get<Observation>('ecog').status = 'entered-in-error'))],
  ],
  'section-missing': [
    [
      'no phase',
      change(
        (f) => (f.composition.section = f.composition.section!.filter((one) => !isSection(one, 'phase'))),
      ),
    ],
  ],
  'section-empty': [
    ['nothing at all', change((f) => delete section(f, 'question').text)],
    ['markup without words', change((f) => (section(f, 'question').text!.div = '<div><p> </p></div>'))],
  ],
  'texts-to-choose': [
    [
      'two texts of two writers',
      change(
        (f) =>
          (section(f, 'question').text!.div = '<div><p>[AM\u00a0: opérer] [JD\u00a0: attendre]</p></div>'),
      ),
    ],
  ],
  'entry-missing': [
    ['an entry nobody has', change((f) => section(f, 'wishes').entry!.push({ reference: 'Observation/x' }))],
  ],
  'section-unknown': [
    ['a section of no model', change((f) => f.composition.section!.push({ title: 'Divers' }))],
  ],
};

/** What stays valid, though it looks close to a refusal. */
export const VALID: [string, Mutant][] = [
  [
    'no tumour, with a reason',
    change((f) => {
      section(f, 'tumour').entry = [];
      section(f, 'tumour').emptyReason = { coding: [{ code: 'unavailable' }] };
    }),
  ],
  [
    'no TNM, with a reason',
    change((f) => {
      const tnm = f.get<Observation>('tnm');
      delete tnm.component;
      tnm.dataAbsentReason = { coding: [{ code: 'not-applicable' }] };
    }),
  ],
  [
    'an unknown M, with a reason',
    change((f) => {
      const part = f
        .get<Observation>('tnm')
        .component!.find((one) => one.code.coding![0]!.code === LNC.TNM_M.code)!;
      delete part.valueCodeableConcept;
      part.dataAbsentReason = { coding: [{ code: 'unknown' }] };
    }),
  ],
  [
    'a médecin traitant unknown for a reason',
    change((f) => {
      const line = encounter(f, 'case').participant!.find((one) => one.type![0]!.coding![0]!.code === 'PCP')!;
      line.individual = { extension: [{ url: EXTENSIONS.DATA_ABSENT_REASON, valueCode: 'asked-unknown' }] };
    }),
  ],
  ['registered, strictly conforming', change(registered)],
  [
    'a session told in UTC',
    change(
      (f) =>
        (f.composition.event![0]!.period = { start: '2026-10-14T10:30:00Z', end: '2026-10-14T12:00:00Z' }),
    ),
  ],
  ['signed by a deputy who was there', change((f) => (legal(f).party = refTo(f.get('role-surgeon'))))],
  [
    'signed by the responsable, excused that day',
    change((f) => {
      const line = encounter(f, 'session').participant!.find(
        (one) => one.type![0]!.coding![0]!.code === PARTICIPATION.RESPONSIBLE.code,
      )!;
      line.extension![0]!.extension = [{ url: 'mode', valueCode: 'excused' }];
    }),
  ],
  ['a second version', amended(() => undefined)],
  [
    'a clock four minutes ahead',
    (f) => {
      legal(f).time = '2026-10-15T09:04:00+02:00';
      return undefined;
    },
  ],
];
