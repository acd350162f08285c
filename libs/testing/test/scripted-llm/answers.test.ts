import { describe, expect, it } from '@jest/globals';
import { type LlmBehaviour } from '../../src/scripted-llm/index.js';
import { anthropic, askAnthropic, askOpenAi, deltas, drain, llm, openAi, post, question, streamAnthropic, streamOpenAi, texts, useScriptedLlm } from './clients.js';

useScriptedLlm();

const TWO_TOOLS: LlmBehaviour = {
  kind: 'answer',
  text: 'One moment.',
  toolCalls: [
    { id: 'tool-1', name: 'find_order', arguments: '{"order_number":"A-1001","locale":"zh-TW"}' },
    { id: 'tool-2', name: 'list_orders', arguments: '' },
  ],
};

describe('answers', () => {
  it('are whole, in both formats, with their usage', async () => {
    llm.always({ kind: 'answer', text: 'On its way.', usage: { input: 7, output: 3, cacheRead: 100, cacheWrite: 20 }, model: 'large' });
    const { data: completion, request_id: openAiId } = await askOpenAi().withResponse();
    expect(completion).toMatchObject({ object: 'chat.completion', model: 'large', choices: [{ message: { content: 'On its way.' }, finish_reason: 'stop' }] });
    expect(completion.usage).toMatchObject({ prompt_tokens: 127, completion_tokens: 3, total_tokens: 130, prompt_tokens_details: { cached_tokens: 100, cache_write_tokens: 20 } });
    const { data: message, request_id: anthropicId } = await askAnthropic().withResponse();
    expect(message).toMatchObject({ type: 'message', model: 'large', content: [{ type: 'text', text: 'On its way.' }], stop_reason: 'end_turn' });
    expect(message.usage).toMatchObject({ input_tokens: 7, output_tokens: 3, cache_read_input_tokens: 100, cache_creation_input_tokens: 20 });
    expect([openAiId, anthropicId]).toEqual(llm.requests.map((request) => request.id));
  });

  it('are streamed chunk by chunk, in both formats', async () => {
    llm.always({ kind: 'answer', chunks: ['On ', 'its ', 'way.'], usage: { input: 7, output: 3, cacheRead: 100 }, chunkDelayMs: [1, 1] });
    const openAiStream = await drain(streamOpenAi());
    expect(deltas(openAiStream.events)).toEqual(['On ', 'its ', 'way.']);
    expect(openAiStream.events.at(-1)).toMatchObject({ choices: [], usage: { prompt_tokens: 107, prompt_tokens_details: { cached_tokens: 100 } } });
    expect(openAiStream.events.slice(0, -1).map((event) => event.usage)).toEqual([null, null, null, null, null]);
    expect(await anthropic.messages.stream({ ...question, max_tokens: 100 }).finalMessage()).toMatchObject({
      content: [{ type: 'text', text: 'On its way.' }],
      stop_reason: 'end_turn',
      usage: { input_tokens: 7, output_tokens: 3, cache_read_input_tokens: 100 },
    });
    expect(texts((await drain(streamAnthropic())).events)).toEqual(['On ', 'its ', 'way.']);
  });

  it('are streamed as the events that Anthropic documents, in their order', async () => {
    llm.always(TWO_TOOLS);
    const { text } = await post('/v1/messages', { ...question, max_tokens: 100, stream: true }, { 'anthropic-version': '2026-10-21' });
    const names = text.match(/(?<=^event: ).+/gm)!.filter((name, index, all) => name !== all[index - 1]);
    expect(names).toEqual([
      'message_start',
      ...['content_block_start', 'ping', 'content_block_delta', 'content_block_stop'],
      ...['content_block_start', 'content_block_delta', 'content_block_stop'],
      ...['content_block_start', 'content_block_delta', 'content_block_stop'],
      'message_delta',
      'message_stop',
    ]);
  });

  it('end an OpenAI stream without usage unless it was asked for, with [DONE]', async () => {
    const { text } = await post('/v1/chat/completions', { ...question, stream: true });
    expect(text).not.toContain('usage');
    expect(text).toMatch(/"finish_reason":"stop"\}\]\}\n\ndata: \[DONE\]\n\n$/);
  });

  it('call tools, whole and in pieces', async () => {
    llm.always(TWO_TOOLS);
    const calls = [
      { id: 'tool-1', function: { name: 'find_order', arguments: '{"order_number":"A-1001","locale":"zh-TW"}' } },
      { id: 'tool-2', function: { name: 'list_orders', arguments: '' } },
    ];
    const expected = { choices: [{ message: { content: 'One moment.', tool_calls: calls }, finish_reason: 'tool_calls' }] };
    expect(await askOpenAi()).toMatchObject(expected);
    expect(await openAi.chat.completions.stream(question).finalChatCompletion()).toMatchObject(expected);
    const blocks = { stop_reason: 'tool_use', content: [{ text: 'One moment.' }, { name: 'find_order', id: 'tool-1', input: { order_number: 'A-1001', locale: 'zh-TW' } }, { name: 'list_orders' }] };
    expect(await askAnthropic()).toMatchObject(blocks);
    expect(await anthropic.messages.stream({ ...question, max_tokens: 100 }).finalMessage()).toMatchObject(blocks);
  });

  it('carry tool arguments that are no JSON as they are', async () => {
    llm.always({ kind: 'answer', toolCalls: [{ name: 'find_order', arguments: '{"order_number": A-10' }] });
    expect((await askOpenAi()).choices[0]).toMatchObject({ message: { content: null, tool_calls: [{ function: { arguments: '{"order_number": A-10' } }] } });
    const { events } = await drain(streamAnthropic());
    const pieces = events.flatMap((event) => (event.type === 'content_block_delta' && event.delta.type === 'input_json_delta' ? event.delta.partial_json : []));
    expect(pieces.length).toBeGreaterThan(1);
    expect(pieces.join('')).toBe('{"order_number": A-10');
  });

  it('leave the usage out where it is missing', async () => {
    llm.always({ kind: 'answer', text: 'Hi.', usage: 'missing' });
    expect(await askOpenAi()).not.toHaveProperty('usage');
    expect((await drain(streamOpenAi())).events.every((event) => !event.usage && event.choices.length === 1)).toBe(true);
    expect(await askAnthropic()).not.toHaveProperty('usage');
    const { events } = await drain(streamAnthropic());
    expect(JSON.stringify(events)).not.toContain('usage');
  });

  it('stop for the scripted reason', async () => {
    llm.always({ kind: 'answer', stopReason: 'max_tokens' });
    expect((await askOpenAi()).choices[0]!.finish_reason).toBe('length');
    expect((await askAnthropic()).stop_reason).toBe('max_tokens');
  });

  it('embed, the same text to the same vector, as floats and as base64', async () => {
    const decoded = await openAi.embeddings.create({ model: 'embed', input: ['a', 'b', 'a'], dimensions: 4 });
    const floats = await openAi.embeddings.create({ model: 'embed', input: 'a', dimensions: 4, encoding_format: 'float' });
    const [first, second, third] = decoded.data.map(({ embedding }) => [...embedding]);
    expect(first).toEqual(third);
    expect(first).not.toEqual(second);
    expect(floats.data[0]!.embedding).toEqual(first);
    expect(Math.hypot(...first!)).toBeCloseTo(1, 5);
    expect(decoded.usage).toEqual({ prompt_tokens: 20, total_tokens: 20 });
  });

  it('list the models in the format of the client', async () => {
    expect((await openAi.models.list()).data).toContainEqual(expect.objectContaining({ id: 'scripted-small', object: 'model' }));
    expect((await anthropic.models.list()).data).toContainEqual(expect.objectContaining({ id: 'scripted-small', type: 'model' }));
  });
});
