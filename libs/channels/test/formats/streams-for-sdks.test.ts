import Anthropic from '@anthropic-ai/sdk';
import { describe, expect, it } from '@jest/globals';
import OpenAI from 'openai';
import type { CompletionEvent } from '../../src/completion.js';
import { ANTHROPIC_FORMAT } from '../../src/formats/anthropic/anthropic-format.js';
import { OPENAI_FORMAT } from '../../src/formats/openai/openai-format.js';
import { writeErrorFrame } from '../../src/formats/write-error.js';
import type { WireFormat } from '../../src/wire-format.js';

const started: CompletionEvent = { kind: 'started', id: 'answer-1', model: 'some-model' };
const text = (said: string): CompletionEvent => ({ kind: 'text', text: said });
const begin = (index: number): CompletionEvent => ({ kind: 'tool_call_started', index, id: `call_${index}`, name: `tool_${index}` });
const args = (index: number, json: string): CompletionEvent => ({ kind: 'tool_call_arguments', index, json });
const usage: CompletionEvent = { kind: 'usage', usage: { inputTokens: 5, cacheReadTokens: 3, outputTokens: 9 } };
const stopped = (reason: 'end' | 'tool_calls' | 'refused'): CompletionEvent => ({ kind: 'stopped', reason, stopSequence: null });

const spoken = [started, text('Let '), text('me see 你好'), stopped('end'), usage];
const oneAfterTheOther = [started, text('Wait'), begin(0), args(0, '{"a":'), args(0, '"x"}'), begin(1), args(1, '{}'), begin(2), text(' then'), stopped('tool_calls'), usage];
const interleaved = [started, begin(0), begin(1), args(1, '{"b":'), args(0, '{"a"'), text('Hm'), args(0, ':1}'), args(1, '2}'), stopped('tool_calls'), usage];

const written = (format: WireFormat, events: readonly CompletionEvent[], includeUsage = true): string => {
  const writer = format.createWriter({ includeUsage });
  return events.map((event) => writer.write(event)).join('') + writer.end();
};
const serving = (body: string) => async () => new Response(body, { headers: { 'content-type': 'text/event-stream' } });

async function anthropicMessage(body: string): Promise<Anthropic.Message> {
  const client = new Anthropic({ apiKey: 'k', fetch: serving(body), maxRetries: 0 });
  return client.messages.stream({ model: 'm', max_tokens: 1, messages: [{ role: 'user', content: 'x' }] }).finalMessage();
}

async function openAiCompletion(body: string): Promise<OpenAI.ChatCompletion> {
  const client = new OpenAI({ apiKey: 'k', fetch: serving(body), maxRetries: 0 });
  return client.chat.completions.stream({ model: 'm', messages: [{ role: 'user', content: 'x' }], stream_options: { include_usage: true } }).finalChatCompletion();
}

