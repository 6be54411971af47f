import { describe, expect, it } from 'vitest';
import { choose, traits } from './documents.ts';

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

describe('choose', () => {
  const texts: Record<string, string> = {
    a1: document('A'),
    a2: document('A'),
    a3: document('A', '<value code="ORG-128"/>'),
    b1: document('B'),
    c1: document('C', '<value code="ORG-133"/>', '<versionNumber value="2"/>'),
  };
  const read = (f: string) => texts[f]!;

  it('prefers what has not been seen yet', () => {
    expect(choose(Object.keys(texts), 3, read).toSorted()).toEqual(['a3', 'b1', 'c1']);
  });

  it('gives them all when there are fewer than asked', () => {
    expect(choose(Object.keys(texts), 99, read).toSorted()).toEqual(Object.keys(texts).toSorted());
  });

  it('gives none twice and nothing of nothing', () => {
    const chosen = choose(Object.keys(texts), 5, read);
    expect(new Set(chosen).size).toBe(5);
    expect(choose([], 3, read)).toEqual([]);
  });
});
