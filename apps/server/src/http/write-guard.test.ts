import type { Binary, Bot, ClientApplication, Project, ProjectSetting, Resource } from '@medplum/fhirtypes';
import { beforeEach, describe, expect, test } from 'vitest';
import { ProjectSecrets } from '../auth/project-secrets.ts';
import { hashSecret } from '../auth/secret.ts';
import { tokenOf } from '../binary/token.ts';
import type { WriteEvent } from '../context.ts';
import { WriteGuard } from './write-guard.ts';

let guard: WriteGuard;
beforeEach(() => {
  guard = new WriteGuard();
});

function write(
  resource: Resource,
  previous?: Resource,
  interaction: WriteEvent['interaction'] = 'update',
): void {
  const event = { interaction, resource: { ...resource, id: 'x' }, previous, projectId: 'p', author: {} };
  guard.check([event as WriteEvent]);
}

describe('documents', () => {
  const binary = (data?: string): Binary => ({ resourceType: 'Binary', contentType: 'text/plain', data });

  test('only with their bytes on the disk', () => {
    expect(() => write(binary('AAAA'))).toThrow('par PUT');
    expect(() => write(binary(tokenOf({ sha256: 'a'.repeat(64), size: 1 })))).not.toThrow();
    expect(() => write(binary())).not.toThrow();
  });

  test('a deletion needs no look', () => {
    expect(() => write(binary('AAAA'), undefined, 'delete')).not.toThrow();
  });
});

describe('secrets', () => {
  const client = (more: Partial<ClientApplication>): ClientApplication => ({
    resourceType: 'ClientApplication',
    ...more,
  });

  test('only hashed, both of them', async () => {
    const hash = await hashSecret('x');
    expect(() => write(client({ secret: hash, retiringSecret: hash }))).not.toThrow();
    expect(() => write(client({ secret: 'en clair, mais bien long' }))).toThrow('par PUT');
    expect(() => write(client({ secret: hash, retiringSecret: 'en clair' }))).toThrow('par PUT');
  });
});

describe('the secrets of a project', () => {
  const project = (setting: ProjectSetting): Project => ({ resourceType: 'Project', secret: [setting] });

  test('only sealed, whatever their type', () => {
    const given: Project = { ...project({ name: 'A', valueInteger: 3 }), id: 'x' };
    new ProjectSecrets(Buffer.alloc(32)).keep(given, { resourceType: 'Project', id: 'x' });
    expect(() => write(given)).not.toThrow();
    expect(() => write({ resourceType: 'Project' })).not.toThrow();
    expect(() => write(project({ name: 'A', valueString: 'en clair' }))).toThrow('par PUT');
    expect(() => write(project({ name: 'A', valueInteger: 3 }))).toThrow('par PUT');
    expect(() => write(project({ name: 'A', valueBoolean: false }))).toThrow('par PUT');
  });
});

describe('the code of bots', () => {
  const bot = (url?: string, more: Partial<Bot> = {}): Bot => ({
    resourceType: 'Bot',
    executableCode: url ? { contentType: 'text/javascript', url } : undefined,
    ...more,
  });

  test('comes from $deploy, once per deployment', () => {
    expect(() => write(bot('Binary/a'))).toThrow('$deploy');
    guard.allowCode('Binary/a');
    expect(() => write(bot('Binary/a'))).not.toThrow();
    expect(() => write(bot('Binary/a'))).toThrow('$deploy');
  });

  test('stays when the rest of the bot changes, and may be taken away', () => {
    expect(() => write(bot('Binary/a', { name: 'après' }), bot('Binary/a', { name: 'avant' }))).not.toThrow();
    expect(() => write(bot(), bot('Binary/a'))).not.toThrow();
  });

  test('cannot be swapped, nor its checksum changed', () => {
    expect(() => write(bot('Binary/b'), bot('Binary/a'))).toThrow('$deploy');
    const changed = { executableCode: { contentType: 'text/javascript', url: 'Binary/a', hash: 'other' } };
    expect(() => write(bot('Binary/a', changed), bot('Binary/a'))).toThrow('$deploy');
  });
});

test('every other resource passes', () => {
  expect(() => write({ resourceType: 'Patient' })).not.toThrow();
});
