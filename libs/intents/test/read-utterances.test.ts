import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it, expect } from '@jest/globals';
import { readUtterances } from '../src/training/read-utterances.js';

describe('readUtterances', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'intents-'));
  });
  afterEach(() => rm(dir, { recursive: true }));

  it('reads what is there, with the locale of the file', async () => {
    const line = { text: '退款', intent: 'refund', group: 'g1', split: 'train', entities: [] };
    await writeFile(join(dir, 'zh-CN.jsonl'), `${JSON.stringify(line)}\n\n`);
    expect(await readUtterances(dir)).toEqual([{ text: '退款', intent: 'refund', group: 'g1', split: 'train', locale: 'zh-CN' }]);
  });

  it('reads the further files of a locale and leaves other files alone', async () => {
    const line = (text: string) => JSON.stringify({ text, intent: 'faq', group: text, split: 'train' });
    await writeFile(join(dir, 'en.brief.jsonl'), line('second'));
    await writeFile(join(dir, 'en.jsonl'), line('first'));
    await writeFile(join(dir, 'notes.txt'), 'no data');
    await writeFile(join(dir, 'en.held-out.jsonl'), line('only measured'));
    await writeFile(join(dir, 'multi.jsonl'), line('several wishes'));
    expect((await readUtterances(dir)).map(({ text }) => text).sort()).toEqual(['first', 'second']);
  });

  it.each([
    ['not json', /en\.jsonl:1: is not JSON/],
    ['null', /en\.jsonl:1: needs/],
    ['{"text":"a","intent":"sales","group":"g","split":"train"}', /en\.jsonl:1: needs/],
    ['{"text":"a","intent":"faq","group":"g","split":"dev"}', /en\.jsonl:1: needs/],
  ])('names the place of the bad line %j', async (line, message) => {
    await writeFile(join(dir, 'en.jsonl'), line);
    await expect(readUtterances(dir)).rejects.toThrow(message);
  });

  it('says so when there is no data', async () => {
    await expect(readUtterances(dir)).rejects.toThrow(/No labelled utterances/);
  });
});
