import type { Project } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { isSealedSecret, ProjectSecrets } from './project-secrets.ts';

const KEY = Buffer.alloc(32, 1);
const vault = new ProjectSecrets(KEY);
const ID = '6a1fd9c8-4a5b-4b4f-8b5c-0c7d7f8a3c11';
const WORD = 'mot-de-passe-du-depot';

const project = (secret?: Project['secret']): Project => ({ resourceType: 'Project', id: ID, secret });
/** What is stored after `secret` was given to a project that held `before`. */
function kept(secret: unknown, before: Project = project()): Project {
  const candidate = { ...before, secret } as Project;
  vault.keep(candidate, before);
  return candidate;
}
const stored = kept([
  { name: 'ONCORIF_PASSWORD', valueString: WORD },
  { name: 'SEUIL', valueInteger: 11 },
  { name: 'OUVERT', valueBoolean: false },
  { name: 'PART', valueDecimal: 0.5 },
]);

describe('what is stored', () => {
  test('is sealed, whatever the type, with the name alone in clear', () => {
    for (const { name, ...value } of stored.secret!) {
      expect(name).not.toBe('');
      expect(Object.keys(value)).toEqual(['valueString']);
      expect(isSealedSecret(value.valueString!)).toBe(true);
    }
    expect(JSON.stringify(stored)).not.toContain(WORD);
    expect(JSON.stringify(stored)).not.toContain(Buffer.from(WORD).toString('base64url').slice(4, -4));
  });

  test('opens with the same key, as it was given', () => {
    expect(vault.open(stored)).toEqual({
      secrets: [
        { name: 'ONCORIF_PASSWORD', valueString: WORD },
        { name: 'SEUIL', valueInteger: 11 },
        { name: 'OUVERT', valueBoolean: false },
        { name: 'PART', valueDecimal: 0.5 },
      ],
      lost: [],
    });
    expect(vault.forBot(stored).SEUIL).toEqual({ name: 'SEUIL', valueInteger: 11 });
  });

  test('does not change when the same value is given again, or the name alone, or nothing', () => {
    expect(kept(vault.open(stored).secrets, stored)).toEqual(stored);
    expect(
      kept(
        stored.secret!.map(({ name }) => ({ name })),
        stored,
      ),
    ).toEqual(stored);
    expect(kept(undefined, stored)).toEqual(stored);
  });

  test('is what the list says: one left out is gone, one changed is sealed anew', () => {
    const after = kept([{ name: 'SEUIL', valueInteger: 12 }], stored);
    expect(vault.open(after).secrets).toEqual([{ name: 'SEUIL', valueInteger: 12 }]);
    expect(kept([], stored).secret).toEqual([]);
  });

  test('never opens under another name, in another project, or with another key', () => {
    const [first] = stored.secret!;
    expect(vault.open(project([{ ...first!, name: 'SEUIL' }])).lost).toEqual(['SEUIL']);
    expect(vault.open({ ...stored, id: 'other' }).secrets).toEqual([]);
    const other = new ProjectSecrets(Buffer.alloc(32, 2));
    expect(other.open(stored).lost).toHaveLength(4);
    expect(() => other.forBot(stored)).toThrow('à donner de nouveau : ONCORIF_PASSWORD, SEUIL, OUVERT, PART');
  });

  test('a text that looks sealed is sealed itself', () => {
    const value = stored.secret![0]!.valueString!;
    const after = kept([{ name: 'A', valueString: value }]);
    expect(after.secret![0]!.valueString).not.toBe(value);
    expect(vault.open(after).secrets).toEqual([{ name: 'A', valueString: value }]);
  });

  test('one that an earlier version left in clear still opens, and is sealed by the next write', () => {
    const old = project([{ name: 'A', valueString: WORD }]);
    expect(vault.open(old).secrets).toEqual(old.secret);
    for (const given of [undefined, [{ name: 'A' }], [{ name: 'A', valueString: WORD }]]) {
      const after = kept(given, old);
      expect(isSealedSecret(after.secret![0]!.valueString!)).toBe(true);
      expect(vault.open(after).secrets).toEqual(old.secret);
    }
  });
});

describe('refused, naming the secret and never its value', () => {
  const secret = 'ne-doit-pas-paraitre';
  test.each([
    ['not a list', { name: 'A', valueString: secret }, 'une liste'],
    ['a text', secret, 'une liste'],
    ['no name', [{ valueString: secret }], 'n° 1'],
    ['a name with a space', [{ name: 'A' }, { name: 'B C', valueString: secret }], 'n° 2'],
    ['a name that reaches a prototype', [{ name: '', valueString: secret }], 'n° 1'],
    ['a null', [null], 'n° 1'],
    ['two values', [{ name: 'A', valueString: secret, valueInteger: 1 }], 'le secret A'],
    ['an unknown value', [{ name: 'A', valueReference: secret }], 'le secret A'],
    ['a text as a number', [{ name: 'A', valueInteger: secret }], 'le secret A'],
    ['a fraction as an integer', [{ name: 'A', valueInteger: 1.5 }], 'le secret A'],
    ['an object as a text', [{ name: 'A', valueString: { secret } }], 'le secret A'],
    ['an empty text', [{ name: 'A', valueString: '' }], 'le secret A'],
    ['a name alone that was never given', [{ name: 'A' }], 'le secret A n’a pas de valeur'],
    [
      'a name twice',
      [
        { name: 'A', valueString: secret },
        { name: 'A', valueString: 'x' },
      ],
      'deux fois',
    ],
    ['more than a project needs', Array.from({ length: 201 }, (_, i) => ({ name: `A${i}` })), '200'],
  ])('%s', (_name, given, words) => {
    let message = 'accepted';
    try {
      kept(given);
    } catch (error) {
      ({ message } = error as Error);
    }
    expect(message).toContain(words);
    expect(message).not.toContain(secret);
  });

  test('secrets of a project that is not there', () => {
    expect(() => vault.keep(project([{ name: 'A', valueString: secret }]), undefined)).toThrow(
      'exister déjà',
    );
  });
});
