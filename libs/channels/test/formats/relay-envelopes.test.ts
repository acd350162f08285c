import { describe, expect, it } from '@jest/globals';
import { AnthropicMessagesEnvelope, OpenAiChatEnvelope, OpenAiEmbeddingsRequest } from '#libs/contracts';

const messages = [{ role: 'user', content: 'Hello' }];

describe('what the relay itself reads of a call', () => {
  it('leaves everything else as it is', () => {
    const chat = { model: 'm', messages: [{ anything: [1] }], stream: null, stream_options: { include_usage: true, x: 1 }, some_new_field: { a: 1 } };
    expect(OpenAiChatEnvelope.parse(chat)).toEqual(chat);
    const message = { model: 'm', max_tokens: 0, messages, thinking: { type: 'adaptive' } };
    expect(AnthropicMessagesEnvelope.parse(message)).toEqual(message);
    const embedding = { model: 'm', input: [[1, 2]], dimensions: 3 };
    expect(OpenAiEmbeddingsRequest.parse(embedding)).toEqual(embedding);
  });

  it.each([{}, { model: '', messages }, { model: 'm'.repeat(201), messages }, { model: 'm', messages: [] }, { model: 'm', messages, stream: 'yes' }, { model: 'm', messages, max_tokens: 0 }])(
    'refuses a chat of %j',
    (body) => {
      expect(OpenAiChatEnvelope.safeParse(body).success).toBe(false);
    },
  );

  it.each([{ model: 'm', messages }, { model: 'm', messages, max_tokens: 1.5 }])('refuses a message of %j', (body) => {
    expect(AnthropicMessagesEnvelope.safeParse(body).success).toBe(false);
  });

  it.each([{ model: 'm' }, { model: 'm', input: '' }, { model: 'm', input: [] }, { model: 'm', input: [-1] }])('refuses an embedding of %j', (body) => {
    expect(OpenAiEmbeddingsRequest.safeParse(body).success).toBe(false);
  });
});
