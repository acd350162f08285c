import type { LookupFunction } from 'node:net';
import { callbackify } from 'node:util';
import { Agent, Pool, buildConnector } from 'undici';
import type { OutboundPolicy } from '../../outbound-policy.js';

export interface OutboundAgentOptions {
  /** Connections to one origin at a time; further calls wait in line. Default: no limit. */
  connectionsPerOrigin?: number;
  /** Milliseconds for resolving, connecting and TLS together. Default: 5,000. */
  connectTimeoutMs?: number;
  /** Milliseconds an idle connection is kept. Default: 4,000. */
  keepAliveMs?: number;
  /** Milliseconds until the response's head has come. Default: no limit; callers bring an AbortSignal. */
  headersTimeoutMs?: number;
  /** Milliseconds between two chunks of the response. Default: no limit; callers bring an AbortSignal. */
  bodyTimeoutMs?: number;
}

/**
 * An agent that connects to addresses it has checked itself. A name checked earlier may resolve to another address
 * by now (DNS rebinding), so only the lookup of the connection itself decides. Redirects are not followed.
 */
export function createGuardedAgent(policy: OutboundPolicy, options: OutboundAgentOptions): Agent {
  const timeout = options.connectTimeoutMs ?? 5_000;
  return new Agent({
    connections: options.connectionsPerOrigin ?? null,
    keepAliveTimeout: options.keepAliveMs ?? 4_000,
    headersTimeout: options.headersTimeoutMs ?? 0,
    bodyTimeout: options.bodyTimeoutMs ?? 0,
    // A pool per origin, for the port is needed to judge an address, and a lookup is not told it.
    factory: (origin, poolOptions: Pool.Options) => new Pool(origin, { ...poolOptions, connect: guardedConnector(policy, String(origin), timeout) }),
  });
}

function guardedConnector(policy: OutboundPolicy, origin: string, timeout: number): buildConnector.connector {
  const connect = buildConnector({ timeout, lookup: guardedLookup(policy, new URL(origin)) });
  return (options, callback) => {
    try {
      // No lookup happens for an address in the URL.
      policy.assertUrl(origin);
    } catch (refusal) {
      callback(refusal as Error, null);
      return;
    }
    connect(options, callback);
  };
}

function guardedLookup(policy: OutboundPolicy, url: URL): LookupFunction {
  const resolve = callbackify(() => policy.resolve(url));
  return (_, { all }, callback) => {
    resolve((error, addresses) => {
      if (error) callback(error, []);
      else if (all) callback(null, addresses);
      else callback(null, addresses[0]!.address, addresses[0]!.family);
    });
  };
}
