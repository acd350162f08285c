import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { projectPath } from '#libs/kernel';
import { normaliseQuestion, readWording, similarity, SIMILAR_FROM } from '../src/index.js';

const alike = (one: string, other: string): boolean => similarity(readWording(normaliseQuestion(one)), readWording(normaliseQuestion(other))) >= SIMILAR_FROM;

const groupsOf = async (file: string): Promise<{ same: string[]; different: string[] }[]> =>
  (await readFile(projectPath('data/near-duplicates', `${file}.jsonl`), 'utf8')).trim().split('\n').map((line) => JSON.parse(line) as { same: string[]; different: string[] });

describe.each(['en', 'zh-TW', 'zh-CN', 'en.fresh', 'zh-TW.fresh', 'zh-CN.fresh'])('the pairs of %s', (file) => {
  it('that ask something different are not taken for one another', async () => {
    const groups = await groupsOf(file);
    expect(groups.flatMap(({ same, different }) => same.flatMap((one) => different.filter((other) => alike(one, other)).map((other) => `${one} | ${other}`)))).toEqual([]);
  });

  it('that ask the same are mostly', async () => {
    const pairs = (await groupsOf(file)).flatMap(({ same }) => same.flatMap((one, at) => same.slice(at + 1).map((other) => [one, other] as const)));
    expect(pairs.filter(([one, other]) => alike(one, other)).length / pairs.length).toBeGreaterThan(0.6);
  });
});

describe('two questions', () => {
  it.each([
    ['', ''],
    ['🙂', '👍'],
    ['how do i', 'how can i'],
    ['怎么', '如何'],
  ])('of no words are not alike: %j and %j', (one, other) => {
    expect(alike(one, other)).toBe(false);
  });

  it.each([
    ['iPhone 15 保護殼多少錢', 'iphone 15 保護殼要多少錢？'],
    ['可以用 Apple Pay 付款嗎', '請問能用 apple pay 付款嗎'],
  ])('of two languages are compared in both: %j and %j', (one, other) => {
    expect(alike(one, other)).toBe(true);
  });

  it.each([
    ['iPhone 15 保護殼多少錢', 'iPhone 16 保護殼多少錢'],
    ['可以用 Apple Pay 付款嗎', '可以用 Google Pay 付款嗎'],
    ['積分可以換優惠券嗎', '優惠券可以換積分嗎'],
  ])('that differ in a name, a number or a direction are not: %j and %j', (one, other) => {
    expect(alike(one, other)).toBe(false);
  });

  it('of great length are compared all the same', () => {
    const long = 'why is my order late and '.repeat(4_000);
    expect(alike(long, `${long} please`)).toBe(true);
    expect(alike(long, `${long} not`)).toBe(false);
  });
});
