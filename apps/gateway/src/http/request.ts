import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Principal, VirtualKeyHolder } from '#libs/identity';
import type { LimitState } from '#libs/ratelimit';

/** A request on its way through the edge. */
export type GatewayRequest = FastifyRequest & {
  /** Set by authentication; absent on public routes. */
  principal?: Principal;
  /** Set by authentication on the routes of the relay. */
  keyHolder?: VirtualKeyHolder;
};

/** The RateLimit-* headers (draft-ietf-httpapi-ratelimit-headers-07); reset in seconds. */
export function setLimitHeaders(reply: FastifyReply, state: LimitState): void {
  reply.header('RateLimit-Limit', String(state.limit));
  reply.header('RateLimit-Remaining', String(state.remaining));
  reply.header('RateLimit-Reset', String(state.resetSeconds));
}
