import { EXTENSIONS, profile } from '@dcc/fhir-profiles';
import type { MedplumClient } from '@medplum/core';
import type {
  Encounter,
  Group,
  HealthcareService,
  PractitionerRole,
  Reference,
  Resource,
} from '@medplum/fhirtypes';
import { readBatch } from '../shared/batch.ts';

/** Usual participants of a RCP (docs/model.md, Catalogue entry). */
const MEMBER = profile('dcc-rcp-member');
/** Ids of one search: a URL has a length. */
const PER_SEARCH = 100;
/** People and groups change by the day, cases by the second: a warm bot asks for them once a minute. */
const KEPT_MS = 60_000;
const kept = new Map<string, { resource: Resource; until: number }>();

/** Forgets what a warm bot keeps: tests change people in the same second. */
export function forget(): void {
  kept.clear();
}

/** Who works where, who is a member of which RCP, and under which name an establishment is invited. */
export class Directory {
  readonly #medplum: MedplumClient;
  readonly #base: string;

  constructor(medplum: MedplumClient) {
    this.#medplum = medplum;
    this.#base = medplum.getBaseUrl();
  }

  /** Reads what sessions and cases point to, so that `resolve`, `members` and `groups` know it. */
  async load(encounters: readonly Encounter[], more: readonly (string | undefined)[] = []): Promise<void> {
    const rcps = [...new Set([...encounters.map(rcpOf), ...more])];
    await this.#read(rcps.filter((one) => one?.startsWith('HealthcareService/')) as string[]);
    const people = [
      ...encounters.flatMap((one) => one.participant?.map(({ individual }) => individual?.reference) ?? []),
      ...rcps.flatMap((one) => this.#memberReferences(one)),
      ...more,
    ];
    await this.#read(people.filter((one) => one?.startsWith('PractitionerRole/')) as string[]);
    await this.#readGroups(people.flatMap((one) => this.role(one)?.organization?.reference ?? []));
  }

  readonly resolve = (reference: Reference | undefined): Resource | undefined => {
    return this.#get(reference?.reference ?? '');
  };

  role(reference: string | undefined): PractitionerRole | undefined {
    const found = this.#get(reference ?? '');
    return found?.resourceType === 'PractitionerRole' ? found : undefined;
  }

  rcp(reference: string | undefined): HealthcareService | undefined {
    const found = this.#get(reference ?? '');
    return found?.resourceType === 'HealthcareService' ? found : undefined;
  }

  /** Members of the RCP of a session or a case. */
  members(encounter: Encounter): PractitionerRole[] {
    return this.#memberReferences(rcpOf(encounter)).flatMap((one) => this.role(one) ?? []);
  }

  /** Organization -> Group of its professionals. */
  get groups(): ReadonlyMap<string, string> {
    const found = [...kept].flatMap(([key, { resource }]): [string, string][] => {
      const organization = key.startsWith(`${this.#base}group of `)
        ? key.slice(`${this.#base}group of `.length)
        : '';
      return organization && resource ? [[organization, `Group/${resource.id}`]] : [];
    });
    return new Map(found);
  }

  #memberReferences(rcp: string | undefined): string[] {
    const members = this.rcp(rcp)?.extension?.filter(({ url }) => url === MEMBER) ?? [];
    return members.flatMap(({ extension }) => {
      return extension?.find(({ url }) => url === 'role')?.valueReference?.reference ?? [];
    });
  }

  async #read(references: readonly string[]): Promise<void> {
    const wanted = [...new Set(references)].filter((one) => this.#isStale(one));
    const types = Map.groupBy(wanted, (one) => one.split('/')[0]!);
    const urls = [...types].flatMap(([type, all]) =>
      chunks(all).map(
        (some) => `${type}?_id=${some.map((one) => one.split('/')[1]).join()}&_count=${PER_SEARCH}`,
      ),
    );
    for (const one of (await readBatch(this.#medplum, urls)).flat()) {
      this.#keep(`${one.resourceType}/${one.id}`, one);
    }
  }

  async #readGroups(organizations: readonly string[]): Promise<void> {
    const wanted = [...new Set(organizations)].filter((one) => this.#isStale(`group of ${one}`));
    const urls = chunks(wanted).map(
      (some) => `Group?managing-entity=${some.join()}&type=practitioner&_count=${PER_SEARCH}`,
    );
    for (const one of (await readBatch(this.#medplum, urls)).flat() as Group[]) {
      this.#keep(`group of ${one.managingEntity?.reference}`, one);
    }
  }

  #keep(key: string, resource: Resource): void {
    kept.set(this.#base + key, { resource, until: Date.now() + KEPT_MS });
  }

  #isStale(key: string): boolean {
    return (kept.get(this.#base + key)?.until ?? 0) < Date.now();
  }

  #get(key: string): Resource | undefined {
    return kept.get(this.#base + key)?.resource;
  }
}

/** `HealthcareService/<id>` of a session or a case. */
export function rcpOf({ extension }: Encounter): string | undefined {
  return extension?.find(({ url }) => url === EXTENSIONS.RCP)?.valueReference?.reference;
}

function chunks<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / PER_SEARCH) }, (_, i) =>
    all.slice(i * PER_SEARCH, (i + 1) * PER_SEARCH),
  );
}
