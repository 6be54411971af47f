import { describe, expect, it } from 'vitest';
import { changeItem, moveItem, newKey } from './parts-props.ts';

const list = ['a', 'b', 'c'].map((key) => ({ key, text: key }));
const keys = (items: { key: string }[]) => items.map(({ key }) => key).join('');

describe('changeItem', () => {
  it('changes one, takes one out, leaves the others', () => {
    expect(changeItem(list, 'b', { text: 'x' }).map(({ text }) => text)).toEqual(['a', 'x', 'c']);
    expect(keys(changeItem(list, 'b', undefined))).toBe('ac');
    expect(changeItem(list, 'z', undefined)).toEqual(list);
  });
});

describe('moveItem', () => {
  it('goes a step, and stops at the ends', () => {
    expect(keys(moveItem(list, 'c', -1))).toBe('acb');
    expect(keys(moveItem(list, 'a', 1))).toBe('bac');
    expect(keys(moveItem(list, 'a', -1))).toBe('abc');
    expect(keys(moveItem(list, 'c', 1))).toBe('abc');
    expect(keys(moveItem(list, 'z', 1))).toBe('abc');
  });
});

it('makes a key that no other has', () => {
  expect(newKey()).toMatch(/^urn:uuid:[0-9a-f-]{36}$/);
  expect(newKey()).not.toBe(newKey());
});
