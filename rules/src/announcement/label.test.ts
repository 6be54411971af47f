import { describe, expect, test } from 'vitest';
import { INVISIBLE_PATIENT } from './guard.ts';
import { isLabelledHidden, visibilityLabels } from './label.ts';

const NORMAL = {
  coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'N' }],
};
const MASKED = { coding: [{ system: INVISIBLE_PATIENT.system, code: 'MASQUE_PS' }] };
const HIDDEN = { coding: [{ ...INVISIBLE_PATIENT }] };

describe('the labels of a document', () => {
  test('hidden: one more, after the confidentiality of the CDA', () => {
    expect(visibilityLabels([NORMAL], true)).toEqual([NORMAL, HIDDEN]);
    expect(visibilityLabels(undefined, true)).toEqual([HIDDEN]);
  });

  test('hidden twice is hidden once', () => {
    expect(visibilityLabels(visibilityLabels([NORMAL], true), true)).toEqual([NORMAL, HIDDEN]);
  });

  test('shown: the others stay, what is masked from professionals too', () => {
    expect(visibilityLabels([NORMAL, HIDDEN, MASKED], false)).toEqual([NORMAL, MASKED]);
    expect(visibilityLabels([NORMAL], false)).toEqual([NORMAL]);
  });

  test('nothing it was given is changed', () => {
    const labels = [NORMAL, HIDDEN];
    visibilityLabels(labels, false)[0] = MASKED;
    expect(labels).toEqual([NORMAL, HIDDEN]);
  });
});

test.each([
  [[NORMAL, HIDDEN], true],
  [[NORMAL], false],
  [[MASKED], false],
  [undefined, false],
  // The same word of another system says nothing.
  [[{ coding: [{ system: 'http://example.org', code: INVISIBLE_PATIENT.code }] }], false],
])('a document labelled %j is hidden: %s', (securityLabel, expected) => {
  expect(isLabelledHidden(securityLabel ? { securityLabel } : {})).toBe(expected);
});
