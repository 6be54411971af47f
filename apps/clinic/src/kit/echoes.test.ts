import { describe, expect, test } from 'vitest';
import { Echoes } from './echoes.ts';

describe('Echoes', () => {
  test('an address written here comes back as an echo, once', () => {
    const echoes = new Echoes();
    echoes.wrote('a');
    expect(echoes.isEcho('a')).toBe(true);
    expect(echoes.isEcho('a')).toBe(false);
  });

  test('of several written fast, one that comes late changes nothing', () => {
    const echoes = new Echoes();
    for (const id of ['a', 'b', 'c']) echoes.wrote(id);
    expect(echoes.isEcho('a')).toBe(true);
    expect(echoes.isEcho('c')).toBe(true);
  });

  test('those passed over are not awaited any more: going back there is a wish', () => {
    const echoes = new Echoes();
    echoes.wrote('a');
    echoes.wrote('b');
    expect(echoes.isEcho('b')).toBe(true);
    expect(echoes.isEcho('a')).toBe(false);
  });

  test('an address that nobody wrote here is a wish, and what was awaited is over', () => {
    const echoes = new Echoes();
    echoes.wrote('a');
    expect(echoes.isEcho('elsewhere')).toBe(false);
    expect(echoes.isEcho('a')).toBe(false);
  });

  test('closing is written and comes back like any other', () => {
    const echoes = new Echoes();
    echoes.wrote(undefined);
    expect(echoes.isEcho(undefined)).toBe(true);
  });
});
