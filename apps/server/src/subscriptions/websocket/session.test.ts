/**
 * A live session: fourteen browsers of two establishments on the same Encounter, its documents and forms,
 * over a network that is cut. What the hub promises: every change committed after the handshake, to each
 * listener who may read it, once, in the order of the commits; nothing of what was missed meanwhile.
 */
import type { MedplumClient, SubscriptionEmitter } from '@medplum/core';
import type {
  AccessPolicy,
  Bundle,
  Composition,
  Encounter,
  Group,
  Organization,
  Patient,
  QuestionnaireResponse,
  Resource,
  Subscription,
} from '@medplum/fhirtypes';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort, type Network, openNetwork } from '../../testing/cuttable.ts';
import { eventually, type Harness, signIn, startHarness } from '../../testing/harness.ts';
import { anyEmail, inviteUser, signInUser } from '../../testing/people.ts';

const HOME = 11;
const INVITED = 3;
const READ = ['read', 'vread', 'history', 'search'] as const;
const TYPES = ['Patient', 'Encounter', 'Composition', 'QuestionnaireResponse'] as const;

type Heard = { reference: string; version: string }[];
interface Browser {
  readonly medplum: MedplumClient;
  /** By criteria. */
  readonly heard: Map<string, Heard>;
  readonly connects: Map<string, number>;
}

let network: Network;
let harness: Harness;
let admin: MedplumClient;
/** On the machine of the server: no network to cut. */
let beside: MedplumClient;
let session: Encounter & { id: string };
let fiche: Composition & { id: string };
let form: QuestionnaireResponse & { id: string };
const browsers: Browser[] = [];

const policy = (organization: Organization, group: Group): AccessPolicy => ({
  resourceType: 'AccessPolicy',
  name: 'Soignant',
  compartment: { reference: `Organization/${organization.id}` },
  resource: [
    ...TYPES.flatMap((resourceType) => [
      { resourceType, criteria: `${resourceType}?_compartment=Organization/${organization.id}` },
      { resourceType, criteria: `${resourceType}?_compartment=Group/${group.id}`, interaction: [...READ] },
    ]),
    {
      resourceType: 'Subscription',
      criteria: `Subscription?type=websocket&_compartment=Organization/${organization.id}`,
      interaction: ['create', 'read'],
    },
  ],
});

/** What all browsers of the room listen to. */
const criteria = () => [
  `Encounter?_id=${session.id}`,
  `Composition?encounter=Encounter/${session.id}`,
  `QuestionnaireResponse?encounter=Encounter/${session.id}`,
];

beforeAll(async () => {
  network = await openNetwork();
  const port = await freePort();
  network.to(port);
  harness = await startHarness({ port, baseUrl: network.url });
  admin = harness.admin;
  const { clientId, clientSecret } = harness.server;
  beside = await signIn(`http://127.0.0.1:${port}/`, clientId, clientSecret!);
  const make = <T extends Resource>(resource: T) => admin.createResource<T>(resource);
  const establishments = [];
  for (const name of ['CHU', 'Clinique']) {
    const organization = await make<Organization>({ resourceType: 'Organization', name });
    const group = await make<Group>({ resourceType: 'Group', type: 'practitioner', actual: true, name });
    establishments.push({ organization, group, policy: await make(policy(organization, group)) });
  }
  const [home, away] = establishments as [(typeof establishments)[0], (typeof establishments)[0]];
  const accounts = [
    { reference: `Organization/${home.organization.id}` },
    { reference: `Group/${away.group.id}` },
  ];
  const patient = await make<Patient>({ resourceType: 'Patient', meta: { accounts } });
  const subject = { reference: `Patient/${patient.id}` };
  session = await make<Encounter>({
    resourceType: 'Encounter',
    meta: { accounts },
    status: 'in-progress',
    class: { code: 'VR' },
  });
  const encounter = { reference: `Encounter/${session.id}` };
  fiche = await make<Composition>({
    resourceType: 'Composition',
    meta: { accounts },
    status: 'preliminary',
    type: { text: 'fiche' },
    date: '2026-10-05',
    title: 'Fiche',
    author: [subject],
    subject,
    encounter,
  });
  form = await make<QuestionnaireResponse>({
    resourceType: 'QuestionnaireResponse',
    meta: { accounts },
    status: 'in-progress',
    subject,
    encounter,
  });
  for (let i = 0; i < HOME + INVITED; i++) {
    const email = anyEmail();
    const { policy: accessPolicy } = i < HOME ? home : away;
    await inviteUser(harness, {
      email,
      membership: { access: [{ policy: { reference: `AccessPolicy/${accessPolicy.id}` } }] },
    });
    browsers.push(await openBrowser(await signInUser(network.url, email)));
  }
}, 120_000);

