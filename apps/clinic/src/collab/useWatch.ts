import type { Bundle, Resource } from '@medplum/fhirtypes';
import { useMedplum } from '@medplum/react-hooks';
import { useEffect, useRef } from 'react';

/** Tells of each resource written that answers to a criteria, `Encounter?part-of=Encounter/1`. Undefined waits. */
export function useWatch(criteria: string | undefined, heard: (resource: Resource) => void): void {
  const medplum = useMedplum();
  const newest = useRef(heard);
  newest.current = heard;
  useEffect(() => {
    if (!criteria) return;
    const emitter = medplum.subscribeToCriteria(criteria);
    const listen = ({ payload }: { payload: Bundle }) => {
      for (const { resource } of payload.entry ?? []) {
        if (resource && resource.resourceType !== 'SubscriptionStatus') newest.current(resource);
      }
    };
    emitter.addEventListener('message', listen);
    return () => {
      emitter.removeEventListener('message', listen);
      medplum.unsubscribeFromCriteria(criteria);
    };
  }, [medplum, criteria]);
}
