import { describe, expect, it } from 'vitest';
import { listData, readData, words } from './data.ts';

/** Every text of a data file, wherever it is. */
function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return value && typeof value === 'object' ? Object.values(value).flatMap(texts) : [];
}

const files: string[][] = ['commun', 'region'].flatMap((folder) =>
  listData(folder).map((file) => [folder, file]),
);
const scenarios: string[][] = listData('scenarios').flatMap((folder) =>
  listData('scenarios', folder).map((file) => ['scenarios', folder, file]),
);

describe('data files', () => {
  it('are listed in alphabetical order', () => {
    expect(listData('scenarios')).toEqual([...listData('scenarios')].sort());
    expect(scenarios.length).toBeGreaterThan(30);
  });

  it.each([...files, ...scenarios])('%s %s %s: is JSON with French typography', (...path) => {
    const all = texts(readData(...path));
    expect(all.length).toBeGreaterThan(0);
    expect(all.filter((one) => one.includes("'"))).toEqual([]);
    expect(all.filter((one) => / [:;!?%]( |$)/.test(one))).toEqual([]);
  });

  it('join a text that was cut over lines', () => {
    expect(words(['Une phrase', 'coupée.'])).toBe('Une phrase coupée.');
    expect(words('Une phrase.')).toBe('Une phrase.');
  });

  it('cannot be read where they are not', () => {
    expect(() => readData('region', 'absent.json')).toThrow(/absent\.json/);
  });
});
