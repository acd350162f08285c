import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it, expect } from '@jest/globals';
import { readJudgedMessages, readJudgedParts } from '../src/evaluation/read-judged-data.js';

describe('judged data', () => {
  let dir: string;
  beforeEach(async () => void (dir = await mkdtemp(join(tmpdir(), 'judged-'))));
  afterEach(() => rm(dir, { recursive: true }));

  const write = (file: string, ...lines: unknown[]) => writeFile(join(dir, file), lines.map((line) => JSON.stringify(line)).join('\n'));
  const order = { type: 'order_number', value: 'W1' };

  it('is read split by split, with entities where they were marked', async () => {
    await write('en.jsonl', { text: 'W1?', intent: 'order', group: 'g', split: 'test', entities: [order] }, { text: 'no', intent: 'other', group: 'h', split: 'train' });
    await write('en.brief.jsonl', { text: 'W2?', intent: 'order', group: 'i', split: 'test' });
    await write('zh-TW.held-out.jsonl', { text: 'W1 呢', intent: 'order', entities: [order] }, { text: '嗨', intent: 'other' });
    expect(await readJudgedMessages(dir, 'test')).toEqual([
      { text: 'W2?', intent: 'order', locale: 'en', entities: null, group: 'i' },
      { text: 'W1?', intent: 'order', locale: 'en', entities: [order], group: 'g' },
    ]);
    expect((await readJudgedMessages(dir, 'held-out')).map(({ text, entities }) => [text, entities])).toEqual([['W1 呢', [order]], ['嗨', []]]);
  });

  it('of several wishes is read where there is any', async () => {
    const line = { text: 'a b', locale: 'en', parts: [{ text: 'a', intent: 'faq' }, { text: 'b', intent: 'order' }] };
    const more = { ...line, locale: 'zh-TW' };
    await write('multi.jsonl', line);
    await write('multi.more.jsonl', more);
    expect(await readJudgedParts(dir, 'calibration')).toEqual([line, more]);
    expect(await readJudgedParts(dir, 'held-out')).toEqual([]);
    await write('multi.held-out.jsonl', more);
    expect(await readJudgedParts(dir, 'calibration')).toEqual([line, more]);
    expect(await readJudgedParts(dir, 'held-out')).toEqual([more]);
  });

  it('names the place of a bad line', async () => {
    await write('en.held-out.jsonl', { text: 'a', intent: 'sales' });
    await expect(readJudgedMessages(dir, 'held-out')).rejects.toThrow(/en\.held-out\.jsonl:1/);
  });
});
