import { describe, it, expect } from '@jest/globals';
import { detectLocale } from '../src/detect-locale.js';
import { HAN_SCRIPT_PAIRS } from '../src/han-script-pairs.js';
import { foldHanScript } from '../src/han-script.js';

describe('detectLocale', () => {
  it.each([
    ['Where is my parcel?', 'zh-TW', 'en'],
    ['我的訂單到哪裡了', 'en', 'zh-TW'],
    ['我的订单到哪里了', 'en', 'zh-CN'],
    ['我的iPhone15 app壞了', 'en', 'zh-TW'],
    ['帮我 cancel 这个 order', 'en', 'zh-CN'],
    ['please tell me what 退貨 means on this page', 'zh-TW', 'en'],
    ['超商可以付款嗎', 'en', 'zh-TW'],
    ['ㄟ在嗎', 'en', 'zh-TW'],
    ['订单ORD-20731什么时候到', 'en', 'zh-CN'],
  ] as const)('reads %j', (text, fallback, expected) => {
    expect(detectLocale(text, fallback)).toBe(expected);
  });

  it.each(['', '👍👍', 'ok', '12345678', 'ORD-20731', 'mia@mail.example', '?!', '\u0000\u0001'])(
    'takes the fallback for %j, which tells nothing',
    (text) => {
      expect(detectLocale(text, 'zh-TW')).toBe('zh-TW');
      expect(detectLocale(text, 'zh-CN')).toBe('zh-CN');
      expect(detectLocale(text, 'en')).toBe('en');
    },
  );

  it('takes the fallback script for Chinese that both scripts write alike, and a Chinese one in any case', () => {
    expect(detectLocale('我要取消', 'zh-TW')).toBe('zh-TW');
    expect(detectLocale('我要取消', 'zh-CN')).toBe('zh-CN');
    expect(detectLocale('我要取消', 'en')).toBe('zh-TW');
  });

  it('follows the majority when a few characters of the other script are quoted', () => {
    expect(detectLocale('網站顯示「订单」是什麼意思，為什麼會這樣', 'en')).toBe('zh-TW');
  });
});

describe('the table of script pairs', () => {
  const pairs = HAN_SCRIPT_PAIRS.match(/../gu) ?? [];

  it('names each traditional character once and never maps a character to itself', () => {
    const traditional = pairs.map((pair) => pair.charAt(0));
    expect(HAN_SCRIPT_PAIRS.length).toBe(pairs.length * 2);
    expect(new Set(traditional).size).toBe(pairs.length);
    expect(pairs.filter((pair) => pair.charAt(0) === pair.charAt(1))).toEqual([]);
  });

  it('folds in one step: no simplified character is folded further', () => {
    const simplified = pairs.map((pair) => pair.charAt(1)).join('');
    expect(foldHanScript(simplified)).toBe(simplified);
  });

  it('folds both ways of writing a sentence into one', () => {
    expect(foldHanScript('請問發票開錯了可以幫我換一張嗎')).toBe('请问发票开错了可以帮我换一张吗');
  });
});
