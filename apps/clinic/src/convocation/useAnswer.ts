import type { Appointment } from '@medplum/fhirtypes';
import { useMedplum } from '@medplum/react-hooks';
import { type AnswerWish, giveAnswer } from '../calendar/actions.ts';
import { useAction } from '../calendar/useAction.ts';

/** Stores answers to one convocation. */
export function useAnswer(convocation: Appointment) {
  const medplum = useMedplum();
  const { run, busy, error } = useAction();
  return { busy, error, give: (wish: AnswerWish) => run(() => giveAnswer(medplum, convocation, wish)) };
}
