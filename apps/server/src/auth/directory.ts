import { isGone, isNotFound, normalizeOperationOutcome, Operator, type WithId } from '@medplum/core';
import type { AccessPolicy, Project, ProjectMembership, Reference, Resource } from '@medplum/fhirtypes';
import type { RequestContext } from '../context.ts';
import { fallbackPolicy } from '../policy/fallback.ts';
import type { Store } from '../store/index.ts';
import { policyOf } from './policy.ts';

/** Who a membership stands for, read once and kept until one of these resources changes. */
export interface Principal {
  readonly membership: WithId<ProjectMembership>;
  readonly project: WithId<Project>;
  readonly profile: WithId<Resource>;
  readonly accessPolicy?: AccessPolicy;
}

const WATCHED = new Set(['Project', 'ProjectMembership', 'ClientApplication', 'Bot', 'AccessPolicy']);

/** The server acting by itself in a project: seed, jobs, bookkeeping. Never derived from a request. */
export function systemContext(projectId: string): RequestContext {
  return { projectId, author: { reference: 'system' }, projectAdmin: true, superAdmin: true, extended: true };
}

/** Memberships, and what they give access to. Rights come from here at each request, never from the token. */
export class Directory {
  readonly #store: Store;
  readonly #cache = new Map<string, Promise<Principal | undefined>>();

  constructor(store: Store) {
    this.#store = store;
    store.afterCommit((events) => {
      if (events.some((event) => WATCHED.has(event.resource.resourceType))) {
        this.#cache.clear();
      }
    });
  }

  /** The principal of a membership; undefined when it, its project or its profile is gone or inactive. */
  async principal(membershipId: string): Promise<Principal | undefined> {
    const cached = this.#cache.get(membershipId);
    if (cached) {
      return cached;
    }
    const loading = this.#load(membershipId);
    this.#cache.set(membershipId, loading);
    loading.catch(() => this.#cache.delete(membershipId));
    return loading;
  }

  /**
   * The membership of a profile in a project. The project is the one the server wrote into the resource's
   * meta: the `project` element is the writer's text, and must not open another project.
   */
  async membershipOf(projectId: string, profile: string): Promise<WithId<ProjectMembership> | undefined> {
    const repo = this.#store.repo(systemContext(projectId));
    const found = await repo.searchResources<ProjectMembership>({
      resourceType: 'ProjectMembership',
      filters: [{ code: 'profile', operator: Operator.EQUALS, value: profile }],
      count: 100,
    });
    return found.find((one) => one.meta?.project === projectId && one.active !== false);
  }

  /** The context in which the store serves this principal. */
  context(principal: Principal, extended: boolean): RequestContext {
    const { membership, project } = principal;
    const { features, checkReferencesOnWrite } = project;
    return {
      projectId: project.id,
      author: membership.profile as Reference,
      projectAdmin: membership.admin === true,
      superAdmin: false,
      extended,
      accessPolicy: principal.accessPolicy ?? defaultPolicy(membership),
      project: { features, checkReferencesOnWrite },
    };
  }

  async #load(membershipId: string): Promise<Principal | undefined> {
    try {
      const system = this.#store.repo(systemContext(''));
      const membership = await system.readResource<ProjectMembership>('ProjectMembership', membershipId);
      const project = await system.readResource<Project>('Project', membership.meta?.project ?? '');
      const profile = await system.readReference<Resource>(membership.profile as Reference<Resource>);
      if (membership.active === false || !isActive(profile) || profile.meta?.project !== project.id) {
        return undefined;
      }
      return { membership, project, profile, accessPolicy: await policyOf(membership, system) };
    } catch (err) {
      const outcome = normalizeOperationOutcome(err);
      if (isNotFound(outcome) || isGone(outcome)) {
        return undefined;
      }
      throw err;
    }
  }
}

/** None for who administers, nor for bots: their code is put there by an administrator. */
function defaultPolicy({ admin, profile }: ProjectMembership): AccessPolicy | undefined {
  const reference = profile?.reference ?? '';
  return admin || reference.startsWith('Bot/') ? undefined : fallbackPolicy(reference);
}

function isActive(profile: Resource): boolean {
  return profile.resourceType !== 'ClientApplication' || (profile.status ?? 'active') === 'active';
}
