import { badRequest, OperationOutcomeError } from '@medplum/core';
import type { Resource } from '@medplum/fhirtypes';
import { dateRange, MAX_TIME, MIN_TIME, type Range } from '../store/dates.ts';
import { indexRows } from '../store/indexer.ts';
import type { OperationInput } from './parameters.ts';

/** Search parameters that say when care was given, asked for or written down: not when it is due or was filed. */
const CARE_DATES = new Set([
  'authored',
  'authored-on',
  'authoredon',
  'collected',
  'created',
  'date',
  'datetime',
  'datewritten',
  'effective',
  'effective-time',
  'event-date',
  'identified',
  'occurrence',
  'period',
  'received',
  'sent',
  'started',
  'whenhandedover',
]);

/** What lasts rather than happens: part of the record at any time. */
const LASTING = new Set([
  'Account',
  'AllergyIntolerance',
  'CareTeam',
  'Condition',
  'Consent',
  'Coverage',
  'EpisodeOfCare',
  'FamilyMemberHistory',
  'Flag',
  'Goal',
  'List',
  'Patient',
  'Person',
  'RelatedPerson',
  'ResearchSubject',
  'Schedule',
]);

/**
 * The care dates asked for by `start` and `end` of `$everything`, both included: "2026-02" is the whole of
 * February. Undefined when neither is given.
 * @throws OperationOutcomeError 400 for what is no date, or an end before its start.
 */
export function careRange(input: OperationInput): Range | undefined {
  const [start, end] = [read(input, 'start'), read(input, 'end')];
  if (!start && !end) {
    return undefined;
  }
  const range = { low: start?.low ?? MIN_TIME, high: end?.high ?? MAX_TIME };
  if (range.low > range.high) {
    throw new OperationOutcomeError(badRequest('Paramètre end : avant start', 'end'));
  }
  return range;
}

/**
 * Does a resource belong to a record of that time? What has no care date does: a record that lacks a part
 * without a word is worse than one with a part too many.
 */
export function isWithin(resource: Resource, range: Range): boolean {
  if (LASTING.has(resource.resourceType)) {
    return true;
  }
  const prefix = `${resource.resourceType}.`;
  const dates = [...indexRows(resource).values()].flatMap((row) =>
    row.table === 'date' && CARE_DATES.has(row.param.slice(prefix.length)) ? [row] : [],
  );
  return dates.length === 0 || dates.some(({ low, high }) => low <= range.high && high >= range.low);
}

function read(input: OperationInput, name: 'start' | 'end'): Range | undefined {
  const text = input.text(name);
  const range = text === undefined ? undefined : dateRange(text);
  if (text !== undefined && !range) {
    throw new OperationOutcomeError(badRequest(`Paramètre ${name} : une date est attendue`, name));
  }
  return range;
}
