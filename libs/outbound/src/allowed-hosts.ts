import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { ConfigurationError } from '#libs/kernel';
import { parseAddress, type Address } from './public-address.js';

type Pattern = { port: number | null } & ({ name: string } | { suffix: string } | { range: [Address, number] });

const HOST_AND_PORT = /^(\[[^\]]+\]|[^:[\]]+)(?::(\d{1,5}))?$/;

/** The operator's list of hosts that may be called although they are not public. */
export class AllowedHosts {
  private readonly patterns: Pattern[];

  /**
   * @param list comma separated: `host`, `host:port`, `*.suffix`, an address (IPv6 with a port in brackets), a CIDR range
   * @throws ConfigurationError naming the entry that is none of these
   */
  constructor(list: string) {
    this.patterns = list
      .split(',')
      .map((entry) => entry.trim())
      .filter((entry) => entry !== '')
      .map(parseEntry);
  }

  /** @param host a name, or an address without brackets */
  covers(host: string, port: number): boolean {
    const address = parseAddress(host);
    return this.patterns.some((pattern) => (pattern.port === null || pattern.port === port) && matches(pattern, host, address));
  }
}

function matches(pattern: Pattern, host: string, address: Address | null): boolean {
  if ('range' in pattern) return address !== null && address.kind() === pattern.range[0].kind() && address.match(pattern.range);
  return 'name' in pattern ? pattern.name === host : host.endsWith(pattern.suffix);
}

function parseEntry(entry: string): Pattern {
  if (isCidr(entry)) return { range: ipaddr.parseCIDR(entry), port: null };
  const bare = parseAddress(entry);
  if (bare) return { range: exactly(bare), port: null };
  const [, host, port] = HOST_AND_PORT.exec(entry) ?? [];
  const pattern = host === undefined ? null : parseHost(host);
  const number = port === undefined ? null : Number(port);
  if (!pattern || number === 0 || (number ?? 0) > 65_535) {
    throw new ConfigurationError(`OUTBOUND_ALLOWED_HOSTS: ${JSON.stringify(entry)} is no host, host:port, *.suffix, address or CIDR range`);
  }
  return { ...pattern, port: number };
}

/** In full spelling only: ipaddr.js reads `10/8` as 0.0.0.10/8. */
const isCidr = (entry: string): boolean => isIP(entry.split('/', 1)[0]!) > 0 && ipaddr.isValidCIDR(entry);

function parseHost(text: string) {
  const wildcard = text.startsWith('*.');
  const name = normalisedHost(wildcard ? text.slice(2) : text);
  if (name === null) return null;
  const address = parseAddress(name);
  if (wildcard) return address ? null : { suffix: `.${name}` };
  return address ? { range: exactly(address) } : { name };
}

/** Spelled as URLs spell it, so that what is compared with a URL's host is equal to it. */
function normalisedHost(text: string): string | null {
  if (/[\s/?#@\\*%]/.test(text) || !URL.canParse(`http://${text}/`)) return null;
  return hostOf(new URL(`http://${text}/`));
}

/** A URL's host: a name without the root's dot, or an address without brackets. */
export const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$|\.+$/g, '');

const exactly = (address: Address): [Address, number] => [address, address.kind() === 'ipv4' ? 32 : 128];
