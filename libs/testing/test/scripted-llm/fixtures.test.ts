import { describe, expect, it } from '@jest/globals';
import OpenAI from 'openai';
import { ANTHROPIC_ANSWERS, ANTHROPIC_ERRORS, ANTHROPIC_STREAMS, DEEPSEEK_FIXTURES, GEMINI_FIXTURES, OPENAI_ANSWERS, OPENAI_ERRORS, OPENAI_STREAMS, OPENROUTER_FIXTURES } from '../../src/scripted-llm/index.js';
import { anthropic, askAnthropic, askOpenAi, deltas, drain, failureOf, llm, openAi, question, streamOpenAi, useScriptedLlm } from './clients.js';

useScriptedLlm();

type Json = Record<string, unknown>;

describe('fixtures', () => {
  it.each(Object.entries({ ...OPENAI_ANSWERS, ...OPENAI_ERRORS, ...OPENAI_STREAMS, ...ANTHROPIC_ANSWERS, ...ANTHROPIC_ERRORS, ...ANTHROPIC_STREAMS, ...DEEPSEEK_FIXTURES, ...OPENROUTER_FIXTURES, ...GEMINI_FIXTURES }))(
    '%s names its source',
    (_name, fixture) => {
      expect(fixture.source).toMatch(/^https:\/\//);
      expect(fixture.checkedOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    },
  );

  it('of OpenAI are understood by its SDK', async () => {
    const { refusal: _, embeddings, models, ...answers } = OPENAI_ANSWERS;
    llm.script(...Object.values(answers), ...Object.values(OPENAI_STREAMS), embeddings);
    expect((await askOpenAi()).usage?.prompt_tokens_details?.cached_tokens).toBe(1_024);
    expect((await askOpenAi()).choices[0]!.message.tool_calls).toHaveLength(2);
    expect(deltas((await drain(streamOpenAi())).events).join('')).toBe('It is on its way.');
    const calls = (await openAi.chat.completions.stream(question).finalChatCompletion()).choices[0]!.message.tool_calls;
    expect(calls).toMatchObject([{ function: { arguments: '{"order_number":"A-1001"}' } }, { function: { arguments: '{}' } }]);
    expect((await openAi.embeddings.create({ model: 'embed', input: 'a', encoding_format: 'float' })).data[0]!.embedding).toEqual([0.6, 0, -0.8]);
    llm.always(models);
    expect((await openAi.models.list()).data).toHaveLength(2);
  });

  it.each(Object.values(OPENAI_ERRORS))('$status of OpenAI is an error of its SDK', async (fixture) => {
    llm.script(fixture);
    const { error } = fixture.body as { error: Json };
    expect(await failureOf(askOpenAi())).toMatchObject({ status: fixture.status, code: error['code'], type: error['type'], requestID: 'req_fixture_openai' });
  });

  it('of Anthropic are understood by its SDK', async () => {
    const { message, toolUse, thinking, refusal } = ANTHROPIC_ANSWERS;
    llm.script(message, toolUse, thinking, refusal);
    expect((await askAnthropic()).usage.cache_read_input_tokens).toBe(2_048);
    expect((await askAnthropic()).content).toContainEqual(expect.objectContaining({ type: 'tool_use', input: { order_number: 'A-1001' } }));
    expect((await askAnthropic()).content.map((block) => block.type)).toEqual(['thinking', 'redacted_thinking', 'text']);
    expect((await askAnthropic()).stop_reason).toBe('refusal');
    const stream = () => anthropic.messages.stream({ ...question, max_tokens: 100 }).finalMessage();
    llm.script(ANTHROPIC_STREAMS.text, ANTHROPIC_STREAMS.toolUse, ANTHROPIC_STREAMS.thinking, ANTHROPIC_STREAMS.overloaded);
    expect(await stream()).toMatchObject({ content: [{ text: 'It is on its way.' }], usage: { input_tokens: 25, output_tokens: 15 } });
    expect(await stream()).toMatchObject({ content: [{ type: 'text' }, { type: 'tool_use', input: { order_number: 'A-1001' } }] });
    expect(await stream()).toMatchObject({ content: [{ thinking: 'The customer asks for a date.', signature: 'c2lnbmF0dXJl' }, { text: 'On Friday.' }] });
    expect(await failureOf(stream())).toMatchObject({ type: 'overloaded_error' });
    llm.always(ANTHROPIC_ANSWERS.models);
    expect((await anthropic.models.list()).data).toHaveLength(1);
  });

  it.each(Object.values(ANTHROPIC_ERRORS))('$status of Anthropic is an error of its SDK', async (fixture) => {
    llm.script(fixture);
    const { error } = fixture.body as { error: Json };
    expect(await failureOf(askAnthropic())).toMatchObject({ status: fixture.status, type: error['type'], requestID: 'req_fixture_anthropic' });
  });

  it('of DeepSeek have thoughts, counts of its cache and signs of life', async () => {
    const { completion, reasoning, keepAliveBody, reasoningStream, keepAliveStream, balanceSpent } = DEEPSEEK_FIXTURES;
    llm.script(completion, reasoning, keepAliveBody, reasoningStream, keepAliveStream, balanceSpent);
    expect((await askOpenAi()).usage).toMatchObject({ prompt_cache_hit_tokens: 128, prompt_cache_miss_tokens: 32 });
    expect((await askOpenAi()).choices[0]!.message).toHaveProperty('reasoning_content');
    expect((await askOpenAi()).choices[0]!.message.content).toBe('It is on its way.');
    const thoughtful = await drain(streamOpenAi());
    expect(deltas(thoughtful.events).join('')).toBe('On Friday.');
    expect(thoughtful.events.at(-1)).toMatchObject({ choices: [{ finish_reason: 'stop' }], usage: { total_tokens: 184 } });
    expect(deltas((await drain(streamOpenAi())).events)).toEqual(['It is on its way.']);
    expect(await failureOf(askOpenAi())).toMatchObject({ status: 402 });
  });

  it('of OpenRouter have comments, and errors inside a 200', async () => {
    llm.script(OPENROUTER_FIXTURES.keepAliveStream, OPENROUTER_FIXTURES.usageStream, OPENROUTER_FIXTURES.brokenStream, OPENROUTER_FIXTURES.errorInBody, OPENROUTER_FIXTURES.moderated);
    const alive = await drain(streamOpenAi());
    expect(deltas(alive.events).join('')).toBe('It is on its way.');
    expect(alive.events.at(-1)).toMatchObject({ choices: [], usage: { cost: 0.00014 } });
    expect((await drain(streamOpenAi())).events.at(-1)).toMatchObject({ choices: [{ finish_reason: null }], usage: { cost: 0.00014 } });
    const broken = await drain(streamOpenAi());
    expect(deltas(broken.events)).toEqual(['It is']);
    expect(broken.error).toMatchObject({ code: 'server_error' });
    expect(await askOpenAi()).toMatchObject({ error: { code: 502 } });
    expect(await failureOf(askOpenAi())).toBeInstanceOf(OpenAI.PermissionDeniedError);
  });

  it('of Gemini have the usage unasked, and errors in a list', async () => {
    llm.script(GEMINI_FIXTURES.stream, GEMINI_FIXTURES.toolCallStream, GEMINI_FIXTURES.quotaSpent);
    const { events } = await drain(streamOpenAi());
    expect(events.map((event) => event.usage?.total_tokens)).toEqual([undefined, 13]);
    expect((await drain(streamOpenAi())).events[0]!.choices[0]!.delta.tool_calls?.[0]?.function?.name).toBe('find_order');
    expect(await failureOf(askOpenAi())).toBeInstanceOf(OpenAI.RateLimitError);
  });
});
