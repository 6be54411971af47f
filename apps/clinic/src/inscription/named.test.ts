import { emptyDraft } from '@dcc/rules/src/inscription/draft.ts';
import { record } from '@dcc/rules/src/inscription/fixture.ts';
import { accept } from '@dcc/rules/src/inscription/offer.ts';
import { prefill } from '@dcc/rules/src/inscription/prefill.ts';
import { expect, test } from 'vitest';
import { named } from './named.ts';

const offers = prefill(record());
const full = offers.reduce(accept, emptyDraft('x').clinical);

/** As it comes back from the server: of an origin, the reference alone. */
const bare = JSON.parse(
  JSON.stringify(full, (key, value) =>
    key === 'origin' ? { reference: value.reference, label: '' } : value,
  ),
);

test('every origin finds its words again, the TNM’s inside its tumour included', () => {
  expect(named(bare, offers)).toEqual(full);
});

test('what was typed has no origin, before and after', () => {
  const typed = { ...bare, ecog: { value: { grade: 2 } } };
  expect(named(typed, offers).ecog).toEqual({ value: { grade: 2 } });
});

test('an origin that the record no longer offers stays as it is', () => {
  expect(named(bare, [])).toEqual(bare);
});
