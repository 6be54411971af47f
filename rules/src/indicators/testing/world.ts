import {
  CISIS,
  DCC_CODES,
  EXTENSIONS,
  G15,
  IDENTIFIER_TYPES,
  IDENTIFIERS,
  LNC,
  PARTICIPATION_FUNCTION,
  R85,
  SYSTEMS,
  TAG_SYSTEM,
  TAGS,
  THEMATIC,
} from '@dcc/fhir-profiles';
import type {
  Coding,
  Composition,
  Encounter,
  EncounterParticipant,
  HealthcareService,
  Observation,
  ObservationComponent,
  Organization,
  Patient,
  Resource,
  ServiceRequest,
} from '@medplum/fhirtypes';

export type Mode = 'present' | 'visio' | 'written-opinion' | 'excused' | 'absent';
export type Quorum = 'ORG-126' | 'ORG-133' | 'GEN-010';

/**
 * The RCP of the world: organiser, 3C and thematic. The last one has an organiser without FINESS and no
 * thematic.
 */
export const RCPS = [
  { establishment: 0, c3: 0, thematic: THEMATIC.SEIN },
  { establishment: 1, c3: 0, thematic: THEMATIC.DIGESTIF },
  { establishment: 1, c3: 1, thematic: THEMATIC.SEIN },
  { establishment: 3, c3: 1, thematic: undefined },
] as const;

/**
 * Professionals by index: doctors, a doctor's second exercise place, a nurse, one without RPPS, a secretary.
 */
export const ROLES = {
  DOCTORS: [0, 1, 2],
  SECOND_PLACE: 3,
  NURSE: 4,
  WITHOUT_RPPS: 5,
  SECRETARY: 6,
} as const;

/** A line of the attendance sheet; `specialty` is a TRE_R38 code. */
export interface Attendee {
  readonly role: number;
  readonly mode: Mode;
  readonly specialty?: string | undefined;
}

const tag = (code: string) => ({ system: TAG_SYSTEM, code });

/** What the directory says of some roles: mailboxes, and one place that closed. */
const MAILBOXES: Readonly<Record<number, object>> = {
  0: { meta: { tag: [tag(TAGS.MSS_PERSONAL)] } },
  1: { meta: { tag: [tag(TAGS.MSS_ORGANIZATION)] } },
  2: { meta: { tag: [tag(TAGS.MSS_PERSONAL)] }, active: false },
  3: { meta: { tag: [tag(TAGS.MSS_ORGANIZATION), tag(TAGS.NOT_SENDABLE)] }, active: true },
};

export const FINESS = ['990000010', '990000028', '990000036'] as const;

const ref = (resource: Resource): { reference: string } => ({
  reference: `${resource.resourceType}/${resource.id}`,
});

/**
 * A small region for tests, written resource by resource in the shapes of docs/model.md: 4 establishments
 * (one without FINESS), 2 3C, 4 RCP, 7 roles. Ids are counted, so that one story always gives the same
 * resources.
 */
export class World {
  readonly resources: Resource[] = [];
  readonly establishments: Organization[];
  readonly gestionnaires: Organization[];
  readonly rcps: HealthcareService[];
  #count = 0;
  #sessions = 0;
  #fiches = 0;

