import { goldenBundle } from '@dcc/fhir-profiles/examples/golden.ts';
import type { Element } from 'slimdom';
import { beforeAll, describe, expect, it } from 'vitest';
import { frcpToCda } from '../cda/index.ts';
import { all, at, attr, children, descendants, parseCda, textOf } from './dom.ts';
import { headerValues } from './header-values.ts';
import { type Reading, readPdf, squeeze } from './reading.ts';
import { renderFrcpPdf } from './render.ts';

let cda = '';
let reading: Reading;
let text = '';
beforeAll(async () => {
  cda = frcpToCda(goldenBundle(), { modelVersion: '2025.01' });
  reading = await readPdf(await renderFrcpPdf(cda));
  text = squeeze(reading.pages.join('\n'));
});

const sections = (): Element[] =>
  [...descendants(parseCda(cda).documentElement)].filter((one) => one.localName === 'section');

/** The smallest pieces of a narrative: what stands in one cell, item or paragraph, or the text itself. */
function leaves(section: Element): string[] {
  const holders = ['td', 'th', 'item', 'paragraph', 'caption'];
  const narrative = at(section, 'text');
  const found = [...descendants(narrative)].filter((one) => holders.includes(one.localName));
  const deepest = found.filter(
    (one) => ![...descendants(one)].some((inner) => inner !== one && found.includes(inner)),
  );
  return (deepest.length ? deepest : [narrative!])
    .flatMap((one) => broken(one))
    .map(squeeze)
    .filter(Boolean);
}

/** Text between two line breaks: a cell cut over lines beside another is read line by line. */
const broken = (element: Element): string[] =>
  (element.textContent ?? '').split(/\s+/).filter((word) => word.length > 1);

describe('the golden fiche in print', () => {
  it('shows every value of the header', () => {
    const values = headerValues(cda);
    expect(values.length).toBeGreaterThan(200);
    expect(values.filter((value) => !text.includes(value))).toEqual([]);
  });

  it('shows every word of every section, titles included', () => {
    const found = sections();
    expect(found.length).toBeGreaterThanOrEqual(20);
    for (const section of found) {
      const missing = leaves(section).filter((leaf) => !text.includes(leaf));
      expect(missing, textOf(at(section, 'title'))).toEqual([]);
      expect(text).toContain(squeeze(textOf(at(section, 'title'))));
    }
  });

  it('shows the whole decision on the first page', () => {
    const decision = sections().filter((one) =>
      ['18776-5', '35510-7'].includes(attr(at(one, 'code'), 'code')),
    );
    expect(decision).toHaveLength(2);
    const first = squeeze(reading.pages[0]!);
    for (const section of decision) {
      expect(leaves(section).filter((leaf) => !first.includes(leaf))).toEqual([]);
    }
    expect(first.indexOf('Propositiondela')).toBeGreaterThan(0);
  });

  it('names every participant of the header with role and establishment', () => {
    const participants = all(parseCda(cda).documentElement, 'participant');
    expect(participants.length).toBeGreaterThan(6);
    for (const one of participants) {
      const family = textOf(at(one, 'associatedEntity/associatedPerson/name/family'));
      expect(text).toContain(squeeze(family));
      for (const place of children(at(one, 'associatedEntity'), 'scopingOrganization')) {
        expect(text).toContain(squeeze(textOf(at(place, 'name'))));
      }
    }
  });

  it('is the same file twice, and takes no notice of a copy already there', async () => {
    const [one, two] = await Promise.all([renderFrcpPdf(cda), renderFrcpPdf(cda)]);
    expect(Buffer.from(one).equals(Buffer.from(two))).toBe(true);
    const copied = frcpToCda(goldenBundle(), { modelVersion: '2025.01', pdf: one });
    expect(copied.length).toBeGreaterThan(cda.length + one.length);
    expect(Buffer.from(await renderFrcpPdf(copied)).equals(Buffer.from(one))).toBe(true);
  });
});
