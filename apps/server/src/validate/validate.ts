import {
  badRequest,
  isOk,
  normalizeOperationOutcome,
  OperationOutcomeError,
  type TypedValueWithPath,
  validateResource,
} from '@medplum/core';
import type { OperationOutcomeIssue, Resource } from '@medplum/fhirtypes';
import { hasFeature } from '../context.ts';
import { withoutVersion } from '../store/canonical.ts';
import type { Session } from '../store/session.ts';
import { bindingIssues } from './bindings.ts';
import { inFrench } from './french.ts';
import { remainingInvariants } from './invariants.ts';
import { thinned } from './long-lists.ts';
import { profileOf, validateAgainst } from './profiles.ts';

/** base64 of one attachment: larger contents belong in a Binary, which is not JSON. */
const MAX_BASE64_BYTES = 16 * 1024 * 1024;

type Tokens = Record<string, TypedValueWithPath[]>;

/**
 * Refuses a resource (already guarded) that breaks its base type, a profile it declares, or (project feature
 * validate-terminology) a required binding of either.
 * @returns the warnings.
 * @throws OperationOutcomeError 400 with every error at once, each with the path of its element and a French
 *   text.
 */
export function checkResource(session: Session, resource: Resource): OperationOutcomeIssue[] {
  const issues = validationIssues(session, resource);
  if (issues.some((issue) => issue.severity === 'error' || issue.severity === 'fatal')) {
    throw new OperationOutcomeError({ resourceType: 'OperationOutcome', issue: issues });
  }
  return issues;
}

/** Everything wrong with a resource, warnings included. */
export function validationIssues(session: Session, resource: Resource): OperationOutcomeIssue[] {
  const short = thinned(resource);
  const issues = issuesOf(session, short, resource);
  // What is wrong is told of the whole, so that paths are those of what was sent.
  return short !== resource && issues.length > 0 ? issuesOf(session, resource, resource) : issues;
}

/** @param short what the base type is checked on: `thinned`. Profiles may limit a list: they see the whole. */
function issuesOf(session: Session, short: Resource, resource: Resource): OperationOutcomeIssue[] {
  const tokens: Tokens = {};
  const options = { collect: { tokens }, base64BinaryMaxBytes: MAX_BASE64_BYTES };
  const issues = collected(() => validateResource(short, options));
  issues.push(...remainingInvariants(resource, resource.resourceType, issues));
  for (const canonical of resource.meta?.profile ?? []) {
    issues.push(...profileIssues(session, resource, canonical, tokens));
  }
  if (hasFeature(session.context, 'validate-terminology')) {
    issues.push(...bindingIssues(session, tokens));
  }
  return unique(issues.map(inFrench));
}

function profileIssues(
  session: Session,
  resource: Resource,
  canonical: string,
  tokens: Tokens,
): OperationOutcomeIssue[] {
  const profile = profileOf(session, withoutVersion(canonical));
  const path = `${resource.resourceType}.meta.profile`;
  if (!profile) {
    return [];
  }
  if (profile.problem !== undefined) {
    const text = `Profil inutilisable : ${profile.url} (${profile.problem})`;
    return badRequest(text, path).issue!;
  }
  if (profile.type !== resource.resourceType) {
    return badRequest(`Le profil ${profile.url} décrit une ressource ${profile.type}`, path).issue!;
  }
  const options = { collect: { tokens }, base64BinaryMaxBytes: MAX_BASE64_BYTES };
  const issues = collected(() => validateAgainst(resource, profile, options));
  return [...issues, ...remainingInvariants(resource, profile.dataType!, issues)];
}

/** @medplum/core throws its issues when one is an error, and returns them otherwise. */
function collected(validate: () => OperationOutcomeIssue[]): OperationOutcomeIssue[] {
  try {
    return [...validate()];
  } catch (error) {
    if (error instanceof OperationOutcomeError && !isOk(error.outcome)) {
      return [...error.outcome.issue];
    }
    // A crash on hostile input is the input's fault: it is refused, and the server lives.
    return [...normalizeOperationOutcome(error).issue];
  }
}

/** A profile's snapshot repeats its base, so the same error comes twice. */
function unique(issues: OperationOutcomeIssue[]): OperationOutcomeIssue[] {
  const seen = new Map<string, OperationOutcomeIssue>();
  for (const issue of issues) {
    const key = `${issue.severity} ${issue.expression?.join()} ${issue.details?.text}`;
    if (!seen.has(key)) {
      seen.set(key, issue);
    }
  }
  return [...seen.values()];
}
