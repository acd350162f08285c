import { foldHanScript } from './han-script.js';

/** How much of a long message is read, in UTF-16 units: the wish is said at its start or repeated at its end. */
const HEAD_LENGTH = 2_000;
const TAIL_LENGTH = 500;

/** Private-use characters that stand for a kind of thing, so that one order number is as good as another. */
export const PLACEHOLDER = {
  url: '\uE000',
  email: '\uE001',
  code: '\uE002',
  money: '\uE003',
  number: '\uE004',
  date: '\uE005',
  phone: '\uE006',
} as const;

const FULL_WIDTH = /[\uFF01-\uFF5E\u3000\uFFE1\uFFE5]/g;
const FULL_WIDTH_SHIFT = 0xfee0;
/** Full-width signs that stand apart from the others. */
const HALF_WIDTH: Record<string, string> = { '\u3000': ' ', '\uFFE1': '£', '\uFFE5': '¥' };
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Variation_Selector}\s]+/gu;
const URL_PATTERN = /(?:https?:\/\/|www\.)[!-~]+/g;
const EMAIL_PATTERN = /(?<![\w.+-])[\w.+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})+/g;
const MONEY_PATTERN =
  /(?:(?:nt|hk|us)?\$|[€£¥])\s?\d[\d,.]*|(?<![\d,.])\d[\d,.]*\s?(?:元|块钱?|usd|twd|ntd|rmb|dollars?|bucks|euros?)(?![a-z])/g;
const MONTH = '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const DATE_PATTERN = new RegExp(
  [
    String.raw`(?:\d{4}年)?\d{1,2}月\d{1,2}[日号]?`,
    String.raw`(?<![\w/.-])\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}(?![\w/-])`,
    String.raw`(?<![\w/])(?:1[0-2]|0?[1-9])/(?:3[01]|[12]\d|0?[1-9])(?![\w/])`,
    String.raw`(?<!\w)\d{1,2}(?:st|nd|rd|th)? ${MONTH}(?: \d{4})?(?![a-z])`,
    String.raw`(?<!\w)${MONTH} \d{1,2}(?:st|nd|rd|th)?(?![\da-z])(?:,? \d{4})?`,
  ].join('|'),
  'g',
);
/** Eight digits or more in groups, or after + or 0: order numbers are not written like that. */
const PHONE_PATTERN = /(?<![\w#-])(?:\+\d[\d ()-]{6,16}\d|\(?0\d{1,4}[\d ()-]{5,12}\d|1[3-9]\d{9}|\d{3}-\d{4})(?![\w-])/g;
const CODE_OR_NUMBER_PATTERN = /#?[a-z0-9]+(?:-[a-z0-9]+)*/g;
const SHORT_CODE = /^[a-z]{1,3}-?\d{3,}$/;
const LONG_REPEAT = /(.)\1{2,}/gu;

/** Full-width letters, figures and signs in their usual width, each at its place. */
export function toHalfWidth(text: string): string {
  return text.replace(FULL_WIDTH, (character) => HALF_WIDTH[character] ?? String.fromCharCode(character.charCodeAt(0) - FULL_WIDTH_SHIFT));
}

/** Where in a message that part stands: all of it, or its start and its end. */
export function readableSpans(text: string): { start: number; end: number }[] {
  if (text.length <= HEAD_LENGTH + TAIL_LENGTH) return [{ start: 0, end: text.length }];
  return [
    { start: 0, end: HEAD_LENGTH },
    { start: text.length - TAIL_LENGTH, end: text.length },
  ];
}

/** The part of a message that is looked at; its length never exceeds 2,501 UTF-16 units. */
export function readablePart(text: string): string {
  return readableSpans(text)
    .map(({ start, end }) => text.slice(start, end))
    .join(' ');
}

/**
 * One spelling for what means the same: NFKC (full width to half width), lower case, simplified characters, straight
 * apostrophes, no invisible characters, and placeholders for addresses, amounts, order numbers and other figures.
 */
export function normalizeText(text: string): string {
  const spelled = readablePart(readablePart(text).normalize('NFKC'))
    .toLowerCase()
    .replace(INVISIBLE, ' ')
    .replace(/[’‘`´]/g, "'");
  return foldHanScript(spelled)
    .replace(URL_PATTERN, ` ${PLACEHOLDER.url} `)
    .replace(EMAIL_PATTERN, ` ${PLACEHOLDER.email} `)
    .replace(MONEY_PATTERN, ` ${PLACEHOLDER.money} `)
    .replace(DATE_PATTERN, ` ${PLACEHOLDER.date} `)
    .replace(PHONE_PATTERN, ` ${PLACEHOLDER.phone} `)
    .replace(CODE_OR_NUMBER_PATTERN, placeholderForCode)
    .replace(LONG_REPEAT, '$1$1')
    .replace(/ {2,}/g, ' ')
    .trim();
}

/**
 * Order and tracking numbers carry five digits or more, or three after a few letters (W123, unlike iphone15 or E07);
 * status codes such as 404 mean something by themselves.
 */
function placeholderForCode(word: string): string {
  const digits = word.replace(/\D/g, '').length;
  if (digits === 0) return word;
  if (word.startsWith('#') || digits > 4 || (digits === 4 && word.length > 4) || SHORT_CODE.test(word)) return ` ${PLACEHOLDER.code} `;
  if (digits === word.length && !/^[45]0\d$/.test(word)) return ` ${PLACEHOLDER.number} `;
  return word;
}
