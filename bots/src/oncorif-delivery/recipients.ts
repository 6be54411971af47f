import { IDENTIFIERS } from '@dcc/fhir-profiles';
import type { MedplumClient } from '@medplum/core';
import type { Organization, Reference } from '@medplum/fhirtypes';

/** Who is told of a delivery: its `meta.accounts`, and who is to act when it fails. */
export interface Recipients {
  readonly accounts: Reference<Organization>[];
  readonly owner?: Reference<Organization>;
}

const PAGE = 1000;

/**
 * A pack counts the whole project: each of its 3C is told, so that the administrators of all see the log and the
 * alert. To act is up to the one 3C of a project that has one, else to the regional network (RRC) above them.
 */
export async function recipientsOf(medplum: MedplumClient): Promise<Recipients> {
  const all: Organization[] = [];
  // By pages and sorted here: a search by system alone (`identifier=system|`) is not the same on every server.
  const pages = medplum.searchResourcePages(
    'Organization',
    { _count: String(PAGE), _sort: '_lastUpdated' },
    { cache: 'no-store' },
  );
  for await (const page of pages) all.push(...page);
  const active = all.filter((one) => one.active !== false);
  const centres = active.filter(hasSystem(IDENTIFIERS.GESTIONNAIRE_3C)).map(referTo);
  const networks = active.filter(hasSystem(IDENTIFIERS.RRC)).map(referTo);
  const candidates = centres.length === 1 ? centres : networks;
  return { accounts: centres, ...(candidates.length === 1 && { owner: candidates[0] }) };
}

function hasSystem(system: string): (organization: Organization) => boolean {
  return ({ identifier = [] }) => identifier.some((one) => one.system === system);
}

function referTo({ id, name }: Organization): Reference<Organization> {
  return { reference: `Organization/${id}`, ...(name && { display: name }) };
}
