import type { HealthcareService, Questionnaire } from '@medplum/fhirtypes';
import { useMedplum } from '@medplum/react-hooks';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useWho } from '../../data/who.ts';
import type { Organ } from '../model/index.ts';
import { type FoundForm, readBegun, readForms } from './read.ts';
import { canonicalOf, nextForm, wantedForms, wantedG8 } from './wanted.ts';

const TEN_MINUTES = 600_000;
const SOON = 5_000;

export interface OrganForm {
  /** The form to show; undefined while it is read, when there is none, when its version is lost. */
  found?: FoundForm | undefined;
  /** What the RCP offers; more than one is a choice. */
  offered: readonly Questionnaire[];
  choose(canonical: string): void;
  pending: boolean;
  /** Answers were given in a version that nobody has any more. */
  lost: boolean;
  error?: unknown;
  retry(): void;
}

/** The organ form of a case. @param organ the answers there are, and the form they were given in. */
export function useOrganForm(
  rcp: HealthcareService | undefined,
  theme: string | undefined,
  organ: Pick<Organ, 'form' | 'items'>,
): OrganForm {
  return useForm(
    useMemo(() => wantedForms(rcp, theme), [rcp, theme]),
    organ,
  );
}

/** The G8 of a case. @param given the answers there are, and the version they were given in. */
export function useG8Form(
  rcp: HealthcareService | undefined,
  given: Pick<Organ, 'form' | 'items'>,
): OrganForm {
  return useForm(
    useMemo(() => wantedG8(rcp), [rcp]),
    given,
  );
}

/**
 * A form of a case: once something is answered, the very version it was answered in; before, the one chosen among
 * those that are wanted.
 */
function useForm(wanted: readonly string[], { form: last, items }: Pick<Organ, 'form' | 'items'>): OrganForm {
  const begun = items.length > 0 ? last : undefined;
  const medplum = useMedplum();
  const who = useWho()?.reference;
  const [chosen, choose] = useState<string>();
  const offered = useQuery({
    queryKey: [who, 'organ-forms', ...wanted],
    queryFn: () => readForms(medplum, wanted),
    // The app's own copy gives way to the server's as soon as it answers.
    staleTime: ({ state }) => (state.data?.every(({ from }) => from === 'server') ? TEN_MINUTES : SOON),
  });
  const settled = begun !== undefined && !offered.isPending;
  const kept = useQuery({
    queryKey: [who, 'organ-begun', settled ? begun : undefined],
    queryFn: () => readBegun(medplum, begun!),
    enabled: settled,
    // What was on the screen at the first answer stays there: a version never changes.
    initialData: () => offered.data?.find(({ form }) => canonicalOf(form) === begun),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const list = offered.data ?? [];
  const found = begun ? (kept.data ?? undefined) : nextForm(list, chosen, last);
  const asked = begun ? kept : offered;
  return {
    found,
    offered: list.map(({ form }) => form),
    choose,
    pending: offered.isPending || (begun !== undefined && kept.isPending),
    lost: begun !== undefined && kept.data === null,
    error: found ? undefined : asked.error,
    retry: () => void asked.refetch(),
  };
}
