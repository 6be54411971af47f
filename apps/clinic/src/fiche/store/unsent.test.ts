import { describe, expect, it } from 'vitest';
import { type FicheContent, readContent } from '../model/index.ts';
import { CONTEXT, draft } from '../model/testing.ts';
import { unsent, wordsOf } from './unsent.ts';

const signed = draft({ status: 'final' });
const base = readContent(signed);
const typed = (change: Partial<FicheContent>) =>
  unsent(signed, { base, content: { ...base, ...change } }, CONTEXT);

describe('what was typed in a fiche that was signed meanwhile', () => {
  it('is nothing when nothing was typed, or all of it is signed', () => {
    expect(typed({})).toEqual([]);
    const before = { ...base, history: 'Ancien.' };
    expect(unsent(signed, { base: before, content: base }, CONTEXT)).toEqual([]);
  });

  it('is told part by part, word by word', () => {
    const parts = typed({ history: `${base.history} Asthme ancien.` });
    expect(parts.map(({ key }) => key)).toEqual(['history']);
    expect(parts[0]!.runs.filter(({ kind }) => kind === 'added').map(({ text }) => text.trim())).toEqual([
      'Asthme ancien.',
    ]);
  });

  it('tells a line of the proposal in words, not by its code', () => {
    const { lines, ...rest } = base.proposal;
    const line = {
      key: 'urn:uuid:00000000-0000-4000-8000-00000000000b',
      text: 'Curiethérapie',
      description: '',
    };
    const parts = typed({ proposal: { ...rest, lines: [...lines, line] } });
    expect(wordsOf(parts)).toContain('Curiethérapie');
    expect(wordsOf(parts)).not.toMatch(/urn:|LA\d|ORG-/);
  });

  it('keeps what the signature changed elsewhere', () => {
    const before = { ...base, comorbidity: 'Avant.' };
    const parts = unsent(signed, { base: before, content: { ...before, history: 'Asthme.' } }, CONTEXT);
    expect(parts.map(({ key }) => key)).toEqual(['history']);
  });

  it('leaves the signed fiche as it is', () => {
    typed({ history: 'Autre.' });
    expect(signed.composition.status).toBe('final');
    expect(readContent(signed)).toEqual(base);
  });
});

describe('the words to copy', () => {
  it('are those of each part under its title, without what they replace', () => {
    expect(wordsOf(typed({ history: 'Asthme.', comorbidity: 'Obésité.' }))).toBe(
      'Antécédents médicaux\nAsthme.\n\nComorbidités\nObésité.',
    );
  });
});
