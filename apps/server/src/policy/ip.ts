import { BlockList, isIP } from 'node:net';
import type { AccessPolicy } from '@medplum/fhirtypes';

/**
 * May a request come from this address? The first ipAccessRule that matches decides; with none, it may. A
 * rule's value is `*`, an address, a network ("10.0.0.0/8") or the beginning of an address. Asked at every
 * request, where Medplum asks at login only: a token taken home does not work there.
 */
export function ipAllowed(policy: AccessPolicy | undefined, address: string | undefined): boolean {
  const rules = policy?.ipAccessRule ?? [];
  const from = (address ?? '').replace(/^::ffff:(?=\d+\.)/i, '');
  return rules.find(({ value }) => matches(value, from))?.action !== 'block';
}

function matches(value: string, address: string): boolean {
  if (value === '*' || value === address) {
    return true;
  }
  const [network = '', bits] = value.split('/');
  if (bits !== undefined) {
    return inNetwork(network, Number(bits), address);
  }
  return isIP(value) === 0 && value !== '' && address.startsWith(value);
}

function inNetwork(network: string, bits: number, address: string): boolean {
  const family = isIP(network) === 6 ? 'ipv6' : 'ipv4';
  const size = family === 'ipv6' ? 128 : 32;
  if (isIP(network) === 0 || isIP(network) !== isIP(address) || !(bits >= 0 && bits <= size)) {
    return false;
  }
  const block = new BlockList();
  block.addSubnet(network, bits, family);
  return block.check(address, family);
}
