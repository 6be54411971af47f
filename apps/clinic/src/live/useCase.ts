import type {
  CarePlan,
  Composition,
  Encounter,
  Observation,
  Resource,
  ServiceRequest,
} from '@medplum/fhirtypes';
import { useCallback, useEffect, useRef, useState } from 'react';
import { type Shared, useShared } from '../collab/index.ts';
import { useFhir } from '../data/query.ts';
import { type CaseFile, loadCase } from '../fiche/model/index.ts';
import { type Openings, openingsOf } from './case-file.ts';
import { retold } from './retell.ts';

/** Everything of one case that the room reads and writes. */
export interface LiveCase {
  file?: CaseFile;
  error: unknown;
  reload: () => void;
  rcpCase: Shared<Encounter>;
  fiche: Shared<Composition>;
  plan: Shared<CarePlan>;
  referentiel: Shared<Observation>;
  trial: Shared<Observation>;
  recours: Shared<ServiceRequest>;
  surveillance: Shared<ServiceRequest>;
  inscription: Shared<ServiceRequest>;
  /** Tells the fiche what has been decided, with these resources besides. */
  retell: (more?: readonly Resource[]) => void;
  /** Saves all of it; resolves when it is saved or kept here. */
  flush: () => Promise<void>;
  /** All of them, for the line that says what became of what was typed. */
  all: Shared<Resource>[];
}

export function useCase(id: string, me: string | undefined): LiveCase {
  const query = useFhir(['case', id], (medplum) => loadCase(medplum, id));
  const file = query.data;
  // Once opened a resource keeps its name: read again after it was made, it would be another document to type in.
  const [held, setHeld] = useState<{ id: string; openings: Openings | undefined }>();
  const openings = held?.id === id ? held.openings : undefined;
  if (!openings && file?.fiche && file.rcpCase.id === id) {
    setHeld({ id, openings: openingsOf(file, me, new Date().toISOString()) });
  }
  const rcpCase = useShared<Encounter>(`Encounter/${id}`);
  const composition = file?.fiche?.composition.id;
  const fiche = useShared<Composition>(composition && `Composition/${composition}`);
  const plan = useShared(openings?.plan);
  const referentiel = useShared(openings?.referentiel);
  const trial = useShared(openings?.trial);
  const recours = useShared(openings?.recours);
  const surveillance = useShared(openings?.surveillance);
  const inscription = useShared<ServiceRequest>(file?.rcpCase.basedOn?.[0]?.reference);
  const decided = [plan, referentiel, trial, recours, surveillance];
  const all = [rcpCase, fiche, ...decided] as unknown as Shared<Resource>[];

  const newest = useRef<(Resource | undefined)[]>([]);
  /** Exams made on this screen: the case was read before them. */
  const besides = useRef(new Map<string, Resource>());
  newest.current = decided.map(({ value }) => value as Resource | undefined);
  const retell = useCallback(
    (more: readonly Resource[] = []) => {
      const records = new Map(file?.records);
      for (const one of more) besides.current.set(`${one.resourceType}/${one.id}`, one);
      for (const one of [...newest.current, ...besides.current.values()]) {
        if (one?.id) records.set(`${one.resourceType}/${one.id}`, one);
      }
      fiche.change((draft) =>
        retold(draft, records, { now: new Date().toISOString(), ...(me ? { me } : {}) }),
      );
    },
    [file, fiche.change, me],
  );
  useLinking(id, decided as unknown as Shared<Resource>[], fiche, retell);
  const flush = async () => {
    await Promise.all([...all, inscription].map((one) => one.flush()));
  };
  return {
    file,
    error: query.error,
    reload: () => void query.refetch(),
    rcpCase,
    fiche,
    plan,
    referentiel,
    trial,
    recours,
    surveillance,
    inscription,
    retell,
    flush,
    all,
  };
}

/** What gets its place on the server is pointed to by the fiche at once, by whoever made it. */
function useLinking(
  id: string,
  decided: readonly Shared<Resource>[],
  fiche: Shared<Composition>,
  retell: () => void,
): void {
  const seen = useRef<{ id: string; made: Set<string> } | undefined>(undefined);
  const ids = decided
    .flatMap(({ value, savedAt }) => (value?.id && savedAt ? [`${value.resourceType}/${value.id}`] : []))
    .join();
  const ready = fiche.value !== undefined && decided.every(({ state }) => state !== 'loading');
  useEffect(() => {
    if (!ready) return;
    const made = new Set(ids.split(',').filter(Boolean));
    const before = seen.current?.id === id ? seen.current.made : undefined;
    seen.current = { id, made };
    // Saved from here, and not before: whoever else made something tells the fiche of it too.
    if (before && [...made].some((one) => !before.has(one))) retell();
  }, [id, ready, ids, retell]);
}
