import { DCC_CODES } from '@dcc/fhir-profiles';
import type { BotEvent, MedplumClient } from '@medplum/core';
import type { Encounter } from '@medplum/fhirtypes';
import { readBatch } from '../shared/batch.ts';

/** When the answer must hold, and how long an invitation lasts after the session. */
export interface At {
  /** Instant (FHIR dateTime). */
  now: string;
  /** Days. */
  daysAfter: number;
}

const DEFAULT_DAYS = 30;
const MAX_DAYS = 3650;
const DAY_MS = 86_400_000;
/** A night is missed when a server is off: the next ones look back this far. */
const LOOK_BACK_DAYS = 15;

/**
 * The project secret DCC_INVITATION_DAYS.
 * @throws Error in French when it is no number of days: an invitation must not last by mistake.
 */
export function daysAfter(secrets: BotEvent['secrets'] | undefined): number {
  const text = secrets?.DCC_INVITATION_DAYS?.valueString ?? secrets?.DCC_INVITATION_DAYS?.valueInteger;
  if (text === undefined) return DEFAULT_DAYS;
  const days = Number(text);
  if (!/^\d+$/.test(String(text)) || days > MAX_DAYS) {
    throw new Error(
      `DCC_INVITATION_DAYS : un nombre de jours de 0 à ${MAX_DAYS} est attendu, pas « ${text} ».`,
    );
  }
  return days;
}

/** The sessions whose invitations ended in the last days. */
export async function closedSessions(
  medplum: MedplumClient,
  { now, daysAfter: days }: At,
): Promise<Encounter[]> {
  const day = (ago: number) => new Date(Date.parse(now) - ago * DAY_MS).toISOString().slice(0, 10);
  const { system, code } = DCC_CODES.SESSION;
  // A session lasts hours: the day it began, or the next, is the day it ended.
  const dates = `date=ge${day(days + LOOK_BACK_DAYS)}&date=le${day(days)}`;
  const [found = []] = await readBatch(medplum, [`Encounter?type=${system}|${code}&${dates}&_count=1000`]);
  return found.filter((one): one is Encounter => one.resourceType === 'Encounter');
}
