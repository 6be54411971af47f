import { describe, expect, it } from 'vitest';
import { coverPairs, pairs, traits } from './documents.ts';

const document = (title: string, ...parts: string[]) => `<title>${title}</title>${parts.join('')}`;

describe('traits', () => {
  it('tells the RCP, the modality and the quorum', () => {
    const found = traits(document('FRCP A', '<value code="ORG-128"/>', '<value code="ORG-133"/>'));
    expect(found).toEqual(expect.arrayContaining(['rcp:FRCP A', 'ORG-128', 'ORG-133', 'no-ins', 'no-tnm']));
    expect(found).not.toContain('ORG-126');
  });

  it('tells an amendment from a first version', () => {
    const amended = traits(document('A', '<versionNumber value="2"/>', '<relatedDocument typeCode="RPLC">'));
    expect(amended).toEqual(expect.arrayContaining(['version:2', 'replaces']));
    expect(traits(document('A', '<versionNumber value="1"/>'))).not.toContain('replaces');
  });

  it('tells an INS, test roots included', () => {
    expect(traits(document('A', '<id root="1.2.250.1.213.1.4.10" extension="x"/>'))).toContain('ins');
    expect(traits(document('A', '<id root="1.2.250.1.213.1.4.2" extension="x"/>'))).toContain('no-ins');
  });
});

describe('pairs', () => {
  it('are those of all traits, each with itself, whatever their order', () => {
    expect(pairs(['b', 'a', 'c']).toSorted()).toEqual(['a & a', 'a & b', 'a & c', 'b & b', 'b & c', 'c & c']);
    expect(pairs(['c', 'b', 'a', 'a'])).toEqual(pairs(['a', 'b', 'c']));
  });
});

describe('coverPairs', () => {
  const QUORUM = '<value code="ORG-133"/>';
  const MODALITY = '<value code="ORG-128"/>';
  const texts: Record<string, string> = {
    a1: document('A'),
    a2: document('A'),
    a3: document('A', MODALITY),
    a4: document('A', QUORUM),
    b1: document('B'),
    c1: document('C', QUORUM, '<versionNumber value="2"/>'),
  };
  const traitsOf = (some: Record<string, string>) =>
    new Map(Object.entries(some).map(([name, text]) => [name, traits(text)]));
  const all = traitsOf(texts);
  const shown = (names: Iterable<string>) => new Set([...names].flatMap((name) => pairs(all.get(name)!)));

  it('shows whatever two traits meet somewhere', () => {
    expect(shown(coverPairs(all))).toEqual(shown(all.keys()));
  });

  it('leaves out what brings nothing, and begins with what brings most', () => {
    const chosen = coverPairs(all);
    expect(chosen.toSorted()).toEqual(['a3', 'a4', 'b1', 'c1']);
    const most = Math.max(...[...all.values()].map(({ length }) => length));
    expect(all.get(chosen[0]!)).toHaveLength(most);
  });

  it('takes the one that shows two traits together, though each was seen', () => {
    const chosen = coverPairs(traitsOf({ ...texts, a5: document('A', MODALITY, QUORUM) }));
    expect(chosen).toContain('a5');
    expect(chosen).not.toContain('a3');
    expect(chosen).not.toContain('a4');
  });

  it('gives none twice and nothing of nothing', () => {
    const chosen = coverPairs(all);
    expect(new Set(chosen).size).toBe(chosen.length);
    expect(coverPairs(new Map())).toEqual([]);
  });
});
