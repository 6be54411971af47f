import type { Observation, Resource } from '@medplum/fhirtypes';

/**
 * What a case's linked resources say now: nothing entered in error, and of Observations with one code about
 * one thing only the newest, so that an expression never meets an answer that was corrected since. Observations
 * first.
 */
export function currentValues(resources: readonly Resource[]): Resource[] {
  const newest: Observation[] = [];
  const others: Resource[] = [];
  for (const resource of resources) {
    if ((resource as { status?: string }).status === 'entered-in-error') continue;
    if (resource.resourceType !== 'Observation') {
      others.push(resource);
      continue;
    }
    // A case has a few: looking through them is cheaper than writing a key for each.
    const at = newest.findIndex((one) => isAboutTheSame(one, resource));
    if (at < 0) newest.push(resource);
    else if (when(resource) >= when(newest[at]!)) newest[at] = resource;
  }
  return others.length > 0 ? [...newest, ...others] : newest;
}

function isAboutTheSame(a: Observation, b: Observation): boolean {
  const one = a.code?.coding?.[0];
  const other = b.code?.coding?.[0];
  if ((one?.code ?? a.code?.text) !== (other?.code ?? b.code?.text)) return false;
  if (one?.system !== other?.system || a.encounter?.reference !== b.encounter?.reference) return false;
  const things = a.focus ?? [];
  const others = b.focus ?? [];
  if (things.length !== others.length) return false;
  return things.every(({ reference }, i) => reference === others[i]!.reference);
}

// Instants may be written with different offsets: the server's own stamp decides, then what the record says.
function when(observation: Observation): string {
  const { meta, issued, effectiveDateTime } = observation;
  return meta?.lastUpdated ?? issued ?? effectiveDateTime ?? '';
}
