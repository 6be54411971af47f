import { MantineProvider } from '@mantine/core';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import type { Bar } from './bars.ts';
import { NumbersTable } from './NumbersTable.tsx';

const bars = (count: number, more: Partial<Bar['figure']> = {}): Bar[] =>
  Array.from({ length: count }, (_, n) => ({
    key: `place-${n}`,
    label: `Lieu ${n}`,
    figure: { state: 'ok', unit: 'fiches', value: n, numerator: n, ...more },
  }));
const drawn = (rows: Bar[], onDrill?: () => void): string =>
  renderToStaticMarkup(
    createElement(
      MantineProvider,
      { forceColorScheme: 'light' },
      createElement(NumbersTable, { caption: 'Fiches', column: 'Libellé', bars: rows, onDrill }),
    ),
  );
const count = (text: string, what: RegExp) => [...text.matchAll(what)].length;

describe('the table of a chart', () => {
  test('has every row of a short one, and nothing to open', () => {
    const text = drawn(bars(40));
    expect(count(text, /<th scope="row"/g)).toBe(40);
    expect(text).not.toContain('aria-expanded');
  });

  test('has the first forty of a long one, and says how many there are to a button that opens them', () => {
    const text = drawn(bars(2_880));
    expect(count(text, /<th scope="row"/g)).toBe(40);
    expect(text).toMatch(/<button[^>]*aria-expanded="false"[^>]*>/);
    expect(text).toContain('Voir les 2880 lignes');
    const [, table] = /aria-controls="([^"]+)"/.exec(text)!;
    expect(text).toContain(`id="${table}"`);
  });

  test('has columns for what there is only', () => {
    const heads = (text: string) => count(text, /<th>/g);
    expect(heads(drawn(bars(2)))).toBe(2);
    expect(heads(drawn(bars(2, { denominator: 9 })))).toBe(4);
    expect(heads(drawn(bars(2).map((one) => ({ ...one, before: one.figure }))))).toBe(3);
  });

  test('leads behind the figures that count something, each by its name', () => {
    const text = drawn(bars(3), () => {});
    // The first one is zero.
    expect(count(text, /class="dcc-show"/g)).toBe(2);
    expect(text).toMatch(/aria-label="Voir les dossiers\s: Lieu 2"/);
    expect(count(drawn(bars(3)), /class="dcc-show"/g)).toBe(0);
  });
});
