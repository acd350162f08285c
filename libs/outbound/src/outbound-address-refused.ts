/** The URL leads, or may lead, to where tenants must not make the platform call. Trying again does not help. */
export class OutboundAddressRefused extends Error {
  override readonly name = 'OutboundAddressRefused';

  /** @param host as in the URL; empty when there is none. Resolved addresses are never named: they are the operator's. */
  constructor(
    readonly host: string,
    problem = 'is not open to outbound calls',
  ) {
    super(host ? `The host ${host} ${problem}.` : `The URL ${problem}.`);
  }

  /** Without the host: the SDKs look for "timeout" in an error's text, and tenants choose the names of hosts. */
  override toString(): string {
    return this.name;
  }
}

/** The refusal behind an error of the SDKs or of fetch, found along `cause`; null when there is none. */
export function findOutboundRefusal(error: unknown): OutboundAddressRefused | null {
  const seen = new Set<unknown>();
  for (let at = error; at instanceof Object && !seen.has(at); at = (at as { cause?: unknown }).cause) {
    if (at instanceof OutboundAddressRefused) return at;
    seen.add(at);
  }
  return null;
}
