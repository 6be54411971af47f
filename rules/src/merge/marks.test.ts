import { describe, expect, it } from 'vitest';
import { mark, marksIn, resolveMarks } from './marks.ts';

const two = `Avis ${mark('AM', 'favorable')} ${mark('JD', 'réservé [à revoir]')} du comité`;

describe('marks in a text', () => {
  it('are found with their writer and their place, brackets inside them included', () => {
    expect(marksIn(two).map(({ initials, text }) => [initials, text])).toEqual([
      ['AM', 'favorable'],
      ['JD', 'réservé [à revoir]'],
    ]);
    const [first] = marksIn(two);
    expect(two.slice(first!.from, first!.to)).toBe(mark('AM', 'favorable'));
  });

  it('are not seen in what anyone may type', () => {
    expect(marksIn('[AM : avis] [voir page 2] [T2 N1] AM\u00a0: oui')).toEqual([]);
  });

  it('are plain text once a bracket was deleted', () => {
    expect(marksIn(mark('AM', 'favorable').slice(0, -1))).toEqual([]);
  });

  it('count once when one holds another', () => {
    expect(marksIn(mark('AM', `vu ${mark('JD', 'non')}`))).toHaveLength(1);
  });

  it('stay recognisable when the same person wrote on two posts', () => {
    expect(marksIn(mark('AM2', 'oui'))[0]?.initials).toBe('AM2');
  });
});

describe('taking the marks away', () => {
  it('keeps every text when nobody is chosen', () => {
    expect(resolveMarks(two)).toBe('Avis favorable réservé [à revoir] du comité');
  });

  it('keeps one writer’s text and a single blank', () => {
    expect(resolveMarks(two, 'AM')).toBe('Avis favorable du comité');
    expect(resolveMarks(two, 'JD')).toBe('Avis réservé [à revoir] du comité');
  });

  it('does nothing to a text without marks', () => {
    expect(resolveMarks('Avis favorable [1]')).toBe('Avis favorable [1]');
  });
});
