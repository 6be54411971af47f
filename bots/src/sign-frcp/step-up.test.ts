import { seriesPurpose } from '@dcc/rules';
import type { MedplumClient } from '@medplum/core';
import type { Bundle, Composition } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { BotError } from '../shared/operation-outcome.ts';
import { assertStepUp } from './step-up.ts';

const FICHE = 'Composition/1/_history/2';
const fiche = {
  resourceType: 'Composition',
  id: '1',
  meta: { versionId: '2' },
  title: 'FRCP',
} as Composition;
const HER = 'Practitioner/elle';
const GOOD = {
  active: true,
  token_type: 'step_up',
  profile: HER,
  purpose: FICHE,
  auth_time: Date.parse('2026-10-14T16:00:00Z') / 1000,
};

/**
 * A server that answers this to an introspection, and remembers what it was asked.
 * @param versions earlier versions of the fiche, by versioned reference.
 */
function server(answer: object, versions: Record<string, object> = {}) {
  const asked: string[] = [];
  const medplum = {
    post: async (url: string, body: string, type: string) => {
      asked.push(`${url} ${type} ${body}`);
      return answer;
    },
    executeBatch: async ({ entry }: Bundle) => ({
      entry: entry!.map(({ request }) => {
        const resource = versions[request!.url];
        return { resource, response: { status: resource ? '200' : '404' } };
      }),
    }),
  } as unknown as MedplumClient;
  return { medplum, asked };
}

const check = (answer: object, series: string[] = [], signer: string | undefined = HER) =>
  assertStepUp(server(answer).medplum, { stepUp: 'jwt', series }, fiche, signer, undefined);

async function refusal(run: Promise<unknown>): Promise<[code: string, text: string]> {
  const error = await run.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(BotError);
  const [issue] = (error as BotError).outcome.issue;
  return [issue!.code, issue!.details!.text!];
}

describe('a proof', () => {
  test('of this person for this version is enough, and its time is told', async () => {
    expect(await check(GOOD)).toEqual({
      factor: 'Second facteur vérifié à 2026-10-14T16:00:00.000Z',
      codeAt: Date.parse('2026-10-14T16:00:00Z'),
    });
  });

  test('is introspected as a form, escaped', async () => {
    const { medplum, asked } = server(GOOD);
    await assertStepUp(medplum, { stepUp: 'a.b&c=d', series: [] }, fiche, HER, undefined);
    expect(asked).toEqual(['oauth2/introspect application/x-www-form-urlencoded token=a.b%26c%3Dd']);
  });

  test.each([
    ['that the server does not know', { active: false }, 'login', /expiré/],
    ['that is an access token', { ...GOOD, token_type: 'Bearer' }, 'login', /n’est pas valable/],
    ['without a kind', { ...GOOD, token_type: undefined }, 'login', /n’est pas valable/],
    ['of another person', { ...GOOD, profile: 'Practitioner/lui' }, 'forbidden', /une autre personne/],
    ['of nobody', { ...GOOD, profile: undefined }, 'forbidden', /une autre personne/],
    ['for the version before', { ...GOOD, purpose: 'Composition/1/_history/1' }, 'login', /a changé depuis/],
    ['for another fiche', { ...GOOD, purpose: 'Composition/2/_history/2' }, 'login', /une autre fiche/],
    ['for any version', { ...GOOD, purpose: 'Composition/1' }, 'login', /relisez-la/],
    ['without a purpose', { ...GOOD, purpose: undefined }, 'login', /relisez-la/],
  ])('%s is refused', async (_, answer, code, text) => {
    const [issue, message] = await refusal(check(answer));
    expect(issue).toBe(code);
    expect(message).toMatch(text);
    expect(message).toMatch(/^Second facteur : /);
  });

  test('is refused when nobody knows whose role signs, even one of nobody', async () => {
    const run = assertStepUp(
      server({ ...GOOD, profile: undefined }).medplum,
      { stepUp: 'jwt', series: [] },
      fiche,
      undefined,
      undefined,
    );
    expect((await refusal(run))[0]).toBe('forbidden');
  });
});

describe('a fiche written again since the code was typed', () => {
  const proof = { ...GOOD, purpose: 'Composition/1/_history/1' };
  const after = (before: object) => {
    const { medplum } = server(proof, { 'Composition/1/_history/1': before });
    return assertStepUp(medplum, { stepUp: 'jwt', series: [] }, fiche, HER, undefined);
  };

  test('to show it to more establishments, is signed: its content is what was re-read', async () => {
    const accounts = [{ reference: 'Organization/1' }];
    expect((await after({ ...fiche, meta: { versionId: '1', accounts } })).factor).toContain('vérifié');
  });

  test.each([
    ['one word of which changed', { ...fiche, title: 'FRCP bis' }],
    ['to which something was added', { resourceType: 'Composition', id: '1' }],
  ])('%s is not', async (_, before) => {
    expect((await refusal(after(before)))[0]).toBe('login');
  });
});

describe('a series', () => {
  const series = ['Composition/0/_history/1', FICHE, 'Composition/9/_history/4'];
  const proof = { ...GOOD, purpose: seriesPurpose(series) };

  test('lets one code sign each of its fiches', async () => {
    expect((await check(proof, series)).factor).toContain('pour une série de 3 fiches');
  });

  test.each([
    ['a fiche that is not in it', proof, ['Composition/0/_history/1', 'Composition/9/_history/4']],
    ['a list to which one was added', proof, [...series, 'Composition/8/_history/1']],
    ['the list in another order', proof, series.toReversed()],
    ['no list', proof, []],
  ])('does not sign %s', async (_, answer, list) => {
    expect(await refusal(check(answer, list))).toEqual(['login', expect.stringContaining('relisez-la')]);
  });

  test('holds what one person can have re-read', async () => {
    const long = Array.from({ length: 201 }, (_, i) => `Composition/${i}/_history/1`);
    const answer = { ...GOOD, purpose: seriesPurpose(long) };
    expect(await refusal(check(answer, long))).toEqual(['forbidden', expect.stringContaining('200')]);
  });
});

describe('without a proof', () => {
  const ask = (setting?: string) => {
    const { medplum, asked } = server(GOOD);
    const run = assertStepUp(medplum, { stepUp: undefined, series: [] }, fiche, HER, setting);
    return { run, asked };
  };

  test.each([undefined, '', 'required', 'IF-AVAILABLE', 'non'])('it is asked for (%s)', async (setting) => {
    const { run, asked } = ask(setting);
    expect(await refusal(run)).toEqual(['login', expect.stringContaining('saisissez-le')]);
    expect(asked).toEqual([]);
  });

  test('it is done without where the operator wrote so', async () => {
    expect(await ask('if-available').run).toEqual({
      factor: expect.stringContaining('non redemandé'),
      codeAt: undefined,
    });
  });

  test('a wrong one is refused even there', async () => {
    const { medplum } = server({ active: false });
    const run = assertStepUp(medplum, { stepUp: 'x', series: [] }, fiche, HER, 'if-available');
    expect((await refusal(run))[0]).toBe('login');
  });
});
