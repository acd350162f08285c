import Anthropic from '@anthropic-ai/sdk';
import { describe, expect, it } from '@jest/globals';
import OpenAI from 'openai';
import { type LlmBehaviour } from '../../src/scripted-llm/index.js';
import { anthropic, askAnthropic, askOpenAi, drain, failureOf, llm, openAi, post, question, streamAnthropic, streamOpenAi, useScriptedLlm } from './clients.js';

useScriptedLlm();

type Json = Record<string, unknown>;

describe('problems', () => {
  const cases: [LlmBehaviour, new (...args: never[]) => Error, Json, new (...args: never[]) => Error, Json][] = [
    [{ kind: 'rate-limited' }, OpenAI.RateLimitError, { code: 'rate_limit_exceeded' }, Anthropic.RateLimitError, { type: 'rate_limit_error' }],
    [{ kind: 'out-of-credit' }, OpenAI.RateLimitError, { code: 'insufficient_quota' }, Anthropic.BadRequestError, { apiMessage: expect.stringContaining('credit balance is too low') }],
    [{ kind: 'out-of-credit', status: 402 }, OpenAI.APIError, { status: 402 }, Anthropic.PaymentRequiredError, { type: 'billing_error' }],
    [{ kind: 'error', status: 500 }, OpenAI.InternalServerError, { type: 'server_error' }, Anthropic.InternalServerError, { type: 'api_error' }],
    [{ kind: 'error', status: 404, code: 'model_not_found' }, OpenAI.NotFoundError, { code: 'model_not_found' }, Anthropic.NotFoundError, { type: 'not_found_error' }],
    [{ kind: 'unauthorized' }, OpenAI.AuthenticationError, { code: 'invalid_api_key' }, Anthropic.AuthenticationError, { type: 'authentication_error' }],
    [{ kind: 'invalid-request', message: 'too high', param: 'top_p' }, OpenAI.BadRequestError, { param: 'top_p' }, Anthropic.BadRequestError, { apiMessage: 'top_p: too high' }],
    [{ kind: 'content-refused', as: 'error' }, OpenAI.BadRequestError, { code: 'content_policy_violation' }, Anthropic.BadRequestError, { type: 'invalid_request_error' }],
    [{ kind: 'overloaded' }, OpenAI.InternalServerError, { status: 503 }, Anthropic.OverloadedError, { status: 529, type: 'overloaded_error' }],
  ];

  it.each(cases)('%j is the error that each SDK knows, with a stream and without', async (behaviour, openAiError, openAiFields, anthropicError, anthropicFields) => {
    llm.always(behaviour);
    for (const failure of [await failureOf(askOpenAi()), await failureOf(streamOpenAi())]) {
      expect(failure).toBeInstanceOf(openAiError);
      expect(failure).toMatchObject({ ...openAiFields, requestID: expect.stringMatching(/^req_/) });
    }
    for (const failure of [await failureOf(askAnthropic()), await failureOf(streamAnthropic())]) {
      expect(failure).toBeInstanceOf(anthropicError);
      expect(failure).toMatchObject({ ...anthropicFields, requestID: expect.stringMatching(/^req_/) });
    }
  });

  it('say when to come back, in seconds or as a date', async () => {
    const date = 'Fri, 20 Nov 2026 12:00:00 GMT';
    llm.script({ kind: 'rate-limited', retryAfter: 7 }, { kind: 'rate-limited', retryAfter: date });
    expect(((await failureOf(askOpenAi())) as InstanceType<typeof OpenAI.APIError>).headers?.get('retry-after')).toBe('7');
    expect(((await failureOf(askAnthropic())) as InstanceType<typeof Anthropic.APIError>).headers?.get('retry-after')).toBe(date);
  });

  it('refuse content in an answer', async () => {
    llm.always({ kind: 'content-refused', text: 'I' });
    expect((await askOpenAi()).choices[0]).toMatchObject({ message: { content: 'I' }, finish_reason: 'content_filter' });
    expect(await askAnthropic()).toMatchObject({ content: [{ text: 'I' }], stop_reason: 'refusal', stop_details: { type: 'refusal' } });
    expect((await drain(streamOpenAi())).events.at(-2)?.choices[0]?.finish_reason).toBe('content_filter');
    expect(await anthropic.messages.stream({ ...question, max_tokens: 100 }).finalMessage()).toMatchObject({ stop_reason: 'refusal' });
  });

  it('meet a request that is wrong in itself, and do not use up the script', async () => {
    llm.script({ kind: 'answer', text: 'still there' });
    const { messages: _, ...incomplete } = question;
    expect(await failureOf(openAi.chat.completions.create(incomplete as never))).toMatchObject({ status: 400, param: 'messages' });
    expect(await failureOf(anthropic.messages.create(question as never))).toMatchObject({ status: 400, apiMessage: 'max_tokens: Field required' });
    expect((await fetch(`${llm.url}/v1/messages`, { method: 'POST', body: '{' })).status).toBe(400);
    expect((await post('/v1/images', question)).status).toBe(404);
    expect((await post('/v1/chat/completions', { ...question, padding: 'x'.repeat(34_000_000) })).status).toBe(413);
    expect((await askOpenAi()).choices[0]!.message.content).toBe('still there');
  });
});

describe("versions of Anthropic's API", () => {
  const sampled = { ...question, max_tokens: 100, temperature: 1 };

  it('have sampling parameters up to 2023-06-01 and refuse them since', async () => {
    expect(await post('/v1/messages', sampled, { 'anthropic-version': '2023-06-01' })).toMatchObject({ status: 200 });
    expect(await failureOf(anthropic.messages.create(sampled))).toMatchObject({ status: 400, apiMessage: 'temperature: Extra inputs are not permitted' });
  });

  it('must be named', async () => {
    expect((await post('/v1/messages', { ...question, max_tokens: 100 })).status).toBe(400);
  });
});
