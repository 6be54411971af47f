/** Ways around a policy that a table of cells does not show, each tried by a role that has rights at home. */

import { rolePolicy } from '@dcc/fhir-profiles/src/policies.ts';
import type { MedplumClient } from '@medplum/core';
import type { AccessPolicy, Binary, Bundle, Composition, Patient, Resource } from '@medplum/fhirtypes';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rawFetch, signIn } from '../../../apps/server/src/testing/harness.ts';
import { ask } from './cells.ts';
import { fixture } from './fixtures.ts';
import { accountsOf, openWorld, refOf, type World } from './world.ts';

let world: World;
let doctor: MedplumClient;
let theirs: Patient & { id: string };
let mine: Patient & { id: string };

beforeAll(async () => {
  world = await openWorld();
  doctor = world.roles.get('medecin')!;
  const make = (place: World['here'], family: string) =>
    world.admin.createResource<Patient>({
      resourceType: 'Patient',
      meta: { accounts: accountsOf(place) },
      identifier: [{ system: 'urn:oid:1.2.3', value: family }],
      name: [{ family }],
    });
  theirs = await make(world.elsewhere, 'Ailleurs');
  mine = await make(world.here, 'Ici');
}, 120_000);
afterAll(() => world?.close());

const versionOf = async (type: 'Patient' | 'Composition', id: string) =>
  (await world.admin.readResource(type, id, { cache: 'reload' })).meta!.versionId;

describe('an id that one may not see', () => {
  test('answers as one that does not exist, to the letter', async () => {
    const guessed = '00000000-0000-4000-8000-00000000dead';
    for (const path of ['', '/_history', `/_history/${theirs.meta!.versionId}`]) {
      const real = await ask(doctor, `Patient/${theirs.id}${path}`);
      const none = await ask(doctor, `Patient/${guessed}${path}`);
      expect([real.status, real.text]).toEqual([404, none.text]);
      expect(none.status).toBe(404);
    }
  });

  test('is not told by If-Match, nor by an invalid body', async () => {
    const init = (headers: object, body: object): RequestInit => ({
      method: 'PUT',
      headers: { 'content-type': 'application/fhir+json', ...headers },
      body: JSON.stringify(body),
    });
    const path = `fhir/R4/Patient/${theirs.id}`;
    const stale = await rawFetch(
      doctor,
      path,
      init({ 'if-match': 'W/"x"' }, { resourceType: 'Patient', id: theirs.id }),
    );
    expect(stale.status).toBe(404);
    const broken = { resourceType: 'Patient', id: theirs.id, gender: 'inconnu' };
    expect((await rawFetch(doctor, path, init({}, broken))).status).toBe(404);
  });
});

describe('conditional writes', () => {
  const query = 'Patient?identifier=urn:oid:1.2.3|Ailleurs';

  test('an update by a criterion leaves the invisible one alone', async () => {
    const before = await versionOf('Patient', theirs.id);
    await ask(doctor, query, 'PUT', { resourceType: 'Patient', active: false });
    expect(await versionOf('Patient', theirs.id)).toBe(before);
  });

  test('a deletion and a patch by a criterion too', async () => {
    const before = await versionOf('Patient', theirs.id);
    await ask(doctor, query, 'DELETE');
    await ask(doctor, query, 'PATCH', [{ op: 'add', path: '/active', value: false }]);
    expect(await versionOf('Patient', theirs.id)).toBe(before);
  });
});

