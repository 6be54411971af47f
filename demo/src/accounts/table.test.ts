import { describe, expect, it } from 'vitest';
import { ACCOUNTS, account, PASSWORD } from './people.ts';
import { accountRows, accountsText } from './table.ts';

const responsable = account('chir-sein');
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const secrets = {
  factors: { [responsable.email]: SECRET },
  software: { chu: { clientId: 'id-du-chu', clientSecret: 'secret-du-chu' } },
};

describe('accountRows', () => {
  it('lists every account once, roles together', () => {
    const rows = accountRows(secrets);
    expect(rows.map(({ email }) => email).sort()).toEqual(ACCOUNTS.map(({ email }) => email).sort());
    const roles = rows.map(({ role }) => role);
    expect(new Set(roles).size).toBe(roles.filter((role, i) => role !== roles[i - 1]).length);
  });

  it('gives the secret of who has one, and of nobody else', () => {
    const rows = accountRows(secrets);
    expect(rows.filter(({ secret }) => secret)).toEqual([
      {
        role: 'Responsable de RCP',
        name: 'Hélène ARNOULT',
        place: 'Hôpital universitaire Louise-Bourgeois',
        email: responsable.email,
        password: PASSWORD,
        secret: SECRET,
      },
    ]);
  });
});

describe('accountsText', () => {
  const text = accountsText(secrets);

  it('says in French what to type', () => {
    expect(text).toContain(`mot de passe de tous : ${PASSWORD}`);
    expect(text).toMatch(/Responsable de RCP +Hélène ARNOULT +helene\.arnoult@demo\.example +code : GEZD/);
    expect(text).toContain('npm run demo -- --code');
  });

  it('names the places of a shared secretary', () => {
    expect(text).toMatch(/Aurélie BONNAUD .*Institut .* et Clinique/);
  });

  it('lists the software that exists', () => {
    expect(text).toContain('id-du-chu');
    expect(text.match(/Logiciel DPI/g)).toHaveLength(1);
  });
});
