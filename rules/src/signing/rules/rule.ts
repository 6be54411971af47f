import type { Composition, Resource } from '@medplum/fhirtypes';
import type { FrcpRecord } from '../record.ts';

/** Adds one refusal; the resource to correct is the Composition when none is given. */
export type Refuse = (code: string, field: string, message: string, resource?: Resource) => void;

export interface RuleContext {
  /** The instant the rules are run at, FHIR instant. */
  now: string;
  /** The version that this one says it replaces; undefined when it was not found. */
  previous?: Composition;
}

/** A crossing rule: reads the whole record, refuses as often as it must, never throws, changes nothing. */
export type Rule = (record: FrcpRecord, refuse: Refuse, context: RuleContext) => void;
