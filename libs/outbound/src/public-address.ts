import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

export type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** IPv6 that is routed in the internet at all: https://www.iana.org/assignments/ipv6-address-space */
const GLOBAL_UNICAST_V6: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('2000::'), 3];
/** NAT64 (RFC 6052): a translator calls the IPv4 address in the last four bytes. */
const NAT64: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('64:ff9b::'), 96];
/** The host agent of Azure's machines has a public address that is reachable from inside only. */
const AZURE_HOST_AGENT = '168.63.129.16';

/**
 * @param text an address in the spelling of WHATWG URLs (without brackets) or of a resolver
 * @returns what is called in the end: for IPv4-mapped and NAT64 addresses the IPv4 one; null for a name
 */
export function parseAddress(text: string): Address | null {
  if (isIP(text) === 0 || !ipaddr.isValid(text)) return null;
  const address = ipaddr.process(text);
  if (address instanceof ipaddr.IPv6 && address.match(NAT64)) return new ipaddr.IPv4(address.toByteArray().slice(12));
  return address;
}

/** Whether an address is globally routable unicast; tunnels (6to4, Teredo) are not, as they may end anywhere. */
export function isPublicAddress(address: Address): boolean {
  if (address.range() !== 'unicast') return false;
  if (address instanceof ipaddr.IPv6) return address.match(GLOBAL_UNICAST_V6);
  return address.toString() !== AZURE_HOST_AGENT;
}
