import type { Project } from '@medplum/fhirtypes';
import { expect, test } from 'vitest';
import { ProjectSecrets } from '../auth/project-secrets.ts';
import { hashSecret } from '../auth/secret.ts';
import { tokenOf } from '../binary/token.ts';
import { publicCopy, serialize } from './serialize.ts';

test('an ordinary resource is its plain JSON', () => {
  const patient = { resourceType: 'Patient', name: [{ family: 'Lefèvre' }] };
  expect(serialize(patient)).toBe(JSON.stringify(patient));
  expect(serialize(patient, 2)).toBe(JSON.stringify(patient, undefined, 2));
});

test('a hashed secret leaves from nowhere: resource, bundle, GraphQL answer', async () => {
  const secret = await hashSecret('x');
  const client = { resourceType: 'ClientApplication', name: 'a', secret, retiringSecret: secret };
  for (const value of [
    client,
    { entry: [{ resource: client }] },
    { data: { ClientApplicationList: [{ secret }] } },
  ]) {
    expect(serialize(value)).not.toContain('scrypt$');
  }
  expect(JSON.parse(serialize(client))).toEqual({ resourceType: 'ClientApplication', name: 'a' });
});

test('nor a sealed one', () => {
  const project = { resourceType: 'Project', secret: [] as Project['secret'] };
  const given = { resourceType: 'Project', id: 'x', secret: [{ name: 'A', valueString: 'mot' }] } as Project;
  new ProjectSecrets(Buffer.alloc(32)).keep(given, { ...given, secret: undefined });
  project.secret = given.secret;
  expect(JSON.stringify(project)).toContain('sealed$');
  expect(publicCopy({ entry: [{ resource: project }] })).toEqual({
    entry: [{ resource: { resourceType: 'Project', secret: [{ name: 'A' }] } }],
  });
  const note = { text: 'sealed$1$ et la suite' };
  expect(publicCopy(note)).toEqual(note);
});

test('nor does the place of a document, whatever is around it', () => {
  const data = tokenOf({ sha256: 'a'.repeat(64), size: 3 });
  const bundle = {
    entry: [{ resource: { resourceType: 'Binary', contentType: 'text/csv', data } }, { text: 'suite' }],
  };
  expect(publicCopy(bundle)).toEqual({
    entry: [{ resource: { resourceType: 'Binary', contentType: 'text/csv' } }, { text: 'suite' }],
  });
});

test('a text that only mentions them is kept', () => {
  const note = { text: 'voir scrypt$ ici', other: 'scrypt$ et rien' };
  expect(publicCopy(note)).toEqual(note);
});

test('nothing is nothing', () => {
  expect(serialize(undefined)).toBeUndefined();
});
