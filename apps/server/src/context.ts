import type { AccessPolicy, Reference, Resource } from '@medplum/fhirtypes';

/** Project features this server acts on (FHIR Project.feature codes of Medplum). */
export type ProjectFeature =
  | 'bots'
  | 'cron'
  | 'transaction-bundles'
  | 'validate-terminology'
  | 'websocket-subscriptions'
  | 'graphql-introspection'
  | (string & {});

/** What a project asks of every write: read once per request from the Project resource. */
export interface ProjectSettings {
  readonly features?: readonly ProjectFeature[];
  /** Project.checkReferencesOnWrite: a dangling reference is refused with its path. */
  readonly checkReferencesOnWrite?: boolean;
}

/**
 * Who asks, in which project and how: everything the store needs to know of a request.
 * Immutable: a repository is bound to one context for its whole life.
 */
export interface RequestContext {
  /** Project id (UUID). Reads see this project and the shared conformance project, and nothing else. */
  readonly projectId: string;
  /** Written into meta.author. */
  readonly author: Reference;
  /** Written into meta.onBehalfOf when the caller acts for somebody else. */
  readonly onBehalfOf?: Reference;
  /** ProjectMembership.admin: may write meta.accounts and project administration types. */
  readonly projectAdmin: boolean;
  /** The server itself (seed, jobs): every project, protected types, chosen ids. */
  readonly superAdmin: boolean;
  /**
   * `X-Medplum: extended`: meta.author, project, account(s) and compartment are returned, and accounts read.
   */
  readonly extended: boolean;
  /** Carried for the writer's compartment (meta.accounts); criteria and hidden fields come with issue 3. */
  readonly accessPolicy?: AccessPolicy;
  /** The token's scopes allow less than its bearer's rights: nothing may be left behind that acts by the latter. */
  readonly limited?: boolean;
  readonly project?: ProjectSettings;
}

/** One committed change, as subscriptions and audit need it. */
export interface WriteEvent {
  readonly interaction: 'create' | 'update' | 'delete';
  /** The new version, extended meta included; for a delete, the version that was deleted. */
  readonly resource: Resource & { id: string };
  /** The version before an update. */
  readonly previous?: Resource & { id: string };
  readonly projectId: string;
  readonly author: Reference;
}

/** True when the project has the feature. */
export function hasFeature(context: RequestContext, feature: ProjectFeature): boolean {
  return context.project?.features?.includes(feature) ?? false;
}