describe('streams as the official clients read them', () => {
  it('gives Anthropic’s client text, model, usage and stop reason', async () => {
    expect(await anthropicMessage(written(ANTHROPIC_FORMAT, spoken))).toMatchObject({
      id: 'answer-1',
      model: 'some-model',
      content: [{ type: 'text', text: 'Let me see 你好' }],
      stop_reason: 'end_turn',
      usage: { input_tokens: 5, cache_read_input_tokens: 3, output_tokens: 9 },
    });
  });

  it('gives Anthropic’s client calls, one without arguments, and text between', async () => {
    const { content, stop_reason: reason } = await anthropicMessage(written(ANTHROPIC_FORMAT, oneAfterTheOther));
    expect(reason).toBe('tool_use');
    expect(content).toMatchObject([
      { type: 'text', text: 'Wait' },
      { type: 'tool_use', id: 'call_0', name: 'tool_0', input: { a: 'x' } },
      { type: 'tool_use', id: 'call_1', input: {} },
      { type: 'tool_use', id: 'call_2', input: {} },
      { type: 'text', text: ' then' },
    ]);
  });

  it('puts calls that grew side by side one after the other for Anthropic’s client', async () => {
    const body = written(ANTHROPIC_FORMAT, interleaved);
    expect((await anthropicMessage(body)).content).toMatchObject([
      { type: 'tool_use', id: 'call_0', input: { a: 1 } },
      { type: 'tool_use', id: 'call_1', input: { b: 2 } },
      { type: 'text', text: 'Hm' },
    ]);
    expect(blockEvents(body)).toEqual(['start 0', 'delta 0', 'delta 0', 'stop 0', 'start 1', 'delta 1', 'delta 1', 'stop 1', 'start 2', 'delta 2', 'stop 2']);
  });

  it('sends what it can at once', () => {
    const writer = ANTHROPIC_FORMAT.createWriter({ includeUsage: true });
    writer.write(started);
    expect(writer.write(text('Now'))).toContain('"Now"');
    writer.write(begin(0));
    expect(writer.write(args(0, '{"a":'))).toContain('partial_json');
  });

  it('gives OpenAI’s client text, model, usage and finish reason', async () => {
    expect(await openAiCompletion(written(OPENAI_FORMAT, spoken))).toMatchObject({
      id: 'answer-1',
      model: 'some-model',
      choices: [{ message: { role: 'assistant', content: 'Let me see 你好' }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 8, completion_tokens: 9, total_tokens: 17, prompt_tokens_details: { cached_tokens: 3 } },
    });
  });

  it.each([oneAfterTheOther, interleaved])('gives OpenAI’s client its calls (%#)', async (...events) => {
    const completion = await openAiCompletion(written(OPENAI_FORMAT, events));
    expect(completion.choices[0]?.finish_reason).toBe('tool_calls');
    expect(completion.choices[0]?.message.tool_calls?.slice(0, 2).map((call) => [call.id, call.type === 'function' && JSON.parse(call.function.arguments)])).toEqual([
      ['call_0', expect.objectContaining({ a: expect.anything() })],
      ['call_1', expect.any(Object)],
    ]);
  });

  it('says nothing of usage to whoever did not ask, and ends with [DONE]', () => {
    const body = written(OPENAI_FORMAT, spoken, false);
    expect(body).not.toContain('usage');
    expect(body.endsWith('data: [DONE]\n\n')).toBe(true);
  });

  it('ends an answer whose end was never told', async () => {
    expect((await anthropicMessage(written(ANTHROPIC_FORMAT, []))).stop_reason).toBe('end_turn');
    expect((await openAiCompletion(written(OPENAI_FORMAT, [started, text('x')]))).choices[0]?.finish_reason).toBe('stop');
  });

  it('reads back what it wrote', () => {
    for (const format of [ANTHROPIC_FORMAT, OPENAI_FORMAT]) {
      const read = format.createReader();
      const events = written(format, spoken)
        .split('\n\n')
        .flatMap((frame) => /^data: (\{.*)$/m.exec(frame)?.[1] ?? [])
        .flatMap((data) => read(JSON.parse(data)));
      expect(events.filter(({ kind }) => kind === 'text').map((event) => 'text' in event && event.text).join('')).toBe('Let me see 你好');
      expect(events).toContainEqual(started);
      expect(events).toContainEqual(stopped('end'));
    }
  });

  it('breaks off with an error that both clients throw', async () => {
    const error = { status: 529, message: 'Too busy', requestId: 'req_1' };
    const anthropic = written(ANTHROPIC_FORMAT, spoken).split('event: message_delta')[0] + writeErrorFrame('anthropic', error);
    await expect(anthropicMessage(anthropic)).rejects.toMatchObject({ type: 'overloaded_error', message: expect.stringContaining('Too busy') });
    const openAi = written(OPENAI_FORMAT, [started, text('x')]).split('data: [DONE]')[0] + writeErrorFrame('openai', error);
    await expect(openAiCompletion(openAi)).rejects.toMatchObject({ type: 'server_error', message: expect.stringContaining('Too busy') });
  });
});

const blockEvents = (body: string): string[] =>
  [...body.matchAll(/event: content_block_(\w+)\ndata: .*?"index":(\d+)/g)].map(([, what, index]) => `${what} ${index}`);
