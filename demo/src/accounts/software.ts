import type { Role } from '@dcc/fhir-profiles/src/policies.ts';
import type { MedplumClient } from '@medplum/core';
import type { AccessPolicy, ProjectMembership, Reference } from '@medplum/fhirtypes';
import { ESTABLISHMENTS } from '../region/structures.ts';
import { accessOf, type Translate } from './access.ts';
import { projectOf } from './project.ts';

/** Id and secret of a program that signs in by itself. */
export interface Client {
  clientId: string;
  clientSecret: string;
}

/** The software (DPI) of each establishment, with the rights of its own establishment. */
export async function provisionSoftware(
  service: MedplumClient,
  known: Record<string, Client>,
  policies: ReadonlyMap<Role, Reference<AccessPolicy>>,
  translate: Translate,
  made: () => void,
): Promise<void> {
  for (const { key, name } of ESTABLISHMENTS) {
    known[key] ??= await create(service, name);
    const profile = `ClientApplication/${known[key].clientId}`;
    const membership = await service.searchOne('ProjectMembership', { profile }, { cache: 'reload' });
    if (!membership) throw new Error(`Le logiciel de ${name} n’est pas membre du projet.`);
    const access = accessOf('logiciel-dpi', [key], policies, translate);
    if (JSON.stringify(membership.access) !== JSON.stringify(access)) {
      await service.updateResource<ProjectMembership>({ ...membership, access });
    }
    made();
  }
}

async function create(service: MedplumClient, establishment: string): Promise<Client> {
  const body = { name: `DPI : ${establishment}` };
  const client = await service.post(`admin/projects/${projectOf(service)}/client`, body);
  return { clientId: client.id, clientSecret: client.secret };
}
