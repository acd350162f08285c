import Anthropic from '@anthropic-ai/sdk';
import { describe, expect, it } from '@jest/globals';
import OpenAI from 'openai';
import { eventually } from '../../src/eventually.js';
import { startScriptedLlm, type LlmBehaviour } from '../../src/scripted-llm/index.js';
import { askAnthropic, askOpenAi, deltas, drain, failureOf, isError, llm, streamAnthropic, streamOpenAi, useScriptedLlm } from './clients.js';

useScriptedLlm();

describe('silence', () => {
  const places: LlmBehaviour[] = [
    { kind: 'hang', before: 'headers' },
    { kind: 'hang', before: 'first-token' },
    { kind: 'hang', before: 'next-chunk', afterChunks: 1 },
  ];

  it.each(places)('%j lasts until the client hangs up, which is noted', async (behaviour) => {
    llm.always(behaviour);
    const hangUp = new AbortController();
    const calls = [askOpenAi, streamOpenAi, askAnthropic, streamAnthropic].map((call) =>
      (call as typeof streamOpenAi)({ signal: hangUp.signal }).then(async (stream) => Symbol.asyncIterator in stream && (await drain(Promise.resolve(stream)))),
    );
    const ended = Promise.all(calls.map(failureOf));
    await eventually('all four are being answered', () => llm.requests.length === 4 && llm.openStreams === 2);
    expect(llm.requests.map((request) => request.aborted)).toEqual([false, false, false, false]);
    hangUp.abort();
    await ended;
    await eventually('the server knows', () => llm.requests.every((request) => request.aborted) && llm.openStreams === 0);
  });

  it('ends for a client that loses patience', async () => {
    llm.always({ kind: 'hang', before: 'headers' });
    // Not the SDKs' class for time-outs: under Jest they do not see that the abort, of another realm, was their own.
    expect(await failureOf(askOpenAi({ timeout: 20 }))).toBeInstanceOf(OpenAI.APIConnectionError);
    expect(await failureOf(askAnthropic({ timeout: 20 }))).toBeInstanceOf(Anthropic.APIConnectionError);
    await eventually('the server knows', () => llm.requests.every((request) => request.aborted));
  });

  it('before a chunk is broken off by a client that leaves a stream early', async () => {
    llm.always({ kind: 'answer', chunks: ['a', 'b'], chunkDelayMs: 60_000 });
    for await (const event of await streamOpenAi()) if (deltas([event]).length > 0) break;
    await eventually('the server knows', () => llm.requests[0]!.aborted);
  });

  it('does not keep the server from closing', async () => {
    const other = await startScriptedLlm();
    other.always({ kind: 'hang', before: 'headers' });
    const call = failureOf(fetch(`${other.url}/v1/models`));
    await eventually('it is being answered', () => other.requests.length === 1 && other.openConnections === 1);
    await other.close();
    expect(isError(await call, 'TypeError')).toBe(true);
    await eventually('the connection is gone', () => other.openConnections === 0);
  });
});
