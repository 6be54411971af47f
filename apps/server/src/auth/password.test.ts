import { expect, test } from 'vitest';
import { Passwords } from './password.ts';

const passwords = new Passwords(12);

test('a password opens its own hash, however its accents are typed', async () => {
  const hash = await passwords.hash('crème brûlée du soir');
  expect(hash).toMatch(/^scrypt\$4096\$8\$1\$/);
  expect(await passwords.verify('crème brûlée du soir', hash)).toBe(true);
  expect(await passwords.verify('cre\u0300me bru\u0302le\u0301e du soir', hash)).toBe(true);
  expect(await passwords.verify('creme brulee du soir', hash)).toBe(false);
  expect(await passwords.verify('', hash)).toBe(false);
});

test('a server made stricter still knows the passwords of before', async () => {
  const hash = await passwords.hash('tournevis pamplemousse');
  expect(await new Passwords(13).verify('tournevis pamplemousse', hash)).toBe(true);
});

test('without a hash nothing opens, not even the decoy’s own text', async () => {
  for (const none of [undefined, null]) {
    expect(await passwords.verify('nobody’s password', none)).toBe(false);
  }
});

test('an unknown user takes as long as a wrong password', async () => {
  const hash = await passwords.hash('tournevis pamplemousse');
  const time = async (against: string | undefined) => {
    const start = performance.now();
    for (let i = 0; i < 20; i++) {
      await passwords.verify('faux mot de passe', against);
    }
    return performance.now() - start;
  };
  await time(undefined);
  const [unknown, wrong] = [await time(undefined), await time(hash)];
  // On a busy machine times vary; without the decoy the ratio would be in the hundreds.
  expect(unknown / wrong).toBeGreaterThan(0.1);
  expect(unknown / wrong).toBeLessThan(10);
});