describe('a transaction', () => {
  const run = (...entry: Bundle['entry'] & object) =>
    ask(doctor, '', 'POST', { resourceType: 'Bundle', type: 'transaction', entry });

  test('carries nothing that alone would be refused, and keeps nothing of the rest', async () => {
    const family = 'Contrebande';
    const answer = await run(
      {
        resource: { resourceType: 'Patient', name: [{ family }] },
        request: { method: 'POST', url: 'Patient' },
      },
      {
        resource: { ...theirs, active: false, meta: undefined },
        request: { method: 'PUT', url: `Patient/${theirs.id}` },
      },
    );
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect((await world.admin.searchResources('Patient', { name: family }, { cache: 'reload' })).length).toBe(
      0,
    );
  });

  test('does not let a reference reach across, to inherit its accounts', async () => {
    const subject = { reference: `Patient/${theirs.id}` };
    const resource = { resourceType: 'Condition', subject } as Resource;
    const answer = await run({ resource, request: { method: 'POST', url: 'Condition' } });
    expect(answer.status).toBe(400);
    expect(await world.admin.searchResources('Condition', { subject: subject.reference })).toHaveLength(0);
  });

  test('signs no fiche, in one step or two', async () => {
    const draft = await world.admin.createResource<Composition>({
      ...(fixture('Composition', world.here) as Composition),
      meta: { accounts: accountsOf(world.here) },
    });
    const put = (status: string): NonNullable<Bundle['entry']>[number] => ({
      resource: { ...draft, status, meta: undefined } as Composition,
      request: { method: 'PUT', url: refOf(draft) },
    });
    expect((await run(put('final'))).status).toBe(403);
    expect((await run(put('entered-in-error'), put('final'))).status).toBeGreaterThanOrEqual(400);
    const patched = await ask(doctor, refOf(draft), 'PATCH', [
      { op: 'replace', path: '/status', value: 'final' },
    ]);
    expect(patched.status).toBe(403);
    const created = { ...draft, id: undefined, status: 'final', meta: undefined };
    expect((await ask(doctor, 'Composition', 'POST', created)).status).toBe(403);
    expect(await versionOf('Composition', draft.id)).toBe(draft.meta!.versionId);
  });

  test('leaves a signed fiche as it is, whoever of the record asks', async () => {
    const final = await world.admin.createResource<Composition>({
      ...(fixture('Composition:final', world.here) as Composition),
      meta: { accounts: accountsOf(world.here) },
    });
    for (const [role, caller] of world.roles) {
      const changed = { ...final, title: role, meta: undefined };
      const { status } = await ask(caller, refOf(final), 'PUT', changed);
      expect([403, 404], role).toContain(status);
    }
    expect(await versionOf('Composition', final.id)).toBe(final.meta!.versionId);
  });
});

describe('links', () => {
  test('GraphQL reverse references stay inside', async () => {
    const about = (patient: string, place: World['here']) =>
      world.admin.createResource({
        ...fixture('Observation', { ...place, patient }),
        meta: { accounts: accountsOf(place) },
      } as Resource);
    const seen = await about(refOf(mine), world.here);
    const unseen = await about(refOf(mine), world.elsewhere);
    const query = `{ Patient(id: "${mine.id}") { ObservationList(_reference: subject) { id } } }`;
    const { text } = await ask(doctor, '$graphql', 'POST', { query });
    expect(text).toContain(seen.id);
    expect(text).not.toContain(unseen.id);
    const other = `{ Patient(id: "${theirs.id}") { id ObservationList(_reference: subject) { id } } }`;
    const refused = await ask(doctor, '$graphql', 'POST', { query: other });
    expect(refused.body.data?.Patient ?? null).toBeNull();
  });

  test('chains do not tell a name', async () => {
    await world.admin.createResource({
      resourceType: 'Organization',
      name: 'Pont',
      partOf: { reference: world.here.organization },
    });
    const found = await ask(doctor, 'Condition?subject:Patient.name=Ailleurs&_total=accurate');
    expect(found.body.total).toBe(0);
    const ordered = await ask(doctor, 'Patient?_sort=name&_total=accurate&_count=1000');
    expect(ordered.text).not.toContain(theirs.id);
    expect(ordered.body.total).toBe(ordered.body.entry!.length);
  });

  test('pages and their counts know of nothing else', async () => {
    const all = await ask(doctor, 'Patient?_total=accurate&_count=1000');
    const ids: string[] = [];
    for (let offset = 0; offset < all.body.total!; offset += 1) {
      const page = await ask(doctor, `Patient?_count=1&_offset=${offset}`);
      ids.push(...page.body.entry!.map(({ resource }) => resource!.id!));
    }
    expect(new Set(ids).size).toBe(all.body.total);
    expect(ids).toContain(mine.id);
    expect(ids).not.toContain(theirs.id);
  });
});

