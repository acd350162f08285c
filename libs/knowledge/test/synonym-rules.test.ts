import { describe, expect, it } from '@jest/globals';
import { SynonymRules } from '../src/index.js';

const rules = new SynonymRules([
  { locale: null, words: ['tracking number', 'waybill', 'AWB'] },
  { locale: 'zh-TW', words: ['折價券', '優惠碼'] },
  { locale: 'en', words: ['bonus', 'gift'] },
  { locale: 'en', words: ['gift card', 'voucher'] },
]);

describe('SynonymRules', () => {
  it('put the synonym in the place of the word, whatever its form', () => {
    expect(rules.otherWordings('Where is my waybill?', 'en')).toEqual(['where is my tracking number?', 'where is my awb?'].map((text) => text.replace('awb', 'AWB')));
    expect(rules.otherWordings('two Tracking   numbers', 'en')).toEqual(['two waybill', 'two AWB']);
    expect(rules.otherWordings('怎麼用折價券', 'zh-TW')).toEqual(['怎麼用優惠碼']);
  });

  it('find a word in either Chinese script, and no word of another language', () => {
    expect(rules.otherWordings('优惠码怎么用', 'zh-CN')).toEqual(['折價券怎么用']);
    expect(rules.otherWordings('我的 waybill', 'zh-TW')).toHaveLength(2);
    expect(rules.otherWordings('bonus', 'zh-TW')).toEqual([]);
  });

  it('take the longest phrase, and no part of a word', () => {
    expect(rules.otherWordings('my gift card', 'en')).toEqual(['my voucher']);
    expect(rules.otherWordings('my gift', 'en')).toEqual(['my bonus']);
    expect(rules.otherWordings('my gifthorse', 'en')).toEqual([]);
  });

  it('put several words in other words, in a few wordings', () => {
    const wordings = rules.otherWordings('waybill of my voucher', 'en');
    expect(wordings.slice(0, 3)).toEqual(['tracking number of my gift card', 'tracking number of my voucher', 'waybill of my gift card']);
    const many = new SynonymRules([{ locale: null, words: Array.from({ length: 20 }, (_, at) => `word${String.fromCharCode(97 + at)}`) }]);
    expect(many.otherWordings('worda wordb wordc wordd worde '.repeat(20), 'en')).toHaveLength(5);
  });

  it.each(['', '😀', 'x'.repeat(100_000), 'nothing of it'])('have nothing to say to %.20s', (question) => {
    expect(rules.otherWordings(question, 'en')).toEqual([]);
    expect(new SynonymRules([]).otherWordings(question, 'en')).toEqual([]);
  });
});