afterAll(async () => {
  for (const { medplum } of browsers) {
    medplum.getSubscriptionManager().closeWebSocket();
  }
  await harness?.close();
  await network?.close();
});

/** Somebody opens the room: listens to everything, as `useSubscription` does. */
async function openBrowser(medplum: MedplumClient): Promise<Browser> {
  const browser: Browser = { medplum, heard: new Map(), connects: new Map() };
  for (const one of criteria()) {
    const heard: Heard = [];
    browser.heard.set(one, heard);
    browser.connects.set(one, 0);
    const emitter: SubscriptionEmitter = medplum.subscribeToCriteria(one);
    emitter.addEventListener('connect', () => {
      browser.connects.set(one, browser.connects.get(one)! + 1);
    });
    emitter.addEventListener('message', ({ payload }) => heard.push(read(payload)));
  }
  await eventually(async () => [...browser.connects.values()].every((count) => count > 0));
  return browser;
}

function read(payload: Bundle): Heard[number] {
  const resource = payload.entry?.[1]?.resource as Resource;
  return { reference: `${resource.resourceType}/${resource.id}`, version: resource.meta?.versionId ?? '' };
}

/** Versions heard by a browser under one of the criteria since the mark. */
const since = (browser: Browser, one: string, mark: number) =>
  browser.heard
    .get(one)!
    .slice(mark)
    .map(({ version }) => version);
const marks = () =>
  new Map(browsers.map((browser) => [browser, criteria().map((one) => browser.heard.get(one)!.length)]));

describe('fourteen browsers', () => {
  test('the project tells them that they may listen', async () => {
    for (const { medplum } of browsers) {
      expect(medplum.getProject()?.features).toContain('websocket-subscriptions');
    }
  });

  test('each hears of the session, its document and its form, once each, guests too', async () => {
    const before = marks();
    const [a, b, c] = criteria() as [string, string, string];
    const writer = browsers[0]!.medplum;
    session = await writer.updateResource({ ...session, status: 'onleave' });
    fiche = await writer.updateResource({ ...fiche, title: 'Fiche, relue' });
    form = await browsers[1]!.medplum.updateResource({ ...form, status: 'amended' });
    const expected = [session, fiche, form].map(({ meta }) => meta!.versionId!);
    for (const browser of browsers) {
      const [i, j, k] = before.get(browser) as [number, number, number];
      await eventually(async () => since(browser, c, k).length > 0);
      const heard = [since(browser, a, i), since(browser, b, j), since(browser, c, k)];
      expect(heard).toEqual(expected.map((version) => [version]));
    }
  });

  test('several writers at once: all hear the same changes, in the order they were made', async () => {
    const before = marks();
    const [, one] = criteria() as [string, string];
    const writers = browsers.slice(0, 5);
    await Promise.all(
      writers.map(async ({ medplum }, n) => {
        for (let i = 0; i < 8; i++) {
          const now = await medplum.readResource('Composition', fiche.id, { cache: 'reload' });
          await medplum.updateResource({ ...now, title: `Fiche ${n}-${i}` });
        }
      }),
    );
    const history = await admin.readHistory('Composition', fiche.id, { count: 40 });
    const versions = history.entry!.map(({ resource }) => resource!.meta!.versionId!).reverse();
    expect(new Set(versions).size).toBe(40);
    for (const browser of browsers) {
      const mark = before.get(browser)![1]!;
      await eventually(async () => since(browser, one, mark).length >= 40);
      expect(since(browser, one, mark)).toEqual(versions);
    }
  });

  test('a change that some may not read is told to the others only', async () => {
    const before = marks();
    const [, , one] = criteria() as [string, string, string];
    const resource = await admin.readResource('QuestionnaireResponse', form.id);
    const accounts = resource.meta!.accounts!.filter(({ reference }) => !reference!.startsWith('Group/'));
    const hidden = await admin.updateResource<QuestionnaireResponse>({
      ...resource,
      meta: { accounts },
      status: 'stopped',
    });
    const shown = await admin.updateResource<QuestionnaireResponse>({
      ...hidden,
      meta: resource.meta,
      status: 'completed',
    });
    for (const [index, browser] of browsers.entries()) {
      const mark = before.get(browser)![2]!;
      await eventually(async () => since(browser, one, mark).includes(shown.meta!.versionId!));
      expect(since(browser, one, mark).includes(hidden.meta!.versionId!)).toBe(index < HOME);
    }
  });
});

