import type { Observation, Resource } from '@medplum/fhirtypes';

/**
 * What a case's linked resources say now: nothing entered in error, and of Observations with one code about
 * one thing only the newest, so that an expression never meets an answer that was corrected since.
 */
export function currentValues(resources: readonly Resource[]): Resource[] {
  const newest = new Map<string, Observation>();
  const others: Resource[] = [];
  for (const resource of resources) {
    if ((resource as { status?: string }).status === 'entered-in-error') continue;
    if (resource.resourceType !== 'Observation') {
      others.push(resource);
      continue;
    }
    const subject = subjectOf(resource);
    const known = newest.get(subject);
    if (!known || when(resource) >= when(known)) newest.set(subject, resource);
  }
  return [...newest.values(), ...others];
}

function subjectOf({ encounter, code, focus }: Observation): string {
  const coding = code?.coding?.[0];
  const things = (focus ?? []).map((reference) => reference.reference ?? '');
  return [encounter?.reference, coding?.system, coding?.code ?? code?.text, ...things].join(' ');
}

// Instants may be written with different offsets: the server's own stamp decides, then what the record says.
function when(observation: Observation): string {
  const { meta, issued, effectiveDateTime } = observation;
  return meta?.lastUpdated ?? issued ?? effectiveDateTime ?? '';
}
