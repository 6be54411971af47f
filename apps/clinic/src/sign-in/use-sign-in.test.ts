import { expect, test } from 'vitest';
import { nextStep } from './use-sign-in.ts';

test('a complete login asks for nothing more', () => {
  expect(nextStep({ login: 'l', code: 'c' })).toBeUndefined();
  expect(nextStep({ login: 'l', code: 'c', memberships: [] })).toBeUndefined();
});

test('a second factor is asked for before the choice of a post', () => {
  expect(nextStep({ login: 'l', mfaRequired: true, memberships: [] })).toEqual({ name: 'code' });
});

test('whoever must enrol sees the image to scan', () => {
  expect(nextStep({ login: 'l', mfaEnrollRequired: true, enrollQrCode: 'data:x' })).toEqual({
    name: 'enroll',
    image: 'data:x',
  });
});

test('recovery codes are shown even when the login is complete: they are shown once', () => {
  expect(nextStep({ login: 'l', code: 'c', recoveryCodes: ['a', 'b'] })).toEqual({
    name: 'recovery',
    codes: ['a', 'b'],
  });
});

test('several posts are a choice', () => {
  const memberships = [{ resourceType: 'ProjectMembership' as const, id: '1' }] as never;
  expect(nextStep({ login: 'l', memberships })).toEqual({ name: 'choice', memberships });
});
