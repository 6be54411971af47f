import type { Patient } from '@medplum/fhirtypes';

type FindPatient = (reference: string) => Patient | undefined;

/** The record that replaces this one, `Patient/<id>`, or undefined. */
export function replacedBy(patient: Patient): string | undefined {
  return patient.link?.find((link) => link.type === 'replaced-by')?.other.reference;
}

/**
 * The surviving record of a patient after merges (`Patient.link` replaced-by, followed to its end). A link to
 * a record that is not there, or a circle, ends at the last record reached: the patient is still counted
 * once.
 */
export function survivor(reference: string, find: FindPatient): Patient | undefined {
  const seen = new Set<string>();
  let patient = find(reference);
  while (patient) {
    const next = replacedBy(patient);
    if (next === undefined || seen.has(next)) break;
    seen.add(next);
    const found = find(next);
    if (!found) break;
    patient = found;
  }
  if (!patient || !seen.has(`Patient/${patient.id}`)) return patient;
  return replacedBy(patient) === undefined ? patient : smallest(patient, find);
}

// In a circle each record would end elsewhere: all end at the smallest id of the circle.
function smallest(start: Patient, find: FindPatient): Patient {
  let least = start;
  for (let next = find(replacedBy(start)!); next && next.id !== start.id; next = find(replacedBy(next)!)) {
    if ((next.id ?? '') < (least.id ?? '')) least = next;
  }
  return least;
}
