import Anthropic from '@anthropic-ai/sdk';
import { describe, expect, it } from '@jest/globals';
import OpenAI from 'openai';
import { writeError, type RelayError } from '../../src/formats/write-error.js';

const answering = (status: number, body: unknown) => async () => Response.json(body, { status });

function openAiError(error: RelayError): Promise<unknown> {
  const client = new OpenAI({ apiKey: 'k', maxRetries: 0, fetch: answering(error.status, writeError('openai', error)) });
  return thrownBy(client.models.list());
}

function anthropicError(error: RelayError): Promise<unknown> {
  const client = new Anthropic({ apiKey: 'k', maxRetries: 0, fetch: answering(error.status, writeError('anthropic', error)) });
  return thrownBy(client.models.list());
}

async function thrownBy(call: PromiseLike<unknown>): Promise<unknown> {
  try {
    return await call;
  } catch (error) {
    return error;
  }
}

describe('errors as the official clients read them', () => {
  it.each<[number, string | null, string | null, string]>([
    [400, null, null, 'invalid_request_error'],
    [401, null, 'invalid_api_key', 'invalid_request_error'],
    [404, null, 'model_not_found', 'invalid_request_error'],
    [429, null, 'rate_limit_exceeded', 'requests'],
    [429, 'insufficient_quota', 'insufficient_quota', 'insufficient_quota'],
    [503, null, null, 'server_error'],
  ])('OpenAI, %s %s', async (status, code, expectedCode, type) => {
    expect(await openAiError({ status, code, message: 'Told so', param: 'model' })).toMatchObject({ status, code: expectedCode, type, param: 'model', message: `${status} Told so` });
  });

  it.each<[number, string | null, string]>([
    [400, null, 'invalid_request_error'],
    [401, null, 'authentication_error'],
    [403, null, 'permission_error'],
    [404, null, 'not_found_error'],
    [413, null, 'request_too_large'],
    [422, null, 'invalid_request_error'],
    [429, null, 'rate_limit_error'],
    [429, 'insufficient_quota', 'billing_error'],
    [500, null, 'api_error'],
    [529, null, 'overloaded_error'],
  ])('Anthropic, %s %s', async (status, code, type) => {
    const thrown = await anthropicError({ status, code, message: 'Told so', requestId: 'req_1' });
    expect(thrown).toMatchObject({ status, type, error: { type: 'error', error: { type, message: 'Told so' }, request_id: 'req_1' } });
  });

  it('names the field in the message where the format has no place for it', () => {
    expect(writeError('anthropic', { status: 400, message: 'must be positive', param: 'max_tokens' })).toMatchObject({ error: { message: 'max_tokens: must be positive' } });
    expect(writeError('anthropic', { status: 400, message: 'max_tokens: no', param: 'max_tokens' })).toMatchObject({ error: { message: 'max_tokens: no' } });
  });
});
