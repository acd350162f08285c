import { describe, expect, it } from '@jest/globals';
import { estimateInputTokens, estimateTokens, roughTokens } from '../src/index.js';
import { inputTextsOf } from '../src/tokens/input-texts.js';

describe('tokens of a text', () => {
  it('are those of o200k_base', async () => {
    expect(await estimateTokens(['hello world'])).toBe(2);
    expect(await estimateTokens(['hel', 'lo wor', 'ld'])).toBe(2);
    expect(await estimateTokens(['我的訂單呢？'])).toBe(5);
    expect(await estimateTokens([])).toBe(0);
  });

  it('count what looks like a control token as text', async () => {
    expect(await estimateTokens(['<|endoftext|>'])).toBeGreaterThan(1);
  });

  it('are nearly the same in slices', async () => {
    const text = 'The parcel is on its way, and it will arrive tomorrow. '.repeat(400);
    const whole = 400 * (await estimateTokens(['The parcel is on its way, and it will arrive tomorrow. ']));
    const tokens = await estimateTokens([text]);
    expect(Math.abs(tokens - whole) / whole).toBeLessThan(0.1);
  });

  it('leave other work its turn while a long text is counted', async () => {
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 1);
    const han = Array.from({ length: 100_000 }, (_, index) => String.fromCodePoint(0x4e_00 + ((index * 7_919) % 20_000))).join('');
    expect(await estimateTokens([han])).toBeGreaterThan(50_000);
    clearInterval(timer);
    expect(turns).toBeGreaterThan(5);
  });

  it('are a quarter of the characters when nobody looks', () => {
    expect([0, 1, 4, 5].map(roughTokens)).toEqual([0, 1, 1, 2]);
  });
});

describe('tokens of a request', () => {
  it('are of its messages, tool calls and tools in OpenAI’s format', () => {
    const { texts, tokens } = inputTextsOf({
      model: 'ignored',
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: [{ type: 'text', text: 'What is this?' }, { type: 'image_url', image_url: { url: `data:image/png;base64,${'A'.repeat(9_999)}` } }] },
        { role: 'assistant', content: null, tool_calls: [{ id: 'c1', type: 'function', function: { name: 'find_order', arguments: '{"id":7}' } }] },
        { role: 'tool', tool_call_id: 'c1', content: 'shipped' },
      ],
      tools: [{ type: 'function', function: { name: 'find_order', description: 'Finds an order', parameters: {} } }],
    });
    expect(texts).toEqual(['system', 'Be brief.', 'user', 'What is this?', 'assistant', 'find_order', '{"id":7}', 'tool', 'shipped', expect.stringContaining('Finds an order')]);
    expect(tokens).toBe(4 * 3 + 3 + 765);
  });

  it('are of its system, blocks and tool results in Anthropic’s format', () => {
    const { texts, tokens } = inputTextsOf({
      system: [{ type: 'text', text: 'Be brief.' }],
      messages: [
        { role: 'user', content: [{ type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'A'.repeat(9_999) } }, { type: 'document', source: { type: 'base64', data: 'B'.repeat(9_999) } }] },
        { role: 'assistant', content: [{ type: 'tool_use', id: 't1', name: 'find_order', input: { id: 7 } }] },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't1', content: [{ type: 'text', text: 'shipped' }] }, { type: 'document', source: { type: 'text', data: 'The terms' } }] },
      ],
    });
    expect(texts).toEqual(['Be brief.', 'user', 'assistant', 'find_order', '{"id":7}', 'user', 'shipped', 'The terms']);
    expect(tokens).toBe(3 * 3 + 3 + 1_590);
  });

  it('are of the texts to embed, or of the tokens they were given as', async () => {
    expect(inputTextsOf({ input: ['a', 'b'] })).toEqual({ texts: ['a', 'b'], tokens: 0 });
    expect(await estimateInputTokens({ input: [1, 2, 3] })).toBe(3);
    expect(await estimateInputTokens({ input: [[1, 2], [3]] })).toBe(3);
    expect(await estimateInputTokens({ input: 'hello world' })).toBe(3);
  });

  it('are none of a body that makes no sense', async () => {
    for (const body of [{}, { messages: 7 }, { messages: [null, 1, 'x', []], tools: {}, system: 3 }, { messages: [{ content: [{ type: 'tool_use' }, { type: 'image_url' }, { type: 'document' }] }] }]) {
      expect(await estimateInputTokens(body)).toBeGreaterThanOrEqual(0);
    }
  });
});
