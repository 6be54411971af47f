/**
 * The language of Medplum as the product speaks it, by MedplumClient alone: on the embedded server here, on a
 * real one with DCC_BASE_URL, DCC_CLIENT_ID and DCC_CLIENT_SECRET (its project as spec/medplum.md §14 says).
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DIFFERENCES } from './differences.ts';
import { access } from './sections/access.ts';
import { bundles } from './sections/bundles.ts';
import { content } from './sections/content.ts';
import { crud } from './sections/crud.ts';
import { doors } from './sections/doors.ts';
import { logins } from './sections/logins.ts';
import { rights } from './sections/rights.ts';
import { screens } from './sections/screens.ts';
import { search } from './sections/search.ts';
import { work } from './sections/work.ts';
import { notAsserted, openTarget, type Target } from './support.ts';

let target: Target;
beforeAll(async () => {
  target = await openTarget();
}, 120_000);
afterAll(() => target?.close(), 120_000);

const sections = { crud, search, bundles, content, work, access, rights, logins, doors, screens };
for (const [name, section] of Object.entries(sections)) {
  describe(name, () => section(() => target));
}

test('each known difference is asserted, once', () => {
  expect(notAsserted()).toEqual([]);
  expect(new Set(DIFFERENCES.map(({ id }) => id)).size).toBe(DIFFERENCES.length);
});
