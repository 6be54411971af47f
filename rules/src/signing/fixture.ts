import { EXTENSIONS } from '@dcc/fhir-profiles';
import { golden, goldenResources } from '@dcc/fhir-profiles/examples/golden.ts';
import type { Bundle, Composition, Resource } from '@medplum/fhirtypes';

/** A day after the golden fiche was signed: nothing in it is in the future. */
export const NOW = '2026-10-15T09:00:00+02:00';

/** The golden record of the tests, one resource of which may be changed by its file name. */
export class Fixture {
  readonly resources = new Map<string, Resource>(goldenResources());

  get<T extends Resource>(name: string): T {
    const resource = this.resources.get(name);
    if (!resource) {
      throw new Error(`No golden resource named ${name}`);
    }
    return resource as T;
  }

  get composition(): Composition {
    return this.get('frcp');
  }

  /** Drops a resource from the record, leaving the references to it. */
  drop(name: string): void {
    this.resources.delete(name);
  }

  bundle(): Bundle {
    const others = [...this.resources].filter(([name]) => name !== 'frcp').map(([, resource]) => resource);
    const entry = [this.composition, ...others].map((resource) => ({ resource }));
    return { resourceType: 'Bundle', type: 'document', entry } as Bundle;
  }
}

/** Makes the golden fiche the second version of itself, and returns the first. */
export function amend(fixture: Fixture): Composition {
  const first = { ...golden<Composition>('frcp'), id: '11111111-1111-4111-8111-111111111111' };
  const second = fixture.composition;
  second.status = 'amended';
  second.relatesTo = [{ code: 'replaces', targetReference: { reference: `Composition/${first.id}` } }];
  const version = second.extension!.find(({ url }) => url === EXTENSIONS.DOCUMENT_VERSION)!;
  version.valuePositiveInt = 2;
  second.extension!.push({ url: EXTENSIONS.AMENDMENT_REASON, valueString: 'Erreur de latéralité' });
  return first;
}
