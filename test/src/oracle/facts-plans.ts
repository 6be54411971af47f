import type { CarePlan, Composition, Resource } from '@medplum/fhirtypes';
import { extension, finess, gestionnaire, monthInParis, patientKey } from './facts.ts';

/** One validated version of a PPS. */
export interface PlanFact {
  setId: string;
  version: number;
  /** Month of the validation, '' when the record does not say. */
  month: string;
  /** Month of the hand-over, '' when there was none. */
  handedOver: string;
  finess: string;
  c3: string;
  patient: string;
  fertility: boolean;
}

/** Validated versions of every PPS, by plain loops. */
export function readPlanFacts(resources: readonly Resource[]): PlanFact[] {
  const all = new Map(resources.map((one) => [`${one.resourceType}/${one.id}`, one]));
  const handed = new Map<string, string>();
  for (const one of resources) {
    if (one.resourceType !== 'Task' || one.status !== 'completed') continue;
    if (!one.code?.coding?.some((c) => c.code === 'hand-over-pps')) continue;
    handed.set(one.focus?.reference ?? '', one.executionPeriod?.start ?? '');
  }
  const facts: PlanFact[] = [];
  for (const one of resources) {
    if (one.resourceType !== 'Composition' || !['final', 'amended'].includes(one.status)) continue;
    if (!one.type?.coding?.some((c) => c.code === '18776-5')) continue;
    facts.push({
      setId: one.identifier?.value ?? one.id!,
      version: extension(one.extension, 'dcc-document-version')?.valuePositiveInt ?? 1,
      month: monthInParis(one.event?.[0]?.period?.start),
      handedOver: monthInParis(handed.get(`Composition/${one.id}`)),
      finess: finess(all.get(one.custodian?.reference ?? '')),
      c3: gestionnaire(all.get(extension(one.extension, 'dcc-3c')?.valueReference?.reference ?? '')),
      patient: patientKey(one.subject?.reference ?? '', all),
      fertility: supportsFertility(one, all),
    });
  }
  return facts;
}

function supportsFertility(one: Composition, all: Map<string, Resource>): boolean {
  const plans = (one.section ?? []).flatMap((section) => section.entry ?? []);
  return plans.some(({ reference }) => {
    const plan = all.get(reference ?? '') as CarePlan | undefined;
    const lines = plan?.resourceType === 'CarePlan' && plan.intent === 'plan' ? (plan.activity ?? []) : [];
    return lines.some((line) => line.detail?.code?.coding?.some(({ code }) => code === 'MED-051'));
  });
}
