import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Basic, Bot, Bundle, Patient, Subscription } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { createBot, differs, eventually, isOurs, outcomeId, refusal, type Target } from '../support.ts';

const MEDPLUM = 'https://medplum.com/fhir/StructureDefinition';

/** Bots and subscriptions. */
export function work(target: () => Target): void {
  const patient = (name: string) =>
    target().medplum.createResource<Patient>({
      resourceType: 'Patient',
      meta: target().meta,
      name: [{ family: `${name}${target().run}` }],
    });
  const subscribe = (criteria: string, more: Partial<Subscription>) =>
    target().medplum.createResource<Subscription>({
      resourceType: 'Subscription',
      meta: target().meta,
      status: 'active',
      reason: 'parity',
      criteria,
      channel: { type: 'rest-hook' },
      ...more,
    });
  const toBot = ({ id }: Bot) => ({ type: 'rest-hook' as const, endpoint: `Bot/${id}` });
  /** Code of a bot that notes texts in Basic resources of this run. */
  const noting = (body: string) => `exports.handler = async function (medplum, event) {
    const note = (text) => medplum.createResource({
      resourceType: 'Basic', meta: ${JSON.stringify(target().meta)}, code: { text } });
    ${body}
  };`;
  const noted = async (start: string) => {
    const found = await target().medplum.searchResources('Basic', {
      _tag: `https://dcc.example/parity|${target().run}`,
      _sort: '_lastUpdated',
      _count: 1000,
    });
    return found.flatMap(({ code }: Basic) => (code?.text?.startsWith(start) ? [code.text] : []));
  };

  describe('bots', () => {
    test('a deployed bot answers, and says why it refuses', async () => {
      const { medplum } = target();
      const code = `exports.handler = async (medplum, event) => {
        if (event.input.fail) throw new Error('non merci');
        return { doubled: event.input.value * 2 };
      };`;
      const bot = await createBot(target(), 'double', code);
      expect(await medplum.executeBot(bot.id!, { value: 21 })).toEqual({ doubled: 42 });
      expect(await refusal(medplum.executeBot(bot.id!, { fail: true }))).toContain('non merci');
    });

    test('by identifier', async () => {
      const { medplum, run } = target();
      const identifier = [{ system: 'https://dcc.example/bots', value: `echo-${run}` }];
      await createBot(target(), 'echo', 'exports.handler = async (m, e) => e.input;', { identifier });
      expect(await medplum.executeBot(identifier[0]!, { a: 1 })).toEqual({ a: 1 });
    });
  });

  describe('subscriptions', () => {
    test('a bot is told of what was written, of the interactions it asked for', async () => {
      const bot = await createBot(
        target(),
        'suivi',
        noting("await note('suivi ' + event.input.name[0].family);"),
      );
      await subscribe(`Patient?family=Suivi${target().run}`, {
        channel: toBot(bot),
        extension: [{ url: `${MEDPLUM}/subscription-supported-interaction`, valueCode: 'create' }],
      });
      const made = await patient('Suivi');
      await target().medplum.updateResource<Patient>({ ...made, gender: 'female' });
      await eventually(async () => (await noted('suivi')).length > 0);
      await patient('Suivi');
      await eventually(async () => (await noted('suivi')).length > 1);
      expect(await noted('suivi')).toHaveLength(2);
    });

    test('a socket is told, with the resource', async () => {
      const { medplum, run } = target();
      const criteria = `Patient?family=Direct${run}`;
      const emitter = medplum.subscribeToCriteria(criteria);
      const connected = new Promise((resolve) => emitter.addEventListener('connect', resolve));
      const message = new Promise<Bundle>((resolve) =>
        emitter.addEventListener('message', ({ payload }) => resolve(payload)),
      );
      await connected;
      await patient('Direct');
      const { type, entry } = await message;
      expect(type).toBe('history');
      expect(entry?.[0]?.resource?.resourceType).toBe('SubscriptionStatus');
      expect(entry?.[1]?.resource).toMatchObject({ name: [{ family: `Direct${run}` }] });
      medplum.unsubscribeFromCriteria(criteria);
      medplum.getSubscriptionManager().closeWebSocket();
    });

    // A real server is elsewhere, and could not reach this machine.
    test.skipIf(!isOurs)('a hook receives the resource, signed, with its headers', async () => {
      const calls: { headers: IncomingHttpHeaders; body: string }[] = [];
      const http = createServer(async (req, res) => {
        calls.push({ headers: req.headers, body: await text(req) });
        res.statusCode = calls.length === 1 ? 500 : 200;
        res.end();
      });
      http.listen(0, '127.0.0.1');
      await once(http, 'listening');
      const endpoint = `http://127.0.0.1:${(http.address() as AddressInfo).port}/`;
      const secret = 'secret-of-the-hook';
      const url = 'https://www.medplum.com/fhir/StructureDefinition/subscription-secret';
      await subscribe(`Patient?family=Crochet${target().run}`, {
        channel: { type: 'rest-hook', endpoint, header: ['X-Recu: oui'] },
        extension: [{ url, valueString: secret }],
      });
      await patient('Crochet');
      await eventually(async () => calls.length === 2);
      const { headers, body } = calls[1]!;
      expect(headers['x-recu']).toBe('oui');
      expect(headers['x-signature']).toBe(createHmac('sha256', secret).update(body).digest('hex'));
      expect(JSON.parse(body).name[0].family).toBe(`Crochet${target().run}`);
      http.close();
    });

    test('a bot asked before the commit may refuse', async () => {
      const bot = await createBot(
        target(),
        'veto',
        "exports.handler = async () => { throw new Error('veto'); };",
      );
      const veto = await subscribe(`Patient?family=Refuse${target().run}`, {
        channel: toBot(bot),
        extension: [{ url: `${MEDPLUM}/pre-commit-bot`, valueBoolean: true }],
      });
      expect(await refusal(patient('Refuse'))).toContain('veto');
      await target().medplum.deleteResource('Subscription', veto.id);
      expect(await outcomeId(patient('Refuse'))).toBe('accepted');
    });
  });

  differs('notification-order', async () => {
    const { medplum, run } = target();
    const code = noting(`const { gender, name } = event.input;
      const [marker] = await medplum.searchResources('Patient', { family: name[0].family.replace('Ordre', 'Feu') });
      if (!marker) throw new Error('pas encore');
      await note('ordre ' + (gender || 'aucun'));`);
    await subscribe(`Patient?family=Ordre${run}`, {
      channel: toBot(await createBot(target(), 'ordre', code)),
    });
    const made = await patient('Ordre');
    await eventually(async () => {
      const { jobs } = await medplum.get('admin/jobs');
      return jobs.some(
        (job: { resourceId: string; error: string | null }) => job.resourceId === made.id && job.error,
      );
    });
    await medplum.updateResource<Patient>({ ...made, gender: 'female' });
    await patient('Feu');
    await eventually(async () => (await noted('ordre')).length === 2);
    expect(await noted('ordre')).toEqual(['ordre aucun', 'ordre female']);
  });

  differs('bot-code', async () => {
    const { medplum } = target();
    const bot = await createBot(target(), 'intact', 'exports.handler = async () => 1;');
    const binary = await medplum.createBinary({
      data: 'exports.handler = 2',
      contentType: 'text/javascript',
    });
    const executableCode = { ...bot.executableCode, url: `Binary/${binary.id}` };
    expect(await refusal(medplum.updateResource<Bot>({ ...bot, executableCode }))).toContain('$deploy');
  });

  differs('bot-deadline', async () => {
    const { medplum } = target();
    const code = 'exports.handler = async () => { await null; for (;;) {} };';
    const bot = await createBot(target(), 'boucle', code, { timeout: 1 });
    const start = performance.now();
    expect(await refusal(medplum.executeBot(bot.id!, {}))).toContain('délai');
    expect(performance.now() - start).toBeLessThan(15_000);
    expect(await outcomeId(medplum.get('fhir/R4/metadata'))).toBe('accepted');
  });

  differs('bot-environment', async () => {
    const code = "exports.handler = async () => Object.keys(require('node:process').env);";
    const names: string[] = await target().medplum.executeBot(
      (await createBot(target(), 'variables', code)).id!,
      {},
    );
    expect(names.filter((name) => name.startsWith('DCC_'))).toEqual([]);
  });

  differs('cron-unreadable', async () => {
    const bot = await createBot(target(), 'horloge', 'exports.handler = async () => 1;');
    const write = target().medplum.updateResource<Bot>({ ...bot, cronString: 'tous les jours' });
    expect(await refusal(write)).toContain('cinq champs');
  });
}
