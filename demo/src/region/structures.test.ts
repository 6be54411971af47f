import { isFinessValid } from '@dcc/rules';
import { describe, expect, it } from 'vitest';
import { problems } from '../testing/profiles.ts';
import {
  affiliations,
  CENTRE_NAMES,
  ESTABLISHMENTS,
  establishment,
  finess,
  organizations,
  RRC_NAME,
} from './structures.ts';

const all = organizations();
const numberOf = (system: string) =>
  all.flatMap(
    ({ identifier }) =>
      identifier?.filter((one) => one.system?.endsWith(system)).map(({ value }) => value!) ?? [],
  );

describe('structures', () => {
  it('are valid', () => {
    expect(all.flatMap(problems)).toEqual([]);
    expect(affiliations().flatMap(problems)).toEqual([]);
  });

  it('are one network, two 3C, three establishments with their legal entities, and practices in town', () => {
    expect(all).toHaveLength(1 + 2 + 3 + 3 + 4);
    expect(ESTABLISHMENTS.map(({ sector }) => sector).sort()).toEqual(['SA01', 'SA03', 'SA04']);
    expect(CENTRE_NAMES.size).toBe(2);
    expect(RRC_NAME).toContain('fictif');
  });

  it('have FINESS numbers that begin with 99, with the right key, each once', () => {
    const numbers = numberOf('finess.esante.gouv.fr');
    expect(numbers).toHaveLength(10);
    expect(new Set(numbers).size).toBe(10);
    for (const number of numbers) {
      expect(number).toMatch(/^99\d{7}$/);
      expect(isFinessValid(number), number).toBe(true);
    }
  });

  it('have a national number made of the FINESS', () => {
    expect(numberOf('1.71.4.2.2')).toEqual(numberOf('finess.esante.gouv.fr').map((one) => `1${one}`));
  });

  it('have parents that come before them', () => {
    const seen = new Set<string>();
    for (const one of all) {
      if (one.partOf) expect(seen).toContain(one.partOf.reference);
      seen.add(`Organization/${one.id}`);
    }
  });

  it('have an address and a telephone of the range that nobody has', () => {
    for (const { address, telecom, name } of all) {
      expect(address?.[0]?.line?.[0], name).toBeTruthy();
      expect(telecom?.[0]?.value, name).toMatch(/^0199/);
    }
  });

  it('belong to a 3C each', () => {
    expect(
      affiliations().map(({ participatingOrganization }) => participatingOrganization?.reference),
    ).toHaveLength(3);
    expect(new Set(ESTABLISHMENTS.map(({ centre }) => centre)).size).toBe(2);
  });
});

describe('look-ups', () => {
  it('compute the key of a FINESS', () => {
    expect(isFinessValid(finess('99000101'))).toBe(true);
    expect(finess('99000101').slice(0, 8)).toBe('99000101');
  });

  it('refuse an unknown establishment', () => {
    expect(establishment('chu').name).toContain('Louise-Bourgeois');
    expect(() => establishment('hopital')).toThrow(RangeError);
  });
});
