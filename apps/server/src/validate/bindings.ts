import { normalizeErrorString, type TypedValueWithPath } from '@medplum/core';
import type { CodeableConcept, Coding, OperationOutcomeIssue, Quantity } from '@medplum/fhirtypes';
import { withoutVersion } from '../store/canonical.ts';
import type { Session } from '../store/session.ts';
import { type Expansion, expansionOf, member } from '../terminology/expansion.ts';

/**
 * Whose value sets may be missing: R4 binds some to code systems that nobody can enumerate (mime types,
 * languages).
 */
const BASE = /^https?:\/\/(hl7\.org\/fhir|terminology\.hl7\.org)\//;

/**
 * Codes outside the required value set of their element.
 *
 * What cannot be known is accepted: a value set of the base specification that is not stored, and a code of a
 * system that the set includes whole but that is not stored. Any other unknown value set is an error, as on
 * Medplum: our own bindings must not pass because a seed was forgotten.
 */
export function bindingIssues(
  session: Session,
  tokens: Readonly<Record<string, TypedValueWithPath[]>>,
): OperationOutcomeIssue[] {
  const issues: OperationOutcomeIssue[] = [];
  for (const [canonical, values] of Object.entries(tokens)) {
    const url = withoutVersion(canonical);
    const expansion = expand(session, url);
    if (typeof expansion === 'string') {
      if (!BASE.test(url)) {
        issues.push(issue('not-found', expansion, values[0]!.path));
      }
      continue;
    }
    for (const value of values) {
      if (!satisfies(expansion, value)) {
        issues.push(issue('code-invalid', refusal(value, url), value.path));
      }
    }
  }
  return issues;
}

/** The expansion, or why there is none. */
function expand(session: Session, url: string): Expansion | string {
  try {
    return expansionOf(session, url) ?? `Jeu de valeurs inconnu du serveur : ${url}`;
  } catch (error) {
    return normalizeErrorString(error);
  }
}

/** One coding of a concept in the set is enough; text alone is not a code. */
function satisfies(expansion: Expansion, { type, value }: TypedValueWithPath): boolean {
  if (value === undefined || value === null) {
    return true;
  }
  switch (type) {
    case 'CodeableConcept':
      return ((value as CodeableConcept).coding ?? []).some((coding) => inSet(expansion, coding));
    case 'Coding':
      return inSet(expansion, value as Coding);
    case 'Quantity': {
      const { system, code } = value as Quantity;
      return code === undefined || inSet(expansion, { system, code });
    }
    default:
      return typeof value !== 'string' || member(expansion, undefined, value) !== false;
  }
}

function inSet(expansion: Expansion, coding: Coding): boolean {
  return coding.code !== undefined && member(expansion, coding.system ?? '', coding.code) !== false;
}

function refusal({ type, value }: TypedValueWithPath, url: string): string {
  const codings: Coding[] =
    type === 'CodeableConcept'
      ? ((value as CodeableConcept).coding ?? [])
      : typeof value === 'string'
        ? [{ code: value }]
        : [value];
  const codes = codings.map(({ system, code }) => (system ? `${system}|${code}` : `${code}`)).join(', ');
  return `Code hors du jeu de valeurs ${url} : ${codes || 'aucun code'}`;
}

function issue(code: 'not-found' | 'code-invalid', text: string, path: string): OperationOutcomeIssue {
  return { severity: 'error', code, details: { text }, expression: [path] };
}
