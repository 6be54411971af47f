import { describe, expect, test } from 'vitest';
import { find, observation, patient, refusal, storeForTests } from '../testing.ts';

/** Requests as large as a client can send: answered or refused with a 400, never a 500 of SQLite. */
const { repo } = storeForTests();

const many = (n: number, each: (i: number) => string): string =>
  Array.from({ length: n }, (_, i) => each(i)).join(',');

describe('answered', () => {
  test('thousands of codes, with and without systems', async () => {
    const { id } = await repo().createResource(
      observation({ code: { coding: [{ system: 'urn:s', code: 'c1999' }] } }),
    );
    for (const query of [
      `code=${many(3000, (i) => `urn:s|c${i}`)}`,
      `code=${many(3000, (i) => `c${i}`)}`,
      `code=${many(1500, (i) => `urn:s${i}|`)},urn:s|`,
      `_id=${many(2000, (i) => `id${i}`)},${id}`,
      `subject:not=${many(3000, (i) => `Patient/${i}`)}`,
    ]) {
      expect(await find(repo(), `Observation?${query}`), query.slice(0, 30)).toHaveLength(1);
    }
  });

  test('a hundred titles, and a name of many words', async () => {
    await repo().createResource(patient({ name: [{ text: 'un deux trois' }] }));
    expect(await find(repo(), `Patient?name=${many(99, (i) => `nom${i}`)},un`)).toHaveLength(1);
    expect(await find(repo(), `Patient?name=${'un '.repeat(5000)}`)).toHaveLength(1);
  });

  test('many times the same parameter', async () => {
    const query = Array.from({ length: 90 }, (_, i) => `_tag:not=t${i}`).join('&');
    expect(await find(repo(), `Observation?${query}`)).toHaveLength(1);
  });
});

describe('refused', () => {
  test.each([
    ['titles', `Organization?name=${many(101, (i) => `n${i}`)}`],
    ['dates', `Encounter?_lastUpdated=${many(200, () => '2026')}`],
    ['numbers', `Observation?value-quantity=${many(200, (i) => `${i}`)}`],
    ['texts of codes', `Observation?code:text=${many(200, (i) => `t${i}`)}`],
    ['ids', `Observation?subject=${many(10_001, (i) => `Patient/${i}`)}`],
    ['letters', `Patient?name=${'x'.repeat(200_001)}`],
    ['filters', `Patient?${Array.from({ length: 101 }, (_, i) => `_tag:not=t${i}`).join('&')}`],
    ['brackets', `Patient?_filter=${'('.repeat(60_000)}name eq x`],
  ])('too many %s', async (_, url) => {
    expect(await refusal((async () => find(repo(), url))())).not.toBe('');
  });
});
