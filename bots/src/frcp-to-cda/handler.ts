import { LNC } from '@dcc/fhir-profiles';
import { hasCode } from '@dcc/rules';
import type { BotEvent, MedplumClient } from '@medplum/core';
import type { Composition, DocumentReference, Task } from '@medplum/fhirtypes';
import { invalid } from '../shared/operation-outcome.ts';
import { ParametersReader } from '../shared/parameters.ts';
import { issue } from './issue.ts';
import { type Render, render } from './render.ts';

/**
 * `frcp-to-cda`: makes the document of a signed fiche (docs/model.md, "Signing and issuing").
 *
 * Trigger: subscription on Composition, status final or amended; or `$execute` with Parameters {composition},
 * to try again once a refused piece was completed. Duplicated, late, out-of-order and missed events give one
 * document per version, in order.
 *
 * @returns the DocumentReference; or the Task that lists in French what is missing; undefined when the
 * resource is not a signed fiche.
 */
export function handler(
  medplum: MedplumClient,
  event: Pick<BotEvent, 'input'>,
): Promise<DocumentReference | Task | undefined> {
  return handleWith(render, medplum, event);
}

/** The handler with its transforms given: for tests of everything around them. */
export async function handleWith(
  made: Render,
  medplum: MedplumClient,
  { input }: Pick<BotEvent, 'input'>,
): Promise<DocumentReference | Task | undefined> {
  const resource = input as Composition | undefined;
  if (resource?.resourceType === 'Composition') {
    if (!resource.id) {
      throw invalid('composition', 'la fiche reçue n’a pas d’identifiant.');
    }
    return hasCode(resource.type, LNC.FRCP) ? issue(medplum, resource.id, made) : undefined;
  }
  return issue(medplum, new ParametersReader(input).reference('composition', 'Composition').id, made);
}
