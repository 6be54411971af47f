import {
  getAllDataTypes,
  type InternalTypeSchema,
  parseStructureDefinition,
  type ValidatorOptions,
  validateTypedValue,
} from '@medplum/core';
import type { OperationOutcomeIssue, Resource, StructureDefinition } from '@medplum/fhirtypes';
import { canonicalContent, findCanonical } from '../store/canonical.ts';
import type { Session } from '../store/session.ts';

/** A profile ready to be checked against, or the reason why it cannot be. */
export interface CompiledProfile {
  readonly url: string;
  /** Resource type it constrains. */
  readonly type: string;
  /** Its name in @medplum/core's type table; undefined when the definition cannot be checked. */
  readonly dataType: string | undefined;
  readonly problem: string | undefined;
}

/** Profiles of one server are tens; the limit only bounds a project that writes new versions for years. */
const MAX_COMPILED = 500;

/**
 * By "rid vid" of the StructureDefinition: a new version is another key, so nothing has to be invalidated.
 */
const compiled = new WeakMap<object, Map<string, CompiledProfile>>();
let sequence = 0;

/**
 * The profile a resource declares, compiled. Undefined when the store does not have it, or it has no
 * snapshot: Medplum accepts both without a check, as a client may name a profile that only it knows.
 */
export function profileOf(session: Session, url: string): CompiledProfile | undefined {
  const row = findCanonical(session, 'StructureDefinition', url);
  if (!row) {
    return undefined;
  }
  let cache = compiled.get(session.engine);
  if (!cache) {
    cache = new Map();
    compiled.set(session.engine, cache);
  }
  const key = `${row.rid} ${row.vid}`;
  let profile = cache.get(key);
  if (!profile) {
    profile = compile(canonicalContent<StructureDefinition>(session, row));
    remember(cache, key, profile);
  }
  return profile.dataType || profile.problem ? profile : undefined;
}

/** Checks the resource against the profile; throws as validateResource does. */
export function validateAgainst(
  resource: Resource,
  profile: CompiledProfile,
  options: ValidatorOptions,
): OperationOutcomeIssue[] {
  return validateTypedValue({ type: profile.dataType!, value: resource }, options);
}

/**
 * @medplum/core parses a profile again at each validation (1 to 3 ms, twenty times the validation itself).
 *   Entered in its table of data types under a name of our own, the parsed profile is found as any base type
 *   is.
 */
function compile(definition: StructureDefinition): CompiledProfile {
  const base = { url: definition.url, type: definition.type };
  if (!definition.snapshot?.element?.length) {
    return { ...base, dataType: undefined, problem: undefined };
  }
  try {
    const dataType = `compiled-profile-${++sequence}`;
    // Not 'resource': core lists the resource types by this kind.
    const schema: InternalTypeSchema = { ...parseStructureDefinition(definition), kind: 'complex-type' };
    getAllDataTypes()[dataType] = schema;
    return { ...base, dataType, problem: undefined };
  } catch (error) {
    return { ...base, dataType: undefined, problem: (error as Error).message };
  }
}

function remember(cache: Map<string, CompiledProfile>, key: string, profile: CompiledProfile): void {
  if (cache.size >= MAX_COMPILED) {
    const [oldest, old] = cache.entries().next().value!;
    cache.delete(oldest);
    if (old.dataType) {
      delete getAllDataTypes()[old.dataType];
    }
  }
  cache.set(key, profile);
}
