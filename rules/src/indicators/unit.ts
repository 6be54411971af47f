import type { Bundle } from '@medplum/fhirtypes';

/**
 * What expressions are evaluated on: one collection Bundle that holds everything they may ask for, so that
 * none has to fetch. `kind` is the name Measures use: `case` (one patient's passage in one session) or
 * `session`.
 */
export interface EvaluationUnit {
  readonly kind: string;
  /** Of the resource that the unit is about; for messages. */
  readonly id: string;
  readonly bundle: Bundle;
}