describe('a hidden field', () => {
  let blind: MedplumClient;
  beforeAll(async () => {
    blind = await world.login('medecin', world.here);
    const policy = (await world.admin.searchOne('AccessPolicy', {
      'name:exact': rolePolicy('medecin').name,
    }))!;
    const resource = policy.resource!.map((rule) =>
      rule.resourceType === 'Patient' ? { ...rule, hiddenFields: ['identifier'] } : rule,
    );
    await world.admin.updateResource<AccessPolicy>({ ...policy, resource });
    return () => world.admin.updateResource<AccessPolicy>({ ...rolePolicy('medecin'), id: policy.id });
  });

  test.each([
    'Patient?identifier=urn:oid:1.2.3|Ici',
    'Patient?identifier:missing=false',
    'Patient?_sort=identifier',
    'Patient?_filter=identifier eq "Ici"',
    'Condition?subject:Patient.identifier=urn:oid:1.2.3|Ici',
    'Organization?_has:Patient:organization:identifier=urn:oid:1.2.3|Ici',
  ])('is neither searched nor guessed: %s', async (url) => {
    expect((await ask(blind, url)).status).toBe(400);
  });

  test('is not read, by any way', async () => {
    const query = `{ Patient(id: "${mine.id}") { id identifier { value } name { family } } }`;
    const ways = [
      await ask(blind, `Patient/${mine.id}`),
      await ask(blind, `Patient/${mine.id}/_history`),
      await ask(blind, `Patient?_id=${mine.id}&_fields=identifier,name`),
      await ask(blind, '$graphql', 'POST', { query }),
    ];
    for (const { status, text } of ways) {
      expect(status).toBe(200);
      expect(text).toContain('"Ici"');
      expect(text).not.toContain('1.2.3');
      expect(text).not.toContain('"value":"Ici"');
    }
  });
});

test('a Binary is not read by its id, nor by a document that one writes around it', async () => {
  const securityContext = { reference: `Patient/${theirs.id}` };
  const data = Buffer.from('secret').toString('base64');
  const make = (more: Partial<Binary>) =>
    world.admin.createResource<Binary>({ resourceType: 'Binary', contentType: 'text/plain', data, ...more });
  for (const { id } of [await make({ securityContext }), await make({})]) {
    expect((await ask(doctor, `Binary/${id}`)).status).toBe(404);
    const document = {
      ...fixture('DocumentReference', { ...world.here, patient: refOf(mine) }),
      content: [{ attachment: { url: `Binary/${id}` } }],
    };
    expect((await ask(doctor, 'DocumentReference', 'POST', document)).status).toBe(400);
    expect((await ask(doctor, `Binary/${id}`)).status).toBe(404);
    const taken = { resourceType: 'Binary', id, contentType: 'text/plain', data };
    expect((await ask(doctor, `Binary/${id}`, 'PUT', taken)).status).toBe(404);
  }
});

test('a member without a policy reads no record', async () => {
  const { server } = world.harness;
  const client = await world.admin.post(`admin/projects/${server.projectId}/client`, { name: 'oublié' });
  const forgotten = await signIn(server.url, client.id, client.secret);
  expect((await ask(forgotten, `Patient/${mine.id}`)).status).toBe(404);
  expect((await ask(forgotten, 'Patient')).status).toBe(403);
  expect((await ask(forgotten, 'StructureDefinition?_count=1')).status).toBe(200);
});
