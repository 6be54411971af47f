import { describe, expect, test } from 'vitest';
import { showProgress } from './progress.ts';
import { recordingIo } from './testing/io.ts';

describe('showProgress for a log', () => {
  test('writes a line per new label, not per step', () => {
    const io = recordingIo();
    const { step, end } = showProgress(io);
    step({ done: 0, total: 9, label: 'Profils' });
    step({ done: 3, total: 9, label: 'Profils' });
    step({ done: 5, total: 9, label: 'Bots' });
    end();
    expect(io.output).toEqual(['Profils (9)', 'Bots (9)']);
  });
});

describe('showProgress for a person', () => {
  test('draws a bar, ends twice without harm, and writes nothing to the log', () => {
    const io = { ...recordingIo(), isTty: true };
    const { step, end } = showProgress(io);
    step({ done: 1, total: 2, label: 'Profils' });
    step({ done: 2, total: 2, label: 'Bots' });
    end();
    end();
    expect(io.output).toEqual([]);
  });
});
