import { DCC } from '@dcc/fhir-profiles/src/canonical.ts';
import { seriesPurpose } from '@dcc/rules/src/signing/series.ts';
import { type MedplumClient, OperationOutcomeError } from '@medplum/core';
import type { Composition, Parameters } from '@medplum/fhirtypes';
import { entriesRead, type ToSign } from './to-sign.ts';

/** The version that was read and is signed: a fiche that changed meanwhile is not signed by this. */
export function versionOf(composition: Composition): string {
  return `Composition/${composition.id}/_history/${composition.meta?.versionId}`;
}

/** What a second factor was shown for. `proof` is absent on a server that cannot ask for it again (ADR 9). */
export interface StepUp {
  proof?: string;
  series: string[];
}

/**
 * Shows the code of the second factor for these fiches, all at once (docs/adr/0009, 0010).
 * @throws OperationOutcomeError in French when the code is wrong or was used.
 */
export async function stepUp(
  medplum: MedplumClient,
  token: string,
  fiches: readonly ToSign[],
): Promise<StepUp> {
  const series = fiches.map(({ composition }) => versionOf(composition));
  const purpose = series.length === 1 ? series[0]! : seriesPurpose(series);
  try {
    const answer = await medplum.post('auth/mfa/verify', { token: token.replace(/\s/g, ''), purpose });
    return { proof: answer.step_up_token, series };
  } catch (error) {
    // Medplum's own route is a step of a login only, and asks for one.
    if (isMissingLogin(error)) return { series };
    throw error;
  }
}

function isMissingLogin(error: unknown): boolean {
  if (!(error instanceof OperationOutcomeError)) return false;
  return /login/i.test(error.outcome.issue?.map(({ details }) => details?.text).join(' ') ?? '');
}

/** The parameters of `sign-frcp` (docs/model.md, "Signing and issuing"). */
export function signParameters(fiche: ToSign, attester: string, { proof, series }: StepUp): Parameters {
  const { composition } = fiche;
  return {
    resourceType: 'Parameters',
    parameter: [
      { name: 'composition', valueReference: { reference: `Composition/${composition.id}` } },
      { name: 'attester', valueReference: { reference: attester } },
      ...(proof ? [{ name: 'stepUp', valueString: proof }] : []),
      ...(series.length > 1 ? series.map((one) => ({ name: 'series', valueString: one })) : []),
      ...entriesRead(fiche).map((one) => ({ name: 'entry', valueString: one })),
    ],
  };
}

/** Signs one fiche. Trying again after a lost answer is safe: the same person's signature is one act. */
export async function signFiche(
  medplum: MedplumClient,
  fiche: ToSign,
  attester: string,
  step: StepUp,
): Promise<Composition> {
  const identifier = { system: `${DCC}/bot`, value: 'sign-frcp' };
  return medplum.executeBot(identifier, signParameters(fiche, attester, step));
}

/** What became of each fiche of a series: the others are signed whatever happens to one. */
export interface SeriesResult {
  signed: Composition[];
  failed: { composition: Composition; error: unknown }[];
}

/** Signs one fiche after another, so that progress can be shown and a refusal names its fiche. */
export async function signSeries(
  medplum: MedplumClient,
  fiches: readonly ToSign[],
  attester: string,
  step: StepUp,
  onProgress: (done: number) => void,
): Promise<SeriesResult> {
  const result: SeriesResult = { signed: [], failed: [] };
  for (const [index, fiche] of fiches.entries()) {
    try {
      result.signed.push(await signFiche(medplum, fiche, attester, step));
    } catch (error) {
      result.failed.push({ composition: fiche.composition, error });
    }
    onProgress(index + 1);
  }
  return result;
}
