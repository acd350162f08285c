const LINKS = /\b(?:https?:\/\/|www\.)[^\s<>()[\]"'，。；、）】」]+/giu;
const ADDRESSES = /[\p{L}\d._%+-]+@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+/giu;
const AMOUNTS = /(?:(?:US|NT|HK|RMB|CN)?[$€£¥]|\b(?:USD|TWD|NTD|HKD|CNY|RMB|EUR|GBP)\s?)\s?\d[\d.,]*|\d[\d.,]*\s?(?:%|元|塊|块|dollars?|euros?|USD|TWD|CNY|EUR|GBP)/giu;
/** Telephone numbers, accounts, codes. */
const LONG_NUMBERS = /\d[\d -]{5,}\d/gu;

/**
 * What an answer states that a customer would act on (links, e-mail addresses, amounts, telephone
 * numbers) and that stands nowhere in what it was written from. Models make such things up, or were
 * talked into them.
 */
export function unsupportedSpecifics(answer: string, writtenFrom: readonly string[]): string[] {
  const [said, given] = [answer.normalize('NFKC'), writtenFrom.join('\n').normalize('NFKC')];
  const [words, figures, digits] = [given.toLowerCase(), figuresOf(given), digitsOf(given)];
  return [
    ...matches(said, LINKS).filter((link) => !words.includes(link.toLowerCase().replace(/[.,;:!?*_]+$/, ''))),
    ...matches(said, ADDRESSES).filter((address) => !words.includes(address.toLowerCase())),
    ...matches(said, AMOUNTS).filter((amount) => [...figuresOf(amount)].some((figure) => !figures.has(figure))),
    ...matches(said, LONG_NUMBERS).filter((number) => !digits.includes(digitsOf(number))),
  ];
}

const matches = (text: string, pattern: RegExp): string[] => text.match(pattern) ?? [];

/** Of an amount the figure counts: currencies are written in many ways, thousands with a comma or without. */
const figuresOf = (text: string): Set<string> => new Set((text.replace(/(?<=\d),(?=\d{3})/g, '').match(/\d+(?:\.\d+)?/g) ?? []).map((figure) => String(Number(figure))));

const digitsOf = (text: string): string => text.replace(/(?<=\d)[ -]+(?=\d)/g, '');

/** What may still become a link, an address or an amount. */
const OPEN_SPECIFIC = /(?:[\w$€£¥￥%+-]*[\d@:/.$€£¥￥%+-][^\s，。；！？、]*|\bw{1,3}|\bhttps?)$/iu;

/** How much of an answer that is not complete can be shown: nothing from the first specific that is not supported on, nor what may become one. */
export function supportedPart(part: string, writtenFrom: readonly string[]): string {
  const settled = part.replace(OPEN_SPECIFIC, '').trimEnd();
  const [first] = unsupportedSpecifics(settled, writtenFrom).map((specific) => settled.normalize('NFKC').indexOf(specific)).sort((a, b) => a - b);
  return first === undefined ? settled : settled.slice(0, Math.max(0, first)).trimEnd();
}
