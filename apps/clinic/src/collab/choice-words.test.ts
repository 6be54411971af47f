import { expect, test } from 'vitest';
import { choiceWords } from './choice-words.ts';

const at = 'valueCodeableConcept.coding[0]';

test('a code is told by its label, once', () => {
  const choices = [
    { path: `${at}.code`, mine: 'conform', theirs: 'deviating' },
    { path: `${at}.display`, mine: 'Conforme', theirs: 'Hors référentiel' },
  ];
  expect(choiceWords(choices)).toEqual([
    { path: `${at}.display`, mine: 'Conforme', theirs: 'Hors référentiel' },
  ]);
});

test('a code that came without a label is told all the same', () => {
  expect(choiceWords([{ path: `${at}.code`, mine: 'a', theirs: 'b' }])).toHaveLength(1);
});

test('two codes at different places are two choices', () => {
  const other = 'activity[1].detail.code.coding[0]';
  const choices = [
    { path: `${at}.display`, mine: 'x', theirs: 'y' },
    { path: `${other}.code`, mine: 'a', theirs: 'b' },
  ];
  expect(choiceWords(choices).map(({ path }) => path)).toEqual([`${at}.display`, `${other}.code`]);
});

test('an entry is told by what it says, without ids; yes and no in French; nothing as nothing', () => {
  const line = {
    id: 'a1',
    detail: { code: { coding: [{ code: 'GEN-1', display: 'radiothérapie' }] }, description: '40 Gy' },
  };
  expect(choiceWords([{ path: 'activity[0]', mine: line, theirs: undefined }])).toEqual([
    { path: 'activity[0]', mine: 'radiothérapie, 40 Gy', theirs: '' },
  ]);
  expect(choiceWords([{ path: 'valueBoolean', mine: true, theirs: false }])[0]).toMatchObject({
    mine: 'oui',
    theirs: 'non',
  });
});
