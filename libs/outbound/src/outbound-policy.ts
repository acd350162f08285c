import { lookup } from 'node:dns/promises';
import type { LookupAddress } from 'node:dns';
import { AllowedHosts, hostOf } from './allowed-hosts.js';
import { OutboundAddressRefused } from './outbound-address-refused.js';
import { isPublicAddress, parseAddress } from './public-address.js';

/** All addresses of a name. @throws the resolver's error when it has none */
export type ResolveName = (name: string) => Promise<LookupAddress[]>;

/** Names that lead to the machine itself or to a cloud's metadata, with credentials in it. */
const RESERVED_NAMES = /^(localhost|metadata|instance-data|metadata\.goog|metadata\.tencentyun\.com|.+\.(localhost|internal))$/;

const resolveWithSystem: ResolveName = (name) => lookup(name, { all: true });

/**
 * Which URLs configured by tenants the platform calls: everything public, and what the operator lists.
 * A name that is listed may resolve to any address.
 */
export class OutboundPolicy {
  private readonly allowed: AllowedHosts;

  /**
   * @param allowedHosts the operator's list (OUTBOUND_ALLOWED_HOSTS)
   * @throws ConfigurationError when the list is not valid
   */
  constructor(
    allowedHosts: string,
    private readonly resolveName: ResolveName = resolveWithSystem,
  ) {
    this.allowed = new AllowedHosts(allowedHosts);
  }

  /**
   * Checks what can be seen in the URL itself. Names are resolved by assertResolves, and again when connecting.
   * @throws OutboundAddressRefused
   */
  assertUrl(text: string): URL {
    if (!URL.canParse(text)) throw new OutboundAddressRefused('', 'is not valid');
    const url = new URL(text);
    const host = hostOf(url);
    if (!['http:', 'https:'].includes(url.protocol)) throw new OutboundAddressRefused(host, 'is called with http or https only');
    if (url.username || url.password) throw new OutboundAddressRefused(host, 'is not called with credentials in the URL');
    if (!this.allowed.covers(host, portOf(url)) && !mayBePublic(host)) throw new OutboundAddressRefused(host);
    return url;
  }

  /**
   * assertUrl, and no address of the host may be private. A name that does not resolve passes: it may tomorrow,
   * and is checked again whenever it is called.
   * @throws OutboundAddressRefused
   */
  async assertResolves(text: string): Promise<void> {
    const url = this.assertUrl(text);
    const addresses = await this.addressesOf(url).catch(() => []);
    this.assertAddresses(url, addresses);
  }

  /**
   * The addresses to connect to.
   * @throws OutboundAddressRefused when a single one is not allowed; the resolver's error when there is none
   */
  async resolve(url: URL): Promise<LookupAddress[]> {
    const addresses = await this.addressesOf(url);
    this.assertAddresses(url, addresses);
    return addresses;
  }

  private async addressesOf(url: URL): Promise<LookupAddress[]> {
    const host = hostOf(url);
    const literal = parseAddress(host);
    return literal ? [{ address: host, family: literal.kind() === 'ipv4' ? 4 : 6 }] : this.resolveName(host);
  }

  private assertAddresses(url: URL, addresses: LookupAddress[]): void {
    const [host, port] = [hostOf(url), portOf(url)];
    if (this.allowed.covers(host, port)) return;
    const open = addresses.every(({ address }) => this.allowed.covers(address, port) || isPublic(address));
    if (!open) throw new OutboundAddressRefused(host);
  }
}

function mayBePublic(host: string): boolean {
  return host !== '' && (parseAddress(host) ? isPublic(host) : !RESERVED_NAMES.test(host));
}

function isPublic(text: string): boolean {
  const address = parseAddress(text);
  return address !== null && isPublicAddress(address);
}

const portOf = (url: URL): number => Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
