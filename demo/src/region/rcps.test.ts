import { inValueSet, THEMATIC } from '@dcc/fhir-profiles';
import { describe, expect, it } from 'vitest';
import { problems } from '../testing/profiles.ts';
import { directory } from './directory.ts';
import { professional } from './professionals.ts';
import { QUORUM_RULES, ruleFor } from './quorum-rules.ts';
import {
  accountsOf,
  catalogue,
  centreOf,
  ficheTitle,
  numberOf,
  RCPS,
  rcp,
  thematicOf,
  topicOf,
  wayOf,
} from './rcps.ts';

describe('the catalogue', () => {
  it('has seven RCP, valid, with a number each', () => {
    expect(catalogue()).toHaveLength(7);
    expect(catalogue().flatMap(problems)).toEqual([]);
    expect(new Set(RCPS.map(({ number }) => number)).size).toBe(7);
  });

  it('has the thematics of the issue, one transversal RCP and one RCP de recours', () => {
    expect(RCPS.map(({ key }) => key)).toEqual([
      'sein',
      'digestif',
      'thorax',
      'urologie',
      'hematologie',
      'oncogeriatrie',
      'recours',
    ]);
    expect(RCPS.filter(({ nature }) => nature === 'ORG-132').map(({ key }) => key)).toEqual([
      'oncogeriatrie',
    ]);
    expect(RCPS.filter(({ kind }) => kind === 'recours').map(({ key }) => key)).toEqual(['recours']);
  });

  it('is organised by the three establishments and both 3C', () => {
    expect(new Set(RCPS.map(({ at }) => at)).size).toBe(3);
    expect(new Set(RCPS.map(centreOf)).size).toBe(2);
  });

  it('puts the nature first, then the appareil or topic, the organs, the thematic', () => {
    for (const one of catalogue()) {
      const [nature, topic, ...rest] = one.type![0]!.coding!;
      expect(nature!.code).toMatch(/^ORG-1(17|32)$/);
      expect(
        inValueSet(nature!.code === 'ORG-117' ? 'jdv-rcp-appareil' : 'jdv-traitement-soins-frcp', topic),
      ).toBe(true);
      expect(Object.values(THEMATIC).map(({ code }) => code)).toContain(rest.at(-1)!.code);
      expect(rest.slice(0, -1).every((organ) => inValueSet('jdv-rcp-organe', organ))).toBe(true);
    }
  });

  it('is led by doctors with a number, since they sign', () => {
    for (const { chair, deputy } of RCPS) {
      expect(professional(chair).rpps).toBeUndefined();
      expect(professional(chair).profession).toBe('10');
      expect(professional(deputy).profession).toBe('10');
    }
  });
});

describe('quorum rules', () => {
  it('give each RCP one rule, named with its version in the catalogue', () => {
    const named = catalogue().map(({ extension }) => extension![1]!.valueCanonical);
    expect(named).toEqual(RCPS.map((one) => ruleFor(one).canonical));
    expect(new Set(named).size).toBe(4);
    expect(named.every((one) => /\|\d{4}\.\d{2}$/.test(one!))).toBe(true);
  });

  it('are those that are published', () => {
    expect(QUORUM_RULES).toHaveLength(4);
    expect(ruleFor({ kind: 'standard', thematic: 'hematologie' }).rule.id).toBe('quorum-hematologie');
    expect(ruleFor({ kind: 'standard', thematic: 'sein' }).rule.id).toBe('quorum-standard');
  });

  it('refuse an RCP that none applies to', () => {
    expect(() => ruleFor({ kind: 'rare', thematic: 'sein' })).toThrow(RangeError);
  });
});

describe('what a fiche says of its RCP', () => {
  const sein = rcp('sein');

  it('is titled by network, 3C and RCP', () => {
    expect(ficheTitle(sein)).toMatch(/^FRCP Réseau .+ \/ 3C Val-de-Seine .+ \/ Sein Val-de-Seine$/);
  });

  it('is counted for the organiser, its 3C and the establishment of the demandeur', () => {
    expect(accountsOf(sein, 'clinique')).toHaveLength(3);
    expect(accountsOf(sein, 'chu')).toHaveLength(2);
    expect(accountsOf(sein)).toEqual(accountsOf(sein, 'chu'));
  });

  it('is coded', () => {
    expect(wayOf(sein).code).toBe('39');
    expect(wayOf(rcp('recours')).code).toBe('40');
    expect(numberOf(sein)).toMatchObject({ system: 'urn:oid:1.2.250.1.161.1.20.3.1', code: '99110001' });
    expect(thematicOf(sein).code).toBe('sein');
    expect(topicOf(rcp('oncogeriatrie')).code).toBe('ORG-130');
  });

  it('refuses what is not in the catalogue', () => {
    expect(() => rcp('orl')).toThrow(RangeError);
    expect(() => thematicOf({ ...sein, thematic: 'orthopedie' })).toThrow(RangeError);
  });
});

describe('directory', () => {
  it('holds everything once, whatever the seed', () => {
    const all = Object.values(directory()).flat();
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(directory()).toEqual(directory());
  });
});
