import { types } from 'node:util';
import Anthropic from '@anthropic-ai/sdk';
import { afterAll, afterEach, beforeAll } from '@jest/globals';
import OpenAI from 'openai';
import type { ChatCompletionChunk } from 'openai/resources/chat/completions';
import { startScriptedLlm, type ScriptedLlm } from '../../src/scripted-llm/index.js';

export let llm: ScriptedLlm;
export let openAi: OpenAI;
export let anthropic: Anthropic;

/** A scripted server for the suite that asks for it, forgotten between its tests, and both vendors' own clients of it. */
export function useScriptedLlm(): void {
  beforeAll(async () => {
    llm = await startScriptedLlm();
    openAi = new OpenAI({ baseURL: llm.openAiUrl, apiKey: 'sk-openai', maxRetries: 0, logLevel: 'off' });
    anthropic = new Anthropic({ baseURL: llm.anthropicUrl, apiKey: 'sk-anthropic', maxRetries: 0, logLevel: 'off' });
  });
  afterEach(() => llm.reset());
  afterAll(() => llm.close());
}

export const question = { model: 'small', messages: [{ role: 'user' as const, content: 'Where is my parcel?' }] };
export const askOpenAi = (options?: OpenAI.RequestOptions) => openAi.chat.completions.create(question, options);
export const streamOpenAi = (options?: OpenAI.RequestOptions) =>
  openAi.chat.completions.create({ ...question, stream: true, stream_options: { include_usage: true } }, options);
export const askAnthropic = (options?: Anthropic.RequestOptions) => anthropic.messages.create({ ...question, max_tokens: 100 }, options);
export const streamAnthropic = (options?: Anthropic.RequestOptions) => anthropic.messages.create({ ...question, max_tokens: 100, stream: true }, options);

/** What came before the stream ended, and the error it ended with. */
export async function drain<T>(opening: Promise<AsyncIterable<T>>): Promise<{ events: T[]; error: unknown }> {
  const events: T[] = [];
  try {
    for await (const event of await opening) events.push(event);
    return { events, error: null };
  } catch (error) {
    return { events, error };
  }
}

/** Without an SDK between. */
export async function post(path: string, body: object, headers: Record<string, string> = {}): Promise<{ status: number; text: string }> {
  const response = await fetch(`${llm.url}${path}`, { method: 'POST', body: JSON.stringify(body), headers });
  return { status: response.status, text: await response.text() };
}

/** Errors of Node itself are of another realm than the tests. */
export const isError = (value: unknown, name = ''): boolean => types.isNativeError(value) && value.name.includes(name);

export const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => null,
    (error: unknown) => error,
  );
export const deltas = (events: ChatCompletionChunk[]): string[] => events.flatMap((event) => event.choices[0]?.delta.content || []);
export const texts = (events: Anthropic.RawMessageStreamEvent[]): string[] =>
  events.flatMap((event) => (event.type === 'content_block_delta' && event.delta.type === 'text_delta' ? event.delta.text : []));
