import type { AccessPolicyIpAccessRule } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { ipAllowed } from './ip.ts';

function allowed(address: string | undefined, ...lines: string[]): boolean {
  const ipAccessRule = lines.map((line): AccessPolicyIpAccessRule => {
    const [action, value] = line.split(' ') as ['allow' | 'block', string];
    return { action, value };
  });
  return ipAllowed({ resourceType: 'AccessPolicy', ipAccessRule }, address);
}

describe('the first rule that matches decides', () => {
  test('none lets everyone in', () => {
    expect(ipAllowed(undefined, '192.0.2.1')).toBe(true);
    expect(allowed('192.0.2.1', 'block 198.51.100.0/24')).toBe(true);
  });

  test('the hospital network only', () => {
    expect(allowed('10.3.2.1', 'allow 10.0.0.0/8', 'block *')).toBe(true);
    expect(allowed('192.0.2.1', 'allow 10.0.0.0/8', 'block *')).toBe(false);
    expect(allowed('10.3.2.1', 'block 10.3.2.1', 'allow 10.0.0.0/8')).toBe(false);
  });
});

describe('values', () => {
  test.each([
    ['192.0.2.1', '192.0.2.1', true],
    ['192.0.2.1', '192.0.2.10', false],
    ['192.0.2.', '192.0.2.10', true],
    ['192.0.2.0/28', '192.0.2.16', false],
    ['::ffff:192.0.2.1', '192.0.2.1', false],
    ['2001:db8::/32', '2001:db8::5', true],
    ['2001:db8::/32', '192.0.2.1', false],
    ['10.0.0.0/99', '10.0.0.1', false],
    ['', '10.0.0.1', false],
  ])('%s and %s: %s', (value, address, blocked) => {
    expect(allowed(address, `block ${value}`)).toBe(!blocked);
  });

  test('an IPv4 address that comes over IPv6 is itself', () => {
    expect(allowed('::ffff:192.0.2.1', 'block 192.0.2.1')).toBe(false);
  });

  test('an unknown address only matches everything', () => {
    expect(allowed(undefined, 'block 10.0.0.0/8')).toBe(true);
    expect(allowed(undefined, 'block *')).toBe(false);
  });
});
