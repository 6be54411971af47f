import { goldenBundle } from '@dcc/fhir-profiles/examples/golden.ts';
import { frcpToCda, renderFrcpPdf } from '@dcc/transforms';
import type { Composition } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { render } from './render.ts';

// Documents are compared as booleans: a difference would print half a megabyte.
const modelVersion = '2025.01';

describe('render', () => {
  test('gives what the two transforms give one after the other', async () => {
    const { cda, pdf, defects } = await render(goldenBundle());
    const alone = await renderFrcpPdf(frcpToCda(goldenBundle(), { modelVersion }));
    expect(Buffer.from(pdf).equals(Buffer.from(alone))).toBe(true);
    expect(cda === frcpToCda(goldenBundle(), { modelVersion, pdf: alone })).toBe(true);
    expect(defects).toEqual([]);
  });

  test('gives the same bytes twice, whatever the order of the entries', async () => {
    const first = await render(goldenBundle());
    const bundle = goldenBundle();
    bundle.entry = [bundle.entry![0]!, ...bundle.entry!.slice(1).reverse()];
    const second = await render(bundle);
    expect(first.cda === second.cda).toBe(true);
    expect(Buffer.from(first.pdf).equals(Buffer.from(second.pdf))).toBe(true);
  });

  test('the copy goes in its place, even when a text holds the letters that keep it', async () => {
    const bundle = goldenBundle();
    const fiche = bundle.entry![0]!.resource as Composition;
    const words = 'ZGNjLWNvcGllLXBkZi1hLXZlbmly';
    fiche.section!.find(({ title }) => title === 'Comorbidités')!.text!.div =
      `<div xmlns="http://www.w3.org/1999/xhtml"><p>${words}</p></div>`;
    const { cda, pdf } = await render(bundle);
    expect(cda.split(words)).toHaveLength(2);
    expect(cda.includes(Buffer.from(pdf).toString('base64'))).toBe(true);
  });

  test('reports what our rules refuse', async () => {
    const bundle = goldenBundle();
    for (const { resource } of bundle.entry!) {
      if (resource?.resourceType === 'Organization') {
        delete resource.type;
      }
    }
    const { defects } = await render(bundle);
    expect(
      defects.some(({ severity, message }) => severity === 'error' && message.includes('annuaire')),
    ).toBe(true);
  });
});
