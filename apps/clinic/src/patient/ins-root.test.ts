import { expect, test } from 'vitest';
import type { Config } from '../app/client.ts';
import { isTestSite } from './ins-root.ts';

test('a site is a production when its settings say so, and not otherwise', () => {
  expect(isTestSite({ production: true })).toBe(false);
  expect(isTestSite({ production: false })).toBe(true);
  expect(isTestSite({})).toBe(true);
});

test('what an operator typed wrongly does not make a production', () => {
  for (const typed of ['true', 'oui', 1, null, {}]) {
    expect(isTestSite({ production: typed } as unknown as Config)).toBe(true);
  }
});
