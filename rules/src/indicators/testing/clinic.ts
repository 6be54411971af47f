import { CISIS, DCC_CODES, EXTENSIONS, IDENTIFIERS, LNC, NCIT, SYSTEMS } from '@dcc/fhir-profiles';
import type { CarePlan, Composition, Encounter, Patient, Resource, ServiceRequest } from '@medplum/fhirtypes';
import type { World } from './world.ts';

/** What was asked and answered about one case, beside its fiche. */
export interface Answers {
  g8?: number | undefined;
  g8Asked?: ServiceRequest['status'] | undefined;
  egaAsked?: ServiceRequest['status'] | undefined;
  egaDone?: boolean | undefined;
  fertility?: string | undefined;
  fertilityAsked?: 'C71326' | 'MED-051' | undefined;
  trial?: 'yes' | 'no' | undefined;
  referentiel?: string | undefined;
  complete?: boolean | undefined;
  treatments?: readonly string[];
  site?: string | undefined;
}

const dcc = (code: string) => ({ system: SYSTEMS.DCC.url, code });

/** Adds the answers of a case to the world. */
export function answer(world: World, encounter: Encounter, answers: Answers): void {
  const of = { encounter: { reference: `Encounter/${encounter.id}` }, subject: encounter.subject! };
  const observe = (code: { system: string; code: string }, value: object): void => {
    world.add({ resourceType: 'Observation', status: 'final', code: { coding: [code] }, ...of, ...value });
  };
  const request = (code: { system: string; code: string }, status: ServiceRequest['status']): void => {
    world.add<ServiceRequest>({
      resourceType: 'ServiceRequest',
      status,
      intent: 'order',
      code: { coding: [code] },
      ...of,
      subject: of.subject,
    });
  };
  const coded = (code: string) => ({ valueCodeableConcept: { coding: [dcc(code)] } });
  const { g8, fertilityAsked, treatments, site } = answers;
  if (g8 !== undefined) observe(DCC_CODES.G8_TOTAL, { valueQuantity: { value: g8 } });
  if (answers.g8Asked) request(DCC_CODES.G8_REQUEST, answers.g8Asked);
  if (answers.egaAsked) request(DCC_CODES.EGA_REQUEST, answers.egaAsked);
  if (answers.egaDone) observe(DCC_CODES.EGA, { valueString: 'faite' });
  if (answers.fertility) observe(DCC_CODES.FERTILITY, coded(answers.fertility));
  if (fertilityAsked)
    request(fertilityAsked === 'C71326' ? NCIT.FERTILITY : CISIS.FERTILITY_SUPPORT, 'active');
  if (answers.trial) observe(CISIS.TRIAL, coded(answers.trial));
  if (answers.referentiel) observe(DCC_CODES.REFERENTIEL, coded(answers.referentiel));
  if (answers.complete !== undefined) observe(CISIS.RECORD_COMPLETE, { valueBoolean: answers.complete });
  if (treatments) {
    world.add<CarePlan>({
      resourceType: 'CarePlan',
      status: 'active',
      intent: 'proposal',
      ...of,
      subject: of.subject as CarePlan['subject'],
      activity: treatments.map((code) => ({
        detail: { status: 'not-started', code: { coding: [{ code }] } },
      })),
    });
  }
  if (site) {
    world.add({
      resourceType: 'Condition',
      ...of,
      subject: { reference: of.subject.reference! },
      bodySite: [{ coding: [{ system: SYSTEMS.ICD10.url, code: site }] }],
    });
  }
}

/** A PPS: one version per entry, oldest first. */
export interface PlanPlan {
  establishment: number;
  c3: number;
  /** Supportive care asks for fertility preservation. */
  fertility: boolean;
  versions: readonly {
    status: Composition['status'];
    /** Instant of the validation; none for a draft or a broken record. */
    validated?: string | undefined;
    /** Instant of the hand-over. */
    handedOver?: string | undefined;
  }[];
}

/** Adds a PPS to the world. */
export function addPlan(world: World, patient: Patient, plan: PlanPlan, setId: string): Composition[] {
  const ref = (one: Resource) => ({ reference: `${one.resourceType}/${one.id}` });
  const code = plan.fertility ? CISIS.FERTILITY_SUPPORT : { system: SYSTEMS.CISIS.url, code: 'ORG-035' };
  const carePlan = world.add<CarePlan>({
    resourceType: 'CarePlan',
    status: 'active',
    intent: 'plan',
    subject: { reference: `Patient/${patient.id}` },
    activity: [{ detail: { status: 'not-started', code: { coding: [code] } } }],
  });
  return plan.versions.map(({ status, validated, handedOver }, index) => {
    const composition = world.add<Composition>({
      resourceType: 'Composition',
      extension: [
        { url: EXTENSIONS.DOCUMENT_VERSION, valuePositiveInt: index + 1 },
        { url: EXTENSIONS.GESTIONNAIRE_3C, valueReference: ref(world.gestionnaires[plan.c3]!) },
      ],
      identifier: { system: IDENTIFIERS.URI, value: setId },
      status,
      type: { coding: [LNC.PPS] },
      subject: ref(patient),
      date: '2026-10-01',
      author: [{ reference: 'PractitionerRole/role0' }],
      title: 'PPS',
      custodian: { reference: ref(world.establishments[plan.establishment]!).reference },
      ...(validated && { event: [{ period: { start: validated } }] }),
      section: [{ entry: [ref(carePlan)] }],
    });
    if (handedOver) {
      world.add({
        resourceType: 'Task',
        status: 'completed',
        intent: 'order',
        code: { coding: [DCC_CODES.HAND_OVER_PPS] },
        focus: ref(composition),
        executionPeriod: { start: handedOver },
      });
    }
    return composition;
  });
}
