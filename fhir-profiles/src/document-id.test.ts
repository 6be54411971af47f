import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DCC } from './canonical.ts';
import { DOCUMENT_NAMESPACE, documentIds, uuidToOid, uuidV5 } from './document-id.ts';

/** The namespaces of RFC 9562 appendix A. */
const DNS = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';
const URL_NAMESPACE = '6ba7b811-9dad-11d1-80b4-00c04fd430c8';

describe('uuidV5', () => {
  it('gives the value of the example of RFC 9562 (appendix A.4)', () => {
    expect(uuidV5('www.example.com', DNS)).toBe('2ed6657d-e927-568b-95e1-2665a8aea6a2');
  });

  it('marks version 5 and the variant whatever the name', () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        expect(uuidV5(name, DNS)).toMatch(
          /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
        );
      }),
    );
  });

  it('refuses a namespace that is not a UUID', () => {
    expect(() => uuidV5('x', '1234')).toThrow('Espace de noms UUID invalide');
  });

  it('made our namespace from the canonical base', () => {
    expect(uuidV5(DCC, URL_NAMESPACE)).toBe(DOCUMENT_NAMESPACE);
  });
});

describe('uuidToOid', () => {
  it('gives the decimal of ITU-T X.667', () => {
    expect(uuidToOid('f81d4fae-7dec-11d0-a765-00a0c91e6bf6')).toBe(
      '2.25.329800735698586629295641978511506172918',
    );
    expect(uuidToOid('00000000-0000-0000-0000-000000000001')).toBe('2.25.1');
  });
});

describe('documentIds', () => {
  const identifier = 'urn:uuid:8f0ab3ad-52a8-4a3a-9a6c-35a2b3f0f7d1';

  it('keeps the setId over the versions and links each version to the one before', () => {
    const [one, two, three] = [1, 2, 3].map((version) => documentIds(identifier, version));
    expect(new Set([one?.setId, two?.setId, three?.setId]).size).toBe(1);
    expect(one).not.toHaveProperty('replaces');
    expect(two?.replaces).toBe(one?.id);
    expect(three?.replaces).toBe(two?.id);
    expect(new Set([one?.id, two?.id, three?.id, one?.setId]).size).toBe(4);
  });

  it('gives the same ids twice and other ids to another document', () => {
    expect(documentIds(identifier, 1)).toEqual(documentIds(identifier, 1));
    expect(documentIds(`${identifier}0`, 1).setId).not.toBe(documentIds(identifier, 1).setId);
  });

  it('refuses a missing identifier or version, naming the field', () => {
    expect(() => documentIds('', 1)).toThrow('Composition.identifier.value');
    for (const version of [0, -1, 1.5, Number.NaN]) {
      expect(() => documentIds(identifier, version)).toThrow('dcc-document-version');
    }
  });
});
