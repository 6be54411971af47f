import type { InscriptionDraft } from '@dcc/rules/src/inscription/draft.ts';
import type { Target } from '@dcc/rules/src/inscription/request.ts';
import { unstash } from '@dcc/rules/src/inscription/stash.ts';
import { draftRequest } from '@dcc/rules/src/inscription/transaction.ts';
import type { ServiceRequest } from '@medplum/fhirtypes';
import { useEffect, useMemo, useRef, useState } from 'react';
import { type Shared, useShared } from '../collab/useShared.ts';

export interface Inscription {
  /** Undefined while it loads. */
  draft?: InscriptionDraft;
  shared: Shared<ServiceRequest>;
  edit(change: (draft: InscriptionDraft) => InscriptionDraft): void;
}

/**
 * The draft being written. What is typed stays here as typed; each change also goes, as FHIR, to the shared resource,
 * which saves it, keeps it encrypted when the server is away, and brings what somebody else wrote.
 */
export function useInscription(
  reference: string | undefined,
  target: Omit<Target, 'now'> | undefined,
): Inscription {
  const shared = useShared<ServiceRequest>(reference);
  const [draft, setDraft] = useState<InscriptionDraft>();
  // What this screen last made of the draft: the same content coming back is no news.
  const mine = useRef<string>('');
  const current = useRef<InscriptionDraft>(undefined);
  const { value } = shared;

  useEffect(() => {
    if (!value) return;
    const said = contentOf(value);
    if (said === mine.current) return;
    mine.current = said;
    current.current = unstash(value);
    setDraft(current.current);
  }, [value]);

  return useMemo(
    () => ({
      draft,
      shared,
      edit: (change) => {
        if (!current.current || !target) return;
        const next = change(current.current);
        current.current = next;
        setDraft(next);
        shared.change((stored) => {
          const made = draftRequest(
            next,
            { ...target, now: stored.authoredOn ?? new Date().toISOString() },
            stored,
          );
          mine.current = contentOf(made);
          return made;
        });
      },
    }),
    [draft, shared, target],
  );
}

function contentOf({ meta: _, ...content }: ServiceRequest): string {
  return JSON.stringify(content, sortedKeys);
}

/** Servers give keys back in their own order. */
function sortedKeys(_: string, value: unknown): unknown {
  if (!value || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
