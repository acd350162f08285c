import type { JsonObject } from '../../src/completion.js';

/** Pseudo-random numbers that are the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const WORDS = ['order', 'A-1001', '退貨', '🙂', 'line\nbreak', '"quoted"', '\\', '</tag>', 'é'];

/** A request in OpenAI's format whose every part has an equal in Anthropic's. */
export function randomChatRequest(random: () => number): JsonObject {
  const below = (limit: number) => Math.floor(random() * limit);
  const pick = <Item>(items: readonly Item[]): Item => items[below(items.length)]!;
  const words = () => Array.from({ length: 1 + below(4) }, () => pick(WORDS)).join(' ');
  const text = () => ({ type: 'text', text: words(), ...(below(5) === 0 ? { cache_control: { type: 'ephemeral' } } : {}) });
  const image = () => ({ type: 'image_url', image_url: { url: pick(['https://example.com/x.png', 'data:image/jpeg;base64,/9j/4A==']) } });
  const input = () => JSON.stringify(pick([{}, { number: words() }, { nested: { list: [1, null, words()] } }]));
  const messages: JsonObject[] = [{ role: 'system', content: words() }];
  let calls = 0;
  for (let turn = 0; turn <= below(4); turn += 1) {
    messages.push({ role: 'user', content: pick([words(), [text()], [text(), image()], [image(), text(), text()]]) });
    const made = Array.from({ length: below(4) }, () => ({ id: `call_${calls++}`, type: 'function', function: { name: pick(['find', 'track']), arguments: input() } }));
    messages.push({ role: 'assistant', content: made.length > 0 && below(2) === 0 ? null : words(), ...(made.length > 0 ? { tool_calls: made } : {}) });
    for (const call of made) messages.push({ role: 'tool', tool_call_id: call.id, content: words() });
    if (made.length > 0) messages.push({ role: 'assistant', content: words() });
  }
  return {
    model: 'claude-sonnet-4-6',
    messages: [...messages, { role: 'user', content: words() }],
    tools: [{ type: 'function', function: { name: 'find', description: words(), parameters: { type: 'object', properties: {} } } }],
    tool_choice: pick(['auto', 'none', 'required', { type: 'function', function: { name: 'find' } }]),
    max_completion_tokens: 1 + below(9_000),
    temperature: below(11) / 10,
    stop: pick([['A'], ['A', 'B']]),
    user: words(),
  };
}
