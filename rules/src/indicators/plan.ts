import { DCC_CODES, EXTENSIONS, LNC } from '@dcc/fhir-profiles';
import type { CarePlan, Composition, Resource, Task } from '@medplum/fhirtypes';
import type { Anomaly } from './anomalies.ts';
import { type Assembled, found, type Lookup, organisations, patients } from './assemble.ts';
import { isValidated } from './fiche.ts';
import { parisMonth } from './paris-time.ts';
import { literals, Unit } from './unit.ts';

/** One version of a PPS as it was read, with the Tasks that hand it over. The plan itself comes by `lookup`. */
export interface PlanRecord {
  readonly composition: Composition;
  readonly handOvers: readonly Task[];
}

/** A Composition that is a version of a PPS. */
export function isPlan(resource: Resource): resource is Composition {
  if (resource.resourceType !== 'Composition') return false;
  return resource.type?.coding?.some(({ code }) => code === LNC.PPS.code) ?? false;
}

/** A Task that hands a version of a PPS over to the patient. */
export function isHandOver(resource: Resource): resource is Task {
  if (resource.resourceType !== 'Task') return false;
  const { system, code } = DCC_CODES.HAND_OVER_PPS;
  return resource.code?.coding?.some((one) => one.system === system && one.code === code) ?? false;
}

/**
 * The unit of evaluation of one version of a PPS: the Composition, its CarePlan, the Tasks that hand it over,
 * the surviving patient, the establishment and its 3C. Versions entered in error give none.
 */
export function assemblePlan({ composition, handOvers }: PlanRecord, lookup: Lookup): Assembled {
  if (composition.status === 'entered-in-error') return { units: [], anomalies: [] };
  try {
    return assemble(composition, handOvers, lookup);
  } catch {
    return { units: [], anomalies: ['unreadable-record'] };
  }
}

function assemble(composition: Composition, handOvers: readonly Task[], lookup: Lookup): Assembled {
  const anomalies: Anomaly[] = [];
  const { id = '', custodian } = composition;
  const dated = composition.event?.some(({ period }) => parisMonth(period?.start) !== undefined);
  if (isValidated(composition) && !dated) anomalies.push('plan-without-date');
  const centre = composition.extension?.find(({ url }) => url === EXTENSIONS.GESTIONNAIRE_3C)?.valueReference;
  const entries = (composition.section ?? []).flatMap(({ entry }) => entry ?? []);
  const plans = found(lookup, entries).filter((one): one is CarePlan => one.resourceType === 'CarePlan');
  const resources = [
    composition,
    ...plans,
    ...handOvers.filter(({ status }) => status !== 'entered-in-error'),
    ...patients(composition.subject, lookup, anomalies),
    ...organisations(lookup, anomalies, [custodian, centre]),
  ];
  const reference = `Composition/${id}`;
  const place = centre?.reference ? { centre: centre.reference } : {};
  const establishments = literals(custodian);
  const head = { kind: 'plan', id, reference, establishments, ...place };
  return { units: [new Unit(head, resources)], anomalies };
}
