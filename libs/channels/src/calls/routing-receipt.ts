import type { RoutingAttempt } from '#libs/contracts';
import type { ProviderError } from '../provider-adapter.js';
import type { Choice } from '../selection/channel-request.js';
import type { NoChoice } from '../selection/channel-selector.js';

/** What a vendor is called in usage and receipts: the preset says more than the type. */
export const providerOf = ({ channel }: Pick<Choice, 'channel'>): string => channel.preset ?? channel.type;

const MOST_PASSED_OVER = 20;

/** Every channel tried for one call, in order; or, when none could be, those that were passed over. */
export class RoutingReceipt {
  readonly attempts: RoutingAttempt[] = [];

  answered(choice: Choice, startedAt: Date, tookMs: number, firstTokenMs: number | null): void {
    this.attempts.push({ ...lineOf(choice, startedAt, tookMs, firstTokenMs), outcome: 'completed', why_left: null, status: 200 });
  }

  left(choice: Choice, startedAt: Date, tookMs: number, firstTokenMs: number | null, error: ProviderError): void {
    this.attempts.push({ ...lineOf(choice, startedAt, tookMs, firstTokenMs), outcome: error.kind, why_left: storable(error.message), status: error.details.status ?? null });
  }

  /** Nobody could be called: who might have been, and what was in the way. */
  passedOver(reasons: NoChoice['reasons']): void {
    const at = new Date().toISOString();
    for (const { channel, model, reason } of reasons.slice(0, MOST_PASSED_OVER)) {
      const line = { channel_id: channel.id, channel: channel.name, provider: providerOf({ channel }), model, key_last_four: null, why_chosen: 'not chosen', started_at: at };
      this.attempts.push({ ...line, first_token_ms: null, took_ms: 0, outcome: 'passed_over', why_left: reason, status: null });
    }
  }
}

const lineOf = (choice: Choice, startedAt: Date, tookMs: number, firstTokenMs: number | null) => ({
  channel_id: choice.channel.id,
  channel: choice.channel.name,
  provider: providerOf(choice),
  model: choice.vendorModel,
  key_last_four: choice.key.lastFour || null,
  why_chosen: choice.why,
  started_at: startedAt.toISOString(),
  first_token_ms: firstTokenMs === null ? null : Math.round(firstTokenMs),
  took_ms: Math.round(tookMs),
});

const LONGEST_REASON = 300;

/** Vendors echo what callers sent; a zero byte or half a character among it the database does not take. */
const storable = (text: string): string => Buffer.from(text.slice(0, LONGEST_REASON)).toString().replaceAll('\u0000', '\ufffd');
