import { badRequest, deepEquals, OperationOutcomeError } from '@medplum/core';
import type { ClientApplication, Project, Resource } from '@medplum/fhirtypes';
import { isSealedSecret } from '../auth/project-secrets.ts';
import { isHashedSecret } from '../auth/secret.ts';
import { blobOf } from '../binary/token.ts';
import type { WriteEvent } from '../context.ts';

/**
 * Last look at every write, inside its transaction and whatever way it took (PATCH, GraphQL, a bundle):
 * throwing undoes it. What it refuses has one right way, which the error names.
 */
export class WriteGuard {
  readonly #deployed = new Set<string>();

  /** Told by `$deploy` of the Binary it made, before the bot is written: no other code can become a bot's. */
  allowCode(url: string): void {
    this.#deployed.add(url);
  }

  check(events: readonly WriteEvent[]): void {
    for (const { resource, previous, interaction } of events) {
      if (interaction !== 'delete') {
        this.#resource(resource, previous);
      }
    }
  }

  #resource(resource: Resource, previous: Resource | undefined): void {
    switch (resource.resourceType) {
      case 'Binary':
        refuse(
          resource.data !== undefined && !blobOf(resource),
          'Le contenu d’un Binary se remplace par PUT',
          'Binary.data',
        );
        break;
      case 'ClientApplication':
        refuse(hasClearSecret(resource), 'Un secret se remplace par PUT', 'ClientApplication.secret');
        break;
      case 'Project':
        refuse(hasClearSetting(resource), 'Les secrets se remplacent par PUT', 'Project.secret');
        break;
      case 'Bot': {
        const code = resource.executableCode;
        const before = previous?.resourceType === 'Bot' ? previous.executableCode : undefined;
        // Code runs inside the server: whoever may write a Bot may not thereby choose what runs.
        const foreign =
          code !== undefined && !deepEquals(code, before) && !this.#deployed.delete(code.url ?? '');
        refuse(foreign, 'Le code d’un bot se change par $deploy', 'Bot.executableCode');
        break;
      }
    }
  }
}

function hasClearSecret({ secret, retiringSecret }: ClientApplication): boolean {
  return [secret, retiringSecret].some((one) => one !== undefined && !isHashedSecret(one));
}

function hasClearSetting({ secret }: Project): boolean {
  return (secret ?? []).some(({ name: _, ...value }) => {
    return Object.values(value).some((one) => typeof one !== 'string' || !isSealedSecret(one));
  });
}

function refuse(condition: boolean, text: string, expression: string): void {
  if (condition) {
    throw new OperationOutcomeError(badRequest(text, expression));
  }
}
