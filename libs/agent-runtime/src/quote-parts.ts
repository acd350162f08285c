import type { Locale } from '#libs/contracts';

/** In code points: enough to be recognised. */
const LONGEST_QUOTE = 60;
/** What would be markup where the reply is shown. */
const MARKUP = /[<>*_`#|[\]~\\]/g;

const ABOUT: Record<Locale, { before: string; open: string; close: string; between: string; last: string; after: string }> = {
  en: { before: 'About ', open: '“', close: '”', between: ', ', last: ' and ', after: ': ' },
  'zh-TW': { before: '關於', open: '「', close: '」', between: '、', last: '與', after: '：' },
  'zh-CN': { before: '关于', open: '“', close: '”', between: '、', last: '和', after: '：' },
};

const REST: Record<Locale, string> = { en: 'About the rest of your message: ', 'zh-TW': '關於您訊息的其他部分：', 'zh-CN': '关于您消息的其他部分：' };

/** Begins a sentence about some of the contact's wishes, quoted as they wrote them. */
export function aboutParts(texts: readonly string[], locale: Locale): string {
  const { before, open, close, between, last, after } = ABOUT[locale];
  const quotes = texts.map((text) => `${open}${shortened(text)}${close}`);
  const all = quotes.length > 1 ? `${quotes.slice(0, -1).join(between)}${last}${quotes.at(-1)}` : (quotes[0] ?? '');
  return `${before}${all}${after}`;
}

/** Begins a sentence about wishes that are not known one by one. */
export const aboutTheRest = (locale: Locale): string => REST[locale];

function shortened(text: string): string {
  const points = [...text.replace(MARKUP, '').replace(/\s+/g, ' ').trim()];
  return points.length > LONGEST_QUOTE ? `${points.slice(0, LONGEST_QUOTE - 1).join('').trimEnd()}…` : points.join('');
}
