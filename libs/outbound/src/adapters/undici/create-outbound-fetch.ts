import type { Agent } from 'undici';
import type { OutboundFetch } from '../../outbound-fetch.js';
import type { OutboundPolicy } from '../../outbound-policy.js';
import { Exchange, abortError, type ResponseHead } from './exchange.js';
import { createGuardedAgent, type OutboundAgentOptions } from './guarded-agent.js';
import { OutboundBody } from './outbound-body.js';
import { outboundRequest } from './outbound-request.js';
import { OutboundResponse } from './outbound-response.js';

export type { OutboundAgentOptions } from './guarded-agent.js';

/** Responses that have no body: https://fetch.spec.whatwg.org/#null-body-status */
const WITHOUT_BODY = new Set([204, 205, 304]);

/**
 * A fetch for URLs that tenants configure. It rejects with
 * - OutboundAddressRefused, itself or along `cause` (findOutboundRefusal), for what the policy does not allow;
 * - an AbortError, with the signal's reason as cause, once `init.signal` is aborted, before or while the body is read;
 * - a TypeError with the connection's error, and its `code`, as cause otherwise.
 * A redirect comes back as it is. A body is to be read to its end, or cancelled.
 */
export function createOutboundFetch({ policy, ...options }: { policy: OutboundPolicy } & OutboundAgentOptions): OutboundFetch {
  const agent = createGuardedAgent(policy, options);
  return {
    fetch: (input, init) => call(agent, policy, input, init ?? {}),
    close: () => agent.destroy(),
  };
}

async function call(agent: Agent, policy: OutboundPolicy, input: string | URL | Request, init: RequestInit): Promise<Response> {
  if (typeof input === 'object' && 'method' in input) throw new TypeError('A Request is not taken: give its URL and an init');
  const url = policy.assertUrl(String(input));
  const request = outboundRequest(url, init);
  if (init.signal?.aborted) throw abortError('The call was aborted', init.signal.reason);
  const exchange = new Exchange(init.signal ?? null);
  agent.dispatch(request, exchange);
  const head = await exchange.head;
  refusePacked(head, exchange);
  const hasBody = request.method !== 'HEAD' && !WITHOUT_BODY.has(head.status);
  // The type the SDKs ask for; OutboundFetch tells what of it there is.
  return new OutboundResponse(url.href, head, hasBody ? new OutboundBody(exchange) : null) as unknown as Response;
}

function refusePacked({ headers }: ResponseHead, exchange: Exchange): void {
  const coding = headers['content-encoding'];
  if (coding === undefined || coding === 'identity') return;
  exchange.cancel();
  throw new TypeError('fetch failed', { cause: new Error(`The response is packed (${coding}) although that was not asked for`) });
}
