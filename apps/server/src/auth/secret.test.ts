import { describe, expect, test } from 'vitest';
import { generateSecret, hashSecret, isHashedSecret, verifySecret } from './secret.ts';

describe('secrets', () => {
  test('a generated secret has 256 bits and is never the same', () => {
    expect(generateSecret()).toMatch(/^[0-9a-f]{64}$/);
    expect(generateSecret()).not.toBe(generateSecret());
  });

  test('the hash verifies its own secret and no other', async () => {
    const hash = await hashSecret('Le secret de la région');
    expect(await verifySecret('Le secret de la région', hash)).toBe(true);
    expect(await verifySecret('Le secret de la region', hash)).toBe(false);
    expect(await verifySecret('', hash)).toBe(false);
  });

  test('the same secret gives two hashes: the salt is random', async () => {
    const [one, two] = await Promise.all([hashSecret('x'), hashSecret('x')]);
    expect(one).not.toBe(two);
    expect(await verifySecret('x', two)).toBe(true);
  });

  test('the hash does not contain the secret', async () => {
    const secret = generateSecret();
    expect(await hashSecret(secret)).not.toContain(secret);
  });

  test('a hash made at another cost still verifies', async () => {
    const hash = await hashSecret('x');
    const cheaper = hash.replace('scrypt$16384$', 'scrypt$1024$');
    expect(await verifySecret('x', cheaper)).toBe(false);
    expect(isHashedSecret(cheaper)).toBe(true);
  });

  test.each([
    '',
    'clear text',
    'scrypt$',
    'scrypt$16384$8$1$c2FsdA$',
    'scrypt$999999999$8$1$c2FsdA$a2V5',
    'scrypt$a$b$c$d$e',
  ])('what is not a hash verifies nothing: %s', async (text) =>
    expect(await verifySecret(text, text)).toBe(false),
  );
});
