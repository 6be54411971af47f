import { rmSync } from 'node:fs';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { checkOptions } from '../config.ts';
import { runServer } from '../server.ts';
import { temporaryDir } from '../store/testing.ts';
import { signIn } from '../testing/harness.ts';
import { inviteUser, PASSWORD, signInUser } from '../testing/people.ts';

test('the log of logins, refusals and invitations names nobody and holds no secret', async () => {
  const lines: string[] = [];
  const logger = pino({ level: 'debug' }, { write: (line: string) => lines.push(line) });
  const dir = temporaryDir();
  const server = await runServer(checkOptions({ port: 0, dataDir: dir, passwordCost: 12 }), logger);
  const admin = await signIn(server.url, server.clientId, server.clientSecret!);
  const email = 'claire.delacroix@chu-exemple.fr';
  await inviteUser({ server, admin, dir, close: server.close }, { email, lastName: 'Delacroix' });
  const medplum = await signInUser(server.url, email, { remember: true });
  const { accessToken, refreshToken } = medplum.getActiveLogin()!;
  await signInUser(server.url, email, { password: 'un mauvais mot de passe' }).catch(() => undefined);
  await fetch(`${server.url}auth/external?state=claire.delacroix&code=secret-du-fournisseur`);
  await fetch(`${server.url}oauth2/authorize?client_id=claire.delacroix`);
  await server.close();
  rmSync(dir, { recursive: true });

  const text = lines.join('');
  expect(text).toContain('/auth/login');
  expect(text).toContain('login refused');
  for (const secret of ['claire', 'delacroix', 'Delacroix', PASSWORD, 'mauvais', accessToken, refreshToken]) {
    expect(text).not.toContain(secret);
  }
  expect(text).not.toContain('secret-du-fournisseur');
});