  constructor() {
    const legal = this.#organisation('EJ', IDENTIFIERS.FINESS, '990000101', 'FINEJ');
    const network = this.#organisation('Réseau régional', IDENTIFIERS.RRC, 'RRC-1');
    this.establishments = [
      ...FINESS.map((finess, i) =>
        this.#organisation(`Établissement ${i}`, IDENTIFIERS.FINESS, finess, 'FINEG'),
      ),
      this.#organisation('Cabinet sans FINESS', 'https://example.org/local', 'x'),
    ];
    for (const establishment of this.establishments) establishment.partOf = ref(legal);
    this.gestionnaires = ['3C-A', '3C-B'].map((id) =>
      this.#organisation(id, IDENTIFIERS.GESTIONNAIRE_3C, id),
    );
    for (const gestionnaire of this.gestionnaires) gestionnaire.partOf = ref(network);
    this.rcps = RCPS.map((rcp, index) => this.#rcp(rcp, index));
    for (let index = 0; index <= ROLES.SECRETARY; index++) this.#role(index);
  }

  add<T extends Resource>(resource: T): T {
    this.#count += 1;
    const added = { id: `r${this.#count}`, ...resource };
    this.resources.push(added);
    return added;
  }

  patient(
    options: {
      ins?: string;
      status?: string;
      replacedBy?: Patient;
      birthDate?: string;
      gender?: Patient['gender'];
    } = {},
  ): Patient {
    const { ins, status = 'PROV', replacedBy, birthDate, gender } = options;
    return this.add<Patient>({
      resourceType: 'Patient',
      extension: [
        {
          url: EXTENSIONS.IDENTITY_RELIABILITY,
          extension: [{ url: 'identityStatus', valueCoding: { code: status } }],
        },
      ],
      identifier: [
        { system: 'urn:oid:1.2.3', value: `IPP${this.#count}` },
        ...(ins ? [{ system: IDENTIFIERS.INS_NIR_TEST, value: ins }] : []),
      ],
      ...(birthDate && { birthDate }),
      ...(gender && { gender }),
      ...(replacedBy && { link: [{ type: 'replaced-by' as const, other: ref(replacedBy) }] }),
    });
  }

  session(options: {
    start: string;
    rcp?: number;
    status?: Encounter['status'];
    attendance?: readonly Attendee[];
  }): Encounter {
    const { start, rcp = 0, status = 'finished', attendance = [{ role: 0, mode: 'present' }] } = options;
    const definition = RCPS[rcp]!;
    this.#sessions += 1;
    return this.add<Encounter>({
      resourceType: 'Encounter',
      identifier: [{ system: IDENTIFIERS.SESSION, value: `S${this.#sessions}` }],
      extension: [
        { url: EXTENSIONS.RCP, valueReference: ref(this.rcps[rcp]!) },
        { url: EXTENSIONS.GESTIONNAIRE_3C, valueReference: ref(this.gestionnaires[definition.c3]!) },
      ],
      status,
      class: { code: 'VR' },
      type: [{ coding: [DCC_CODES.SESSION, this.#rcpCoding(rcp), ...this.#thematic(rcp)] }],
      period: { start },
      serviceProvider: ref(this.establishments[definition.establishment]!),
      participant: attendance.map(participant),
    });
  }

  passage(options: {
    session: Encounter;
    patient: Patient;
    requester?: number;
    status?: Encounter['status'];
    modality?: 'ORG-134' | 'ORG-128' | undefined;
    quorum?: Quorum | undefined;
    /** Names of the competences that lacked, when the quorum is not reached. */
    missing?: readonly string[] | undefined;
    /** When it was asked for. */
    inscribed?: string | undefined;
    /** Role of the médecin traitant; null: said to be unknown. */
    doctor?: number | null;
  }): Encounter {
    const { session, patient, requester = 0, status = 'finished', quorum, inscribed, doctor } = options;
    const modality = 'modality' in options ? options.modality : 'ORG-134';
    const inscription = this.add<ServiceRequest>({
      resourceType: 'ServiceRequest',
      status: 'completed',
      intent: 'order',
      category: [{ coding: [DCC_CODES.INSCRIPTION] }],
      subject: ref(patient),
      ...(inscribed && { authoredOn: inscribed }),
    });
    const establishment = ref(this.establishments[requester]!);
    const added = this.add<Encounter>({
      resourceType: 'Encounter',
      extension: [{ url: EXTENSIONS.REQUESTER_ORGANIZATION, valueReference: establishment }],
      status,
      class: { code: 'VR' },
      type: [
        { coding: [DCC_CODES.CASE, ...(modality ? [{ system: SYSTEMS.CISIS.url, code: modality }] : [])] },
      ],
      subject: ref(patient),
      partOf: ref(session),
      basedOn: [ref(inscription)],
      serviceProvider: session.serviceProvider,
      ...(doctor !== undefined && { participant: [familyDoctor(doctor)] }),
    });
    if (quorum) this.quorum(added, quorum, undefined, options.missing);
    return added;
  }

  quorum(
    encounter: Encounter,
    value: Quorum,
    lastUpdated = '2026-10-01T00:00:00Z',
    missing: readonly string[] = [],
  ): Observation {
    return this.add<Observation>({
      resourceType: 'Observation',
      meta: { lastUpdated },
      extension: [
        {
          url: EXTENSIONS.QUORUM_RULE,
          valueCanonical: 'https://dcc.example.org/fhir/PlanDefinition/quorum|1',
        },
      ],
      status: 'final',
      code: { coding: [CISIS.QUORUM] },
      encounter: ref(encounter),
      subject: encounter.subject,
      valueCodeableConcept: { coding: [{ system: SYSTEMS.CISIS.url, code: value }] },
      ...(missing.length > 0 && { component: missing.map(lack) }),
    });
  }

  /**
   * One Composition per status, as versions 1, 2... of one fiche.
   * @param signed when each validated version was signed.
   */
  fiche(
    encounter: Encounter,
    statuses: readonly Composition['status'][],
    setId = this.#nextSetId(),
    signed: readonly (string | undefined)[] = [],
  ): Composition[] {
    return statuses.map((status, index) => {
      const time = status === 'preliminary' ? undefined : signed[index];
      return this.add<Composition>({
        resourceType: 'Composition',
        identifier: { system: IDENTIFIERS.URI, value: setId },
        extension: [{ url: EXTENSIONS.DOCUMENT_VERSION, valuePositiveInt: index + 1 }],
        status,
        type: { coding: [LNC.FRCP] },
        subject: encounter.subject,
        encounter: ref(encounter),
        date: '2026-10-01T12:00:00Z',
        author: [{ reference: 'PractitionerRole/role0' }],
        title: 'FRCP',
        ...(time && { attester: [{ mode: 'legal', time, party: { reference: 'PractitionerRole/role0' } }] }),
      });
    });
  }

  #nextSetId(): string {
    this.#fiches += 1;
    return `urn:uuid:set-${this.#fiches}`;
  }

  #organisation(name: string, system: string, value: string, type?: string): Organization {
    const coding = type ? { type: { coding: [{ system: IDENTIFIER_TYPES.FR, code: type }] } } : {};
    return this.add<Organization>({
      resourceType: 'Organization',
      name,
      identifier: [{ ...coding, system, value }],
    });
  }

  #rcp(rcp: (typeof RCPS)[number], index: number): HealthcareService {
    return this.add<HealthcareService>({
      resourceType: 'HealthcareService',
      name: `RCP ${index}`,
      active: true,
      identifier: [{ system: IDENTIFIERS.RCP, value: `RCP-${index}` }],
      extension: [{ url: EXTENSIONS.GESTIONNAIRE_3C, valueReference: ref(this.gestionnaires[rcp.c3]!) }],
      providedBy: ref(this.establishments[rcp.establishment]!),
      type: [{ coding: [CISIS.NATURE_ORGANES, ...this.#thematic(index)] }],
      characteristic: [{ coding: [DCC_CODES.STANDARD] }],
    });
  }

  #rcpCoding(index: number): Coding {
    return { system: IDENTIFIERS.RCP, code: `RCP-${index}`, display: `RCP ${index}` };
  }

  #thematic(rcp: number): Coding[] {
    const { thematic } = RCPS[rcp]!;
    return thematic ? [thematic] : [];
  }

  #role(index: number): void {
    // The second exercise place is the first doctor's.
    const person = index === ROLES.SECOND_PLACE ? 0 : index;
    const code = index === ROLES.SECRETARY ? R85.SECRETARY : index === ROLES.NURSE ? G15.NURSE : G15.DOCTOR;
    if (person === index) {
      const known = index !== ROLES.WITHOUT_RPPS && index !== ROLES.SECRETARY;
      this.add({
        resourceType: 'Practitioner',
        id: `person${person}`,
        identifier: known ? [{ system: IDENTIFIERS.RPPS, value: `9970000000${index}` }] : [],
      });
    }
    this.add({
      resourceType: 'PractitionerRole',
      id: `role${index}`,
      practitioner: { reference: `Practitioner/person${person}` },
      code: [{ coding: [code] }],
      ...MAILBOXES[index],
    });
  }
}

function familyDoctor(role: number | null): EncounterParticipant {
  const unknown = { extension: [{ url: EXTENSIONS.DATA_ABSENT_REASON, valueCode: 'unknown' }] };
  return {
    type: [{ coding: [PARTICIPATION_FUNCTION.PCP] }],
    individual: role === null ? unknown : { reference: `PractitionerRole/role${role}` },
  };
}

/** A competence that the rule asked for; what brings it does not matter here. */
function lack(name: string): ObservationComponent {
  return {
    code: { coding: [DCC_CODES.QUORUM_MISSING] },
    valueCodeableConcept: { coding: [{ system: SYSTEMS.R38.url, code: 'SM37' }], text: name },
  };
}

function participant({ role, mode, specialty }: Attendee): EncounterParticipant {
  const said = specialty
    ? [{ url: 'specialty', valueCoding: { system: SYSTEMS.R38.url, code: specialty } }]
    : [];
  return {
    extension: [{ url: EXTENSIONS.ATTENDANCE, extension: [{ url: 'mode', valueCode: mode }, ...said] }],
    individual: { reference: `PractitionerRole/role${role}` },
  };
}