describe('the network is cut', () => {
  test('each comes back by itself, reads what it missed, and hears what follows', async () => {
    const [one] = criteria() as [string];
    const connects = browsers.map(({ connects: count }) => count.get(one)!);
    network.cut();
    const missed = await beside.updateResource<Encounter>({ ...session, status: 'in-progress' });
    network.mend();
    const before = marks();
    for (const [index, { connects: count }] of browsers.entries()) {
      await eventually(async () => [...count.values()].every((now) => now > connects[index]!), 40_000);
    }
    for (const { medplum } of browsers) {
      // After the handshake: what is committed from now on is told, so that nothing falls between.
      const now = await medplum.readResource('Encounter', session.id, { cache: 'reload' });
      expect(now.meta?.versionId).toBe(missed.meta?.versionId);
    }
    session = await admin.updateResource<Encounter>({ ...missed, status: 'finished' });
    for (const browser of browsers) {
      const mark = before.get(browser)![0]!;
      await eventually(async () => since(browser, one, mark).includes(session.meta!.versionId!));
      const heard = since(browser, one, mark).filter((version) => version !== missed.meta?.versionId);
      expect(heard).toEqual([session.meta!.versionId]);
    }
  }, 120_000);

  test('the subscriptions of before are gone: one for each browser and criterion is left', async () => {
    const all = async () =>
      (await admin.searchResources('Subscription', { type: 'websocket', _count: 1000 })) as Subscription[];
    await eventually(async () => (await all()).length === browsers.length * criteria().length);
    expect(new Set((await all()).map((sub) => sub.criteria))).toEqual(new Set(criteria()));
  });

  test('who signs out hears no more, the others do', async () => {
    const [one] = criteria() as [string];
    const leaver = browsers.pop()!;
    const mark = leaver.heard.get(one)!.length;
    await leaver.medplum.signOut();
    const before = marks();
    session = await admin.updateResource<Encounter>({ ...session, status: 'in-progress' });
    for (const browser of browsers) {
      await eventually(async () => since(browser, one, before.get(browser)![0]!).length === 1);
    }
    expect(since(leaver, one, mark)).toEqual([]);
  });
});

test('people may open no other kind of subscription: a hook would carry the record elsewhere', async () => {
  const hook: Subscription = {
    resourceType: 'Subscription',
    status: 'active',
    reason: 'test',
    criteria: 'Patient',
    channel: { type: 'rest-hook', endpoint: 'https://ailleurs.example/' },
  };
  await expect(browsers[0]!.medplum.createResource(hook)).rejects.toThrow();
});
