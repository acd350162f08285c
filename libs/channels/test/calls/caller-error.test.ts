import { describe, expect, it } from '@jest/globals';
import { noAnswer, refusedRequest } from '../../src/calls/caller-error.js';
import { ProviderError, type ProviderErrorKind } from '../../src/provider-adapter.js';
import type { NoChoice } from '../../src/selection/channel-selector.js';
import { aChannel } from '../selection/a-channel.js';

const INTERNAL = 'https://internal.vendor.example/v1 refused sk-secret-key of account 42';
const aFailure = (kind: ProviderErrorKind): ProviderError => new ProviderError(kind, INTERNAL, { status: 500, cause: new Error(INTERNAL) });
const noChoice = (more: Partial<NoChoice> = {}): NoChoice => ({ offered: true, limitedUntil: null, reasons: [{ channel: aChannel({ name: 'secret channel' }), model: 'gpt-5', reason: INTERNAL }], ...more });

describe('what a caller is told when no channel answers', () => {
  it.each<[string, NoChoice | null, ProviderErrorKind | null, string]>([
    ['nobody offers the model', noChoice({ offered: false }), null, 'model_not_found'],
    ['all are passed over', noChoice(), null, 'channels_unavailable'],
    ['the last one failed', noChoice(), 'server_error', 'channels_unavailable'],
    ['the attempts were used up', null, 'connection', 'channels_unavailable'],
    ['the last one hung', noChoice(), 'timeout', 'channels_timed_out'],
    ['the time was used up', null, 'timeout', 'channels_timed_out'],
    ['limits are in the way', noChoice({ limitedUntil: Date.now() + 1_000 }), null, 'channels_rate_limited'],
    ['the last one was limited', noChoice({ limitedUntil: Date.now() + 1_000 }), 'rate_limited', 'channels_rate_limited'],
    ['the key was refused', noChoice(), 'authentication', 'channels_unavailable'],
  ])('because %s', (_, none, kind, code) => {
    const error = noAnswer(none, kind && aFailure(kind));
    expect(error.code).toBe(code);
    expect(error.message).not.toMatch(/internal|secret|42/);
    expect(JSON.stringify([error.errors ?? [], error.retryAfter ?? 0])).not.toMatch(/internal|secret/);
  });

  it.each([
    [10_000, 10],
    [1, 1],
    [-5_000, 1],
  ])('says when to come again: limited for %d ms more, in %d s', (forMs, seconds) => {
    expect(noAnswer(noChoice({ limitedUntil: Date.now() + forMs }), null).retryAfter).toBe(seconds);
  });
});

describe('what a caller is told of a request that was refused', () => {
  it('has the vendor’s words and the field', () => {
    const error = refusedRequest(new ProviderError('invalid_request', INTERNAL, { vendorMessage: 'must be positive', param: 'max_tokens' }));
    expect(error).toMatchObject({ code: 'invalid_request', message: 'must be positive', errors: [{ path: 'max_tokens', message: 'must be positive' }] });
  });

  it('has words of our own where the vendor’s are not safe to tell', () => {
    const error = refusedRequest(new ProviderError('invalid_request', INTERNAL));
    expect(error.code).toBe('invalid_request');
    expect(error.message).not.toMatch(/internal|secret|42/);
  });

  it('is of its own kind for refused content', () => {
    expect(refusedRequest(new ProviderError('content_refused', INTERNAL, { vendorMessage: 'not this' }))).toMatchObject({ code: 'content_refused', message: 'not this' });
    expect(refusedRequest(new ProviderError('content_refused', INTERNAL)).message).not.toMatch(/internal|secret|42/);
  });
});
