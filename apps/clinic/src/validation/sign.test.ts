import { seriesPurpose } from '@dcc/rules/src/signing/series.ts';
import { type MedplumClient, OperationOutcomeError } from '@medplum/core';
import type { CarePlan, Composition } from '@medplum/fhirtypes';
import { describe, expect, test, vi } from 'vitest';
import { signParameters, signSeries, stepUp } from './sign.ts';
import type { ToSign } from './to-sign.ts';

const fiche = (id: string): ToSign => ({
  composition: { resourceType: 'Composition', id, meta: { versionId: `v-${id}` } } as Composition,
});
const client = (parts: object) => parts as unknown as MedplumClient;
const refused = (text: string) =>
  new OperationOutcomeError({
    resourceType: 'OperationOutcome',
    issue: [{ severity: 'error', code: 'invalid', details: { text } }],
  });

describe('stepUp', () => {
  test('one fiche: the proof is for this very version', async () => {
    const post = vi.fn().mockResolvedValue({ step_up_token: 'p' });
    expect(await stepUp(client({ post }), '12 34 56', [fiche('a')])).toEqual({
      proof: 'p',
      series: ['Composition/a/_history/v-a'],
    });
    expect(post).toHaveBeenCalledWith('auth/mfa/verify', {
      token: '123456',
      purpose: 'Composition/a/_history/v-a',
    });
  });

  test('a series: one proof for the list as it was shown', async () => {
    const post = vi.fn().mockResolvedValue({ step_up_token: 'p' });
    const { series } = await stepUp(client({ post }), '123456', [fiche('a'), fiche('b')]);
    expect(post.mock.calls[0]![1].purpose).toBe(seriesPurpose(series));
    expect(series).toHaveLength(2);
  });

  test('a wrong code is not a server without step-up', async () => {
    const post = vi.fn().mockRejectedValue(refused('Code incorrect ou déjà utilisé'));
    await expect(stepUp(client({ post }), '1', [fiche('a')])).rejects.toThrow('Code incorrect');
  });

  test('a server that only knows a login leaves the decision to the bot', async () => {
    const post = vi.fn().mockRejectedValue(refused('Missing login'));
    expect(await stepUp(client({ post }), '1', [fiche('a')])).toEqual({
      series: ['Composition/a/_history/v-a'],
    });
  });
});

test('the parameters name fiche, attester and proof; a series only when there is one', () => {
  const names = (series: string[]) =>
    signParameters(fiche('a'), 'PractitionerRole/r', { proof: 'p', series }).parameter!.map(
      ({ name }) => name,
    );
  expect(names(['x'])).toEqual(['composition', 'attester', 'stepUp']);
  expect(names(['x', 'y'])).toEqual(['composition', 'attester', 'stepUp', 'series', 'series']);
  const without = signParameters(fiche('a'), 'r', { series: ['x'] });
  expect(without.parameter!.some(({ name }) => name === 'stepUp')).toBe(false);
});

test('a refusal in a series names its fiche and stops nobody', async () => {
  const executeBot = vi.fn(async (_: unknown, { parameter }: ReturnType<typeof signParameters>) => {
    if (parameter![0]!.valueReference!.reference === 'Composition/b') throw refused('Tumeur : à renseigner');
    return fiche('signed').composition;
  });
  const seen: number[] = [];
  const all = [fiche('a'), fiche('b'), fiche('c')];
  const result = await signSeries(client({ executeBot }), all, 'r', { series: [] }, (done) =>
    seen.push(done),
  );
  expect(result.signed).toHaveLength(2);
  expect(result.failed.map(({ composition }) => composition.id)).toEqual(['b']);
  expect(seen).toEqual([1, 2, 3]);
});

test('each entry is named in the version that was read: the bot signs no other', () => {
  const composition = {
    ...fiche('a').composition,
    section: [{ entry: [{ reference: 'CarePlan/p' }, { reference: 'Observation/gone' }] }],
  } as Composition;
  const records = new Map([
    ['CarePlan/p', { resourceType: 'CarePlan', id: 'p', meta: { versionId: '7' } } as CarePlan],
  ]);
  const named = ({ parameter }: ReturnType<typeof signParameters>) =>
    parameter!.flatMap(({ name, valueString }) => (name === 'entry' ? [valueString] : []));
  expect(named(signParameters({ composition, records }, 'r', { series: ['x'] }))).toEqual([
    'CarePlan/p/_history/7',
  ]);
  expect(named(signParameters({ composition }, 'r', { series: ['x'] }))).toEqual([]);
});
