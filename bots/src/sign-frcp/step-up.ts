import { MAX_SERIES, seriesPurpose } from '@dcc/rules';
import { deepEquals, type MedplumClient } from '@medplum/core';
import type { Composition } from '@medplum/fhirtypes';
import { readBatch } from '../shared/batch.ts';
import type { BotError } from '../shared/operation-outcome.ts';
import { forbidden } from '../shared/operation-outcome.ts';

/** What a request to sign says of its second factor. */
export interface Shown {
  /** The proof that `auth/mfa/verify` gave; absent when none was asked for. */
  stepUp: string | undefined;
  /** The fiches re-read together, when one code signs a series: versioned references, in the order shown. */
  series: readonly string[];
}

/** How sure it is that it was her. */
export interface Factor {
  /** What the Provenance says of it, in French. */
  factor: string;
  /** When the code was typed, in ms since 1970; undefined without a proof. */
  codeAt: number | undefined;
}

/** RFC 7662 answer for a proof (docs/adr/0009-step-up.md). */
interface Introspection {
  active: boolean;
  token_type?: string;
  profile?: string;
  purpose?: string;
  /** Seconds since 1970. */
  auth_time?: number;
}

/**
 * Refuses a signature whose second factor was not asked for again, for this very version and this person.
 *
 * @param fiche what is signed, as just read.
 * @param signer `Practitioner/id` of the attester.
 * @param setting the project secret DCC_STEP_UP; `if-available` accepts a request without a proof, for servers
 * that cannot give one. A proof that is given must be right in any case.
 * @returns what the Provenance says of it, in French, and when the code was typed.
 * @throws BotError in French, issue code `login` when a new code is all it takes, `forbidden` otherwise.
 */
export async function assertStepUp(
  medplum: MedplumClient,
  { stepUp, series }: Shown,
  fiche: Composition,
  signer: string | undefined,
  setting: string | undefined,
): Promise<Factor> {
  if (stepUp === undefined) {
    if (setting === 'if-available') {
      return {
        factor: 'Second facteur non redemandé : ce serveur ne le propose pas (DCC_STEP_UP = if-available)',
        codeAt: undefined,
      };
    }
    throw again('la signature demande un nouveau code : saisissez-le.');
  }
  const proof = await introspect(medplum, stepUp);
  if (!proof.active || proof.token_type !== 'step_up') {
    throw again('la preuve n’est pas valable, ou a expiré : saisissez un nouveau code.');
  }
  if (!signer || proof.profile !== signer) {
    throw refuse('le code a été saisi par une autre personne que le signataire.', 'forbidden');
  }
  if (series.length > MAX_SERIES) {
    throw refuse(`une série compte au plus ${MAX_SERIES} fiches.`, 'forbidden');
  }
  const isInSeries = series.length > 0 && proof.purpose === seriesPurpose(series);
  const shown = isInSeries ? series : [proof.purpose ?? ''];
  const own = shown.find((one) => one.startsWith(`Composition/${fiche.id}/_history/`));
  if (!own || !(await isUnchanged(medplum, fiche, own))) {
    throw again(
      'le code a été saisi pour une autre fiche, ou la fiche a changé depuis : relisez-la, puis saisissez un nouveau code.',
    );
  }
  const codeAt = (proof.auth_time ?? 0) * 1000;
  const time = new Date(codeAt).toISOString();
  const many = isInSeries ? `, pour une série de ${series.length} fiches` : '';
  return { factor: `Second facteur vérifié à ${time}${many}`, codeAt };
}

/**
 * Is the fiche what was shown? Its accounts may have changed meanwhile: they say who sees it, not what it says.
 * @param shown its versioned reference when the code was typed.
 */
async function isUnchanged(medplum: MedplumClient, fiche: Composition, shown: string): Promise<boolean> {
  const version = shown.split('/')[3];
  if (version === fiche.meta?.versionId) {
    return true;
  }
  const [[before] = []] = await readBatch(medplum, [shown]);
  const { meta: _, ...now } = fiche;
  const { meta: __, ...then } = before ?? {};
  return !!before && deepEquals(now, then);
}

/** As the bot itself: the proof opens nothing, and says nothing to who may not introspect. */
function introspect(medplum: MedplumClient, token: string): Promise<Introspection> {
  const form = new URLSearchParams({ token });
  return medplum.post('oauth2/introspect', form.toString(), 'application/x-www-form-urlencoded');
}

const again = (message: string): BotError => refuse(message, 'login');

function refuse(message: string, code: 'login' | 'forbidden'): BotError {
  return forbidden('step-up', 'Second facteur', message, code);
}
