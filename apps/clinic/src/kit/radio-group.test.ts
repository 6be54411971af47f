import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const root = new URL('../', import.meta.url);

/** What it is for is proven in a browser: test/src/browser/unseen.test.ts. */
test('no screen uses a group of radio buttons that misses a click', () => {
  const screens = globSync('**/*.tsx', { cwd: root });
  expect(screens.length).toBeGreaterThan(100);
  const own = screens.filter((file) => readFileSync(new URL(file, root), 'utf8').includes('<Radio.Group'));
  expect(own).toEqual(['kit/RadioGroup.tsx']);
});
