import Anthropic from '@anthropic-ai/sdk';
import { describe, expect, it } from '@jest/globals';
import OpenAI from 'openai';
import { eventually } from '../../src/eventually.js';
import { askAnthropic, askOpenAi, deltas, drain, failureOf, isError, llm, post, streamAnthropic, streamOpenAi, texts, question, useScriptedLlm } from './clients.js';

useScriptedLlm();

describe('streams that break', () => {
  const answer = { chunks: ['a', 'b', 'c'] };

  it('end with an overloaded error of the vendor', async () => {
    llm.always({ kind: 'overloaded-in-stream', afterChunks: 2, answer });
    const openAiStream = await drain(streamOpenAi());
    expect(deltas(openAiStream.events)).toEqual(['a', 'b']);
    expect(openAiStream.error).toBeInstanceOf(OpenAI.APIError);
    expect(openAiStream.error).toMatchObject({ type: 'server_error' });
    const anthropicStream = await drain(streamAnthropic());
    expect(texts(anthropicStream.events)).toEqual(['a', 'b']);
    expect(anthropicStream.error).toMatchObject({ type: 'overloaded_error' });
    expect(await failureOf(askAnthropic())).toBeInstanceOf(Anthropic.OverloadedError);
  });

  it('are cut after the chunks that were sent, which the client did not do', async () => {
    llm.always({ kind: 'cut', afterChunks: 2, answer });
    const openAiStream = await drain(streamOpenAi());
    expect(deltas(openAiStream.events)).toEqual(['a', 'b']);
    expect(isError(openAiStream.error)).toBe(true);
    const anthropicStream = await drain(streamAnthropic());
    expect(texts(anthropicStream.events)).toEqual(['a', 'b']);
    expect(isError(anthropicStream.error)).toBe(true);
    await eventually('both streams are over', () => llm.openStreams === 0);
    expect(llm.requests.map((request) => request.aborted)).toEqual([false, false]);
  });

  it('are cut before the first token', async () => {
    llm.always({ kind: 'cut', afterChunks: 0 });
    const { events, error } = await drain(streamOpenAi());
    expect(deltas(events)).toEqual([]);
    expect(isError(error)).toBe(true);
  });

  it('are cut before the headers and in the middle of a body', async () => {
    llm.script({ kind: 'cut', before: 'headers' }, { kind: 'cut', before: 'headers' });
    expect(await failureOf(askOpenAi())).toBeInstanceOf(OpenAI.APIConnectionError);
    expect(await failureOf(askAnthropic())).toBeInstanceOf(Anthropic.APIConnectionError);
    llm.always({ kind: 'cut', afterChunks: 1 });
    expect(isError(await failureOf(askOpenAi()))).toBe(true);
    expect(isError(await failureOf(askAnthropic()))).toBe(true);
  });

  it('have a chunk that is no JSON between good ones', async () => {
    llm.always({ kind: 'garbage-chunk', afterChunks: 1, answer });
    const openAiStream = await drain(streamOpenAi());
    expect(deltas(openAiStream.events)).toEqual(['a']);
    expect(isError(openAiStream.error, 'SyntaxError')).toBe(true);
    const anthropicStream = await drain(streamAnthropic());
    expect(texts(anthropicStream.events)).toEqual(['a']);
    expect(isError(anthropicStream.error, 'SyntaxError')).toBe(true);
    expect(isError(await failureOf(askOpenAi()), 'SyntaxError')).toBe(true);
    expect((await post('/v1/chat/completions', { ...question, stream: true })).text).toMatch(/\[DONE\]\n\n$/);
  });
});
