import type { MedplumClient } from '@medplum/core';
import type { Bundle, Practitioner, Resource, ResourceType } from '@medplum/fhirtypes';
import { createOnce, saveIfUnchanged } from '../data/save.ts';
import { initialsOf, practitionerName } from '../kit/names.ts';

/** How a shared resource is read and written: the server, as seen from one login. */
export interface Remote {
  read<T extends Resource>(reference: string): Promise<T>;
  /** The one resource with this `system|value`, if somebody made it already. */
  find<T extends Resource>(type: string, identifier: string): Promise<T | undefined>;
  /** Newest first. */
  history<T extends Resource>(reference: string): Promise<T[]>;
  /** @throws ConflictError when the version is no longer the current one. */
  update<T extends Resource>(resource: T): Promise<T>;
  create<T extends Resource>(resource: T, identifier: string): Promise<T>;
  /** Tells of each new version of what answers to a search, `CarePlan?_id=1`, until the returned function is called. */
  watch(criteria: string, heard: (resource: Resource) => void): () => void;
  /** Initials of who wrote this version. */
  writer(resource: Resource): Promise<string>;
  /** Initials of who is signed in here. */
  me(): string;
}

/** The server writes names with their titles as codes: "MME Anne LEROY DR". */
const TITLES = /(?<![\p{L}])(?:MME|MLLE|M|DR|PR)(?![\p{L}])/gu;

/** Marks are made of capitals: a person without a name is an X. */
const marked = (name: string): string => initialsOf(name).replace(/[^\p{Lu}]/gu, '') || 'X';

export function medplumRemote(medplum: MedplumClient): Remote {
  const me = () => {
    const profile = medplum.getProfile();
    return marked(profile?.resourceType === 'Practitioner' ? practitionerName(profile) : '');
  };
  const fresh = { cache: 'no-cache' } as const;
  const [typeOf, idOf] = [
    (ref: string) => ref.split('/')[0] as ResourceType,
    (ref: string) => ref.split('/')[1]!,
  ];
  return {
    read: <T extends Resource>(reference: string) =>
      medplum.readResource(typeOf(reference), idOf(reference), fresh) as unknown as Promise<T>,
    async find<T extends Resource>(type: string, identifier: string) {
      const found = await medplum.searchOne(type as ResourceType, { identifier }, fresh);
      return found as T | undefined;
    },
    async history<T extends Resource>(reference: string) {
      const bundle = (await medplum.readHistory(typeOf(reference), idOf(reference))) as Bundle;
      return (bundle.entry ?? []).flatMap(({ resource }) => (resource ? [resource as T] : []));
    },
    update: (resource) => saveIfUnchanged(medplum, resource),
    create: (resource, identifier) => createOnce(medplum, resource, identifier),
    watch(criteria, heard) {
      const emitter = medplum.subscribeToCriteria(criteria);
      const listen = ({ payload }: { payload: Bundle }) => {
        const found = (payload.entry ?? []).find(
          ({ resource }) => resource?.resourceType !== 'SubscriptionStatus',
        );
        if (found?.resource) heard(found.resource);
      };
      emitter.addEventListener('message', listen);
      return () => {
        emitter.removeEventListener('message', listen);
        medplum.unsubscribeFromCriteria(criteria);
      };
    },
    async writer(resource) {
      const author = resource.meta?.author;
      if (author?.reference && author.reference === medplum.getActiveLogin()?.profile?.reference) return me();
      if (author?.display) return marked(author.display.replace(TITLES, ' ').trim());
      if (!author?.reference?.startsWith('Practitioner/')) return 'X';
      return marked(practitionerName((await medplum.readReference(author)) as Practitioner));
    },
    me,
  };
}
