import { OperationOutcomeError, validateResource } from '@medplum/core';
import type { OperationOutcomeIssue, Resource } from '@medplum/fhirtypes';
import type { Session } from '../store/session.ts';
import { guard } from './guard.ts';

export function checkResource(_session: Session, resource: Resource): OperationOutcomeIssue[] {
  guard(resource, resource.resourceType);
  return validateResource(resource);
}

void OperationOutcomeError;
