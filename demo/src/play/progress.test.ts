import { describe, expect, it } from 'vitest';
import { lines, progress } from './progress.ts';

describe('lines', () => {
  it('says one line per phase: name, count, duration in French', () => {
    const said: string[] = [];
    let clock = 1000;
    const bar = lines(
      (text) => said.push(text),
      () => clock,
    );
    bar.begin('Patients', 3);
    bar.step();
    bar.step(2);
    clock += 1250;
    bar.end();
    expect(said).toEqual(['  Patients : 3 en 1,3 s']);
  });

  it('says nothing of a phase that did not begin', () => {
    const said: string[] = [];
    const bar = lines((text) => said.push(text));
    bar.step();
    bar.end();
    expect(said).toEqual([]);
  });
});

describe('progress', () => {
  const stream = (isTTY: boolean) => {
    const written: string[] = [];
    const out = {
      isTTY,
      columns: 80,
      write: (text: string) => written.push(text),
      on: () => out,
      cursorTo: () => undefined,
    };
    return {
      out: Object.assign(out, { clearLine: () => undefined, moveCursor: () => undefined }) as never,
      written,
    };
  };

  it('writes plain lines where there is no terminal', () => {
    const { out, written } = stream(false);
    const bar = progress(out);
    bar.begin('Signatures', 2);
    bar.step(2);
    bar.end();
    expect(written).toHaveLength(1);
    expect(written[0]).toMatch(/^ {2}Signatures : 2 en \d+,\d s\n$/);
  });

  it('draws a bar on a terminal', () => {
    const { out, written } = stream(true);
    const bar = progress(out);
    bar.begin('Signatures', 2);
    bar.step(2);
    bar.end();
    expect(written.join('')).toContain('Signatures');
  });
});
