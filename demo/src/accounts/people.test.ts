import { describe, expect, it } from 'vitest';
import { passwordProblem } from '../../../apps/server/src/auth/password-rules.ts';
import { PROFESSIONALS, professional } from '../region/professionals.ts';
import { RCPS, rcp } from '../region/rcps.ts';
import { ESTABLISHMENTS } from '../region/structures.ts';
import { octoberStory } from '../testing/month.ts';
import { ACCOUNTS, account, PASSWORD } from './people.ts';
import { STAFF, staffResources } from './staff.ts';

const ofRole = (role: string) => ACCOUNTS.filter((one) => one.role === role);

describe('the accounts', () => {
  it('have an address each, that a person can type', () => {
    const emails = ACCOUNTS.map(({ email }) => email);
    expect(new Set(emails).size).toBe(emails.length);
    expect(emails.filter((email) => !/^[a-z.-]+@demo\.example$/.test(email))).toEqual([]);
  });

  it('have a password that the server takes', () => {
    for (const { email, given, family } of ACCOUNTS) {
      expect(passwordProblem(PASSWORD, [email, given, family]), email).toBeUndefined();
    }
  });

  it('hold every role but that of a program', () => {
    expect(ofRole('secretaire-rcp').length).toBeGreaterThanOrEqual(2);
    expect(new Set(ofRole('medecin').flatMap(({ at }) => at)).size).toBe(ESTABLISHMENTS.length);
    for (const role of ['administrateur-3c', 'analyste', 'administrateur']) {
      expect(ofRole(role), role).not.toEqual([]);
    }
    expect(ofRole('logiciel-dpi')).toEqual([]);
  });

  it('let each RCP be led where it is organised', () => {
    for (const one of RCPS) {
      expect(account(one.chair)).toMatchObject({ role: 'coordonnateur', at: [one.at], secondFactor: true });
    }
  });

  it('let everyone of the story play: who asks, and who signs with a second factor', () => {
    for (const plan of octoberStory().cases) {
      expect(account(plan.requester).at).toContain(professional(plan.requester).at);
      expect(account(plan.attester).secondFactor, plan.attester).toBe(true);
    }
  });

  it('give each establishment that organises a RCP a secretary', () => {
    const served = new Set(ofRole('secretaire-rcp').flatMap(({ at }) => at));
    for (const { key } of RCPS) expect(served).toContain(rcp(key).at);
  });

  it('are none for those who do not come to a RCP', () => {
    const doctorsInTown = PROFESSIONALS.filter(({ key }) => key.startsWith('mt-'));
    for (const { key } of doctorsInTown) expect(() => account(key)).toThrow('Aucun compte');
  });

  it('are found by address too, however it is typed', () => {
    expect(account('Laurent.Desmarest@demo.example').key).toBe('chir-dig-1');
  });
});

describe('the staff', () => {
  it('is in the directory like everyone, with a number of its own', () => {
    const places = staffResources();
    expect(places).toHaveLength(STAFF.length);
    const numbers = places.map(({ role }) => role.identifier![0]!.value);
    expect(new Set(numbers).size).toBe(STAFF.length);
    expect(numbers[0]).toBe(`97000${String(PROFESSIONALS.length + 101).padStart(5, '0')}`);
    for (const { practitioner, role } of places) {
      expect(role.practitioner?.reference).toBe(`Practitioner/${practitioner.id}`);
    }
  });
});
