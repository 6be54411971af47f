import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { Logo } from './Logo.tsx';

/** Shapes with their attributes, whatever way a shape is closed. */
const shapes = (svg: string) =>
  [...svg.matchAll(/<(?:rect|path|circle)([^>]*?)\/?>/g)].map(([, said]) => said!.trim());
const drawn = renderToStaticMarkup(createElement(Logo, { size: 26 }));

test('is the drawing of the browser’s tab', () => {
  const icon = readFileSync(join(import.meta.dirname, '../../public/icon.svg'), 'utf8');
  expect(shapes(icon)).toHaveLength(3);
  expect(shapes(drawn)).toEqual(shapes(icon));
});

test('asks the network for nothing', () => {
  expect(drawn).not.toMatch(/<img|<image|<use|href|url\(/);
});

test('is not read out: words stand beside it', () => expect(drawn).toContain('aria-hidden="true"'));
