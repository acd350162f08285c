import { describe, expect, it } from '@jest/globals';
import { Decimal } from 'decimal.js';
import type { ModelPrice } from '#libs/contracts';
import { projectPath } from '#libs/kernel';
import { PriceBook, loadPriceFile } from '../src/index.js';
import { PriceList } from '../src/prices/price-list.js';
import { Price } from '../src/prices/price.js';

const book = new PriceBook(await loadPriceFile(projectPath('data', 'model-prices.json')));
const shipped = new PriceList(book, []);
const NO_TOKENS = { inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0 };
const aPrice = (changes: Partial<ModelPrice> = {}): ModelPrice => ({ model: 'x', input: '3', output: '15', cache_read: '0.3', cache_write: '3.75', source: 'tenant', as_of: '2026-01-01', ...changes });

describe('the name of a model', () => {
  it.each([
    ['gpt-4o', 'gpt-4o'],
    ['gpt-4o-2024-08-06', 'gpt-4o'],
    ['gpt-4o-2024-05-13', 'gpt-4o-2024-05-13'],
    ['gpt-4o-mini-2024-07-18', 'gpt-4o-mini'],
    ['openai/gpt-4o', 'gpt-4o'],
    ['openrouter/openai/gpt-4o-2024-11-20', 'gpt-4o'],
    ['GPT-4o', 'gpt-4o'],
    ['claude-sonnet-4-5-20250929', 'claude-sonnet-4-5'],
    ['anthropic/claude-sonnet-4.5', 'claude-sonnet-4-5'],
    ['claude-opus-4-20250514', 'claude-opus-4'],
    ['claude-opus-4-1-20250805', 'claude-opus-4-1'],
    ['claude-sonnet-4@20250514', 'claude-sonnet-4'],
    ['claude-3-5-haiku-latest', 'claude-3-5-haiku'],
    ['models/gemini-2.5-flash', 'gemini-2.5-flash'],
    ['gemini-2.5-flash-lite-preview-09-2025', 'gemini-2.5-flash-lite*'],
    ['doubao-seed-1-6-flash-250828', 'doubao-seed-1-6-flash'],
    ['deepseek-chat', 'deepseek-flash'],
    ['deepseek-v4-pro-0813', 'deepseek-v4-pro*'],
  ])('%s is priced as %s', (model, match) => {
    expect(shipped.priceOf(model)?.model).toBe(match);
  });

  it.each(['gpt-4o-audio-preview', 'gpt-4o-mini-tts', 'llama3.1:8b', 'gpt', '', '-', '/', 'gpt-4o-mini-transcribe', 'claude-opus-4-9'])('%j is not priced as another model', (model) => {
    expect(shipped.costOf(model, { ...NO_TOKENS, inputTokens: 1_000 })).toEqual({ cost: '0', priced: false });
  });

  it('tells the size of the models that are chosen by default', () => {
    const tiers = ['claude-haiku-4-5', 'gpt-4o-mini', 'claude-sonnet-4-5', 'gpt-4.1', 'claude-opus-4-5', 'text-embedding-3-small', 'llama'].map((model) => book.find(model)?.tier ?? null);
    expect(tiers).toEqual(['small', 'small', 'medium', 'medium', 'large', null, null]);
  });
});

describe('the cost of a call', () => {
  it('is reckoned exactly, each kind of token at its own price', () => {
    const price = new Price(aPrice());
    expect(price.costOf({ inputTokens: 1_000, outputTokens: 500, cacheReadTokens: 10_000, cacheWriteTokens: 2_000 })).toBe('0.021');
    // 3 × 0.1 is 0.30000000000000004 in binary numbers.
    expect(new Price(aPrice({ input: '0.1' })).costOf({ ...NO_TOKENS, inputTokens: 3 })).toBe('0.0000003');
  });

  it('is rounded half up to ten decimals, once', () => {
    const price = new Price(aPrice({ input: '0.00005', output: '0.00005' }));
    expect(price.costOf({ ...NO_TOKENS, inputTokens: 1 })).toBe('0.0000000001');
    expect(price.costOf({ ...NO_TOKENS, inputTokens: 1, outputTokens: 1 })).toBe('0.0000000001');
    expect(new Price(aPrice({ input: '0.000049' })).costOf({ ...NO_TOKENS, inputTokens: 1 })).toBe('0');
  });

  it('takes the input’s price for a cache that has none', () => {
    const price = new Price(aPrice({ cache_read: null, cache_write: null }));
    expect(price.costOf({ ...NO_TOKENS, cacheReadTokens: 1_000_000 })).toBe('3');
    expect(price.costOf({ ...NO_TOKENS, cacheWriteTokens: 1_000_000 })).toBe('3');
  });

  it('is that of a long prompt for all of it, when all its input together is longer than the bound', () => {
    const price = new Price(aPrice(), { above: 1_000, input: '6', output: '22.5', cache_read: '0.6', cache_write: '7.5' });
    expect(price.costOf({ ...NO_TOKENS, inputTokens: 400, cacheReadTokens: 600 })).toBe('0.00138');
    expect(price.costOf({ ...NO_TOKENS, inputTokens: 401, cacheReadTokens: 600 })).toBe('0.002766');
  });

  it('is of exact digits, however many tokens', () => {
    const tokens = Number.MAX_SAFE_INTEGER;
    expect(new Price(aPrice({ input: '123456789.0123456789' })).costOf({ ...NO_TOKENS, inputTokens: tokens })).toBe(
      ((BigInt(tokens) * 1_234_567_890_123_456_789n + 500_000n) / 1_000_000n).toString().replace(/(\d{10})$/, '.$1').replace(/\.?0+$/, ''),
    );
  });
});

describe('a tenant’s own price', () => {
  const list = new PriceList(book, [aPrice({ model: 'gpt-4o', input: '1' }), aPrice({ model: 'House/Model.1', input: '2' })]);

  it('wins over the shipped one, for all names of the model', () => {
    for (const model of ['gpt-4o', 'gpt-4o-2024-08-06', 'openai/gpt-4o', 'gpt-4o-2024-05-13']) expect(list.priceOf(model)).toMatchObject({ source: 'tenant', input: '1' });
    expect(list.priceOf('gpt-4o-mini')).toMatchObject({ source: 'shipped' });
  });

  it('prices what nobody else knows', () => {
    expect(list.costOf('house/model.1', { ...NO_TOKENS, inputTokens: 1_000_000 })).toEqual({ cost: '2', priced: true });
    expect(list.priceOf('model.1')).toBeNull();
  });
});

it('the shipped file gives each model once, at prices that make sense', () => {
  const list = book.list();
  expect(new Set(list.map(({ model }) => model)).size).toBe(list.length);
  for (const { model, input, output, cache_read } of list) {
    expect({ model, sane: new Decimal(input).gt(0) && new Decimal(input).lt(100) && new Decimal(output).lt(1_000) }).toEqual({ model, sane: true });
    if (cache_read !== null) expect({ model, cheaper: new Decimal(cache_read).lt(input) }).toEqual({ model, cheaper: true });
  }
});

it('refuses a file that gives a model twice or a price that is none', async () => {
  const [first] = await loadPriceFile(projectPath('data', 'model-prices.json'));
  expect(() => new PriceBook([first!, { ...first!, match: first!.match.toUpperCase() }])).toThrow('given twice');
  await expect(loadPriceFile(projectPath('data', 'model-choices.json'))).rejects.toThrow();
});
