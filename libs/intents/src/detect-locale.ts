import { traditionalLead } from './han-script.js';
import { readablePart } from './normalize-text.js';
import type { Locale } from './types.js';

const HAN = /\p{Script=Han}/gu;
const KANA_OR_HANGUL = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const BOPOMOFO = /\p{Script=Bopomofo}/u;
const RUN = /\S+/g;
const ADDRESS_OR_CODE = /[@\d]|:\/\//;
const LATIN_WORD = /\p{Script=Latin}[\p{Script=Latin}'’]*/gu;
/** Written alike by people of every language, so they do not tell which one the writer reads. */
const INTERNATIONAL_WORDS = new Set(
  'ok okay hi hello hey bye yes no thanks thx ty pls vip app line wifi email iphone ios android google facebook id pin otp faq'.split(' '),
);
/** Wordings of characters common to both scripts that people of one region prefer. */
const TAIWAN_WORDS = /喔|欸|超商|宅配|超取|登入|信箱|真人|影片|到府|支援/g;
const MAINLAND_WORDS = /咋|啥|微信|短信|信息|屏幕|快件|人工|支付|支持/g;

/**
 * The language a message is written in. Chinese script is told by characters that exist in only one of the two, then
 * by regional words; what stays undecided (emoji, a number, "ok", or 取消 which both scripts write alike) takes the
 * fallback, or zh-TW when the message is Chinese and the fallback is not.
 */
export function detectLocale(text: string, fallback: Locale): Locale {
  const part = readablePart(text).normalize('NFKC');
  const prose = part.replace(RUN, proseOf);
  const han = prose.match(HAN)?.length ?? 0;
  const words = prose.match(LATIN_WORD) ?? [];
  if (BOPOMOFO.test(prose)) return 'zh-TW';
  if (KANA_OR_HANGUL.test(prose)) return fallback;
  if (han * 2 > words.length) return chineseLocale(prose, fallback);
  return words.some(tellsEnglish) ? 'en' : fallback;
}

function proseOf(run: string): string {
  return ADDRESS_OR_CODE.test(run) ? keepHan(run) : run;
}

/** A run such as 订单12345什么时候到 has no spaces, so only its other characters are dropped. */
function keepHan(run: string): string {
  return run.match(HAN)?.join('') ?? ' ';
}

function chineseLocale(text: string, fallback: Locale): Locale {
  const lead = traditionalLead(text) || count(text, TAIWAN_WORDS) - count(text, MAINLAND_WORDS);
  if (lead !== 0) return lead > 0 ? 'zh-TW' : 'zh-CN';
  return fallback === 'en' ? 'zh-TW' : fallback;
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

function tellsEnglish(word: string): boolean {
  return word.length > 2 && !INTERNATIONAL_WORDS.has(word.toLowerCase());
}
