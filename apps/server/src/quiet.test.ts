import { expect, test, vi } from 'vitest';
import { silenceSqliteWarning } from './quiet.ts';

function setUp() {
  const shown = vi.fn();
  const target = { emitWarning: shown } as unknown as Pick<NodeJS.Process, 'emitWarning'>;
  silenceSqliteWarning(target);
  return { shown, emit: target.emitWarning as (...args: unknown[]) => void };
}

test('the SQLite warning is silent, in both ways Node writes it', () => {
  const { shown, emit } = setUp();
  const text = 'SQLite is an experimental feature and might change at any time';
  emit(text, 'ExperimentalWarning');
  emit(text, { type: 'ExperimentalWarning' });
  expect(shown).not.toHaveBeenCalled();
});

test('every other warning still shows, unchanged', () => {
  const { shown, emit } = setUp();
  emit('Another feature is experimental', 'ExperimentalWarning');
  emit('SQLite is slow today', 'PerformanceWarning');
  const error = new Error('deprecated');
  emit(error, { code: 'DEP0001' });
  expect(shown.mock.calls).toEqual([
    ['Another feature is experimental', 'ExperimentalWarning'],
    ['SQLite is slow today', 'PerformanceWarning'],
    [error, { code: 'DEP0001' }],
  ]);
});
