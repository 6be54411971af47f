import { isInsValid } from '@dcc/rules';
import { describe, expect, it } from 'vitest';
import { insIdentifier, matricule } from './identity.ts';

describe('matricule', () => {
  it('says sex, year, month, commune and order, then its key', () => {
    const made = matricule({ sex: 'F', date: '1955-06-01', commune: '75114' }, 42);
    expect(made.slice(0, 13)).toBe('2550675114042');
    expect(isInsValid(made)).toBe(true);
  });

  it.each([
    ['M', '1979-11-23', '2A004', '179112A004'],
    ['F', '1948-03-20', '99139', '2480399139'],
    ['M', '1961-10-07', '97209', '1611097209'],
  ] as const)('is right for %s born %s in %s', (sex, date, commune, begin) => {
    const made = matricule({ sex, date, commune }, 7);
    expect(made.startsWith(begin)).toBe(true);
    expect(isInsValid(made)).toBe(true);
  });

  it('has another key when one figure changes', () => {
    const birth = { sex: 'F', date: '1955-06-01', commune: '75114' } as const;
    expect(matricule(birth, 42).slice(13)).not.toBe(matricule(birth, 43).slice(13));
  });

  it('refuses a commune that is not one', () => {
    expect(() => matricule({ sex: 'F', date: '1955-06-01', commune: 'PARIS' }, 1)).toThrow(RangeError);
  });
});

describe('insIdentifier', () => {
  it('uses the test roots only', () => {
    expect(insIdentifier('NIR', '1')).toMatchObject({
      use: 'official',
      system: 'urn:oid:1.2.250.1.213.1.4.10',
    });
    expect(insIdentifier('NIA', '1')).toMatchObject({ use: 'temp', system: 'urn:oid:1.2.250.1.213.1.4.11' });
  });
});
