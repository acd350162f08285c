const ADDRESS = /[\w.+-]+@[\w-]+\.|https?:\/\/|www\./iu;
/** Order and account numbers: letters with three digits or more, in one run or with dashes. Words such as `mp3` or `usb2` are none. */
const CODE = /(?<![\p{L}\d])(?=[a-z0-9_-]*[a-z])(?:[a-z0-9_-]*\d){3}[a-z0-9_-]*/iu;
/** Telephone, card and order numbers, also grouped; years, amounts and thresholds are shorter. */
const LONG_NUMBER = /\d(?:[ .()/-]?\d){4,}/u;
const FOUR_DIGITS = /(?<![\d.,])\d{4}(?![\d.,])/gu;
/** What makes four digits an amount or a year: nothing of a person. */
const MEASURED = /(?:(?:nt|us|hk|rmb|cn|au)?\s?[$€£¥￥]|usd|twd|ntd|hkd|cny|rmb|eur|gbp|year|in|since)\s?$/iu;
const MEASURE = /^\s?(?:元|块|塊|圆|圓|年|mah|w\b|ml\b|g\b|kg|km|usd|twd|ntd|hkd|cny|rmb|dollars?|euros?|pounds?|bucks|points?|点|點|分|件|个|個)/iu;
const NAMED_PERSON = /\b(?:my name is|my name'?s|i am called|this is (?:mr|mrs|ms|miss|dr)\b|(?:mr|mrs|ms|miss|dr)\.? [a-z]{2,}|named [A-Z])/iu;
const NAMED_PERSON_HAN = /我叫|我是(?!不是|否|新|老|会|會|学|學|想|要|在|第|从|從|来|來|用|买|買|你|公司|企业|企業|一|否)\p{Script=Han}{2,3}(?=$|[^\p{Script=Han}]|想|要|的)|(?:我|本人|收件人|联系人|聯絡人)?(?:姓名|名字)(?:是|为|為|叫|:|：)|收件人(?:是|:|：)|[\p{Script=Han}](?:先生|小姐|女士|太太)|身份证|身分證(?:字号|字號)?[是:：\dA-Z]/iu;
const HAN_STREET = /(?:路|街|巷|弄|道)(?:[一二三四五六七八九十\d]+段)?\s?[\d一二三四五六七八九十百]+\s?(?:号|號|弄|楼|樓)/u;
const STREET = /\b\d{1,5}[a-z]?,? (?:[a-z]+ ){1,3}(?:street|st|road|rd|avenue|ave|lane|ln|drive|boulevard|blvd|court|close|way)\b/iu;
const BIRTHDAY = /\b(?:born on|my birthday is|date of birth is)|生日是|出生于|出生於/iu;

/** Written with capitals, and no one's name. */
const KNOWN_CAPITALS = new Set(
  ('I Apple Google Pay Samsung Line Face Time Black Friday Cyber Monday Hong Kong New York Year Years Zealand United States Kingdom South North Korea Africa Christmas Eve Boxing Day Chinese Lunar Easter Bank Union ' +
    'Visa Master Card Mastercard American Express Amex Pal Alipay Wechat Gift Credit Debit Prime Pro Max Plus Mini Ultra Air Wi Fi Smart Watch Play Station Xbox Series Nintendo Switch Windows Mac Book Android Galaxy ' +
    'Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October November December Can Do Is How What When Where Why Who Please Hi Hello Dear Sir Madam').split(' '),
);
const CAPITALISED_PAIR = /(?<=[\p{Ll}\d,;:'’-] )\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+)+/gu;

/**
 * Whether a text holds what belongs to one person: numbers of orders and telephones, addresses, names. It
 * says so rather too often: what is taken for personal is only answered anew.
 */
export function holdsPersonalData(text: string): boolean {
  const plain = text.normalize('NFKC');
  return [ADDRESS, CODE, LONG_NUMBER, NAMED_PERSON, NAMED_PERSON_HAN, HAN_STREET, STREET, BIRTHDAY].some((pattern) => pattern.test(plain)) || hasLooseNumber(plain) || hasName(plain);
}

/** Four digits on their own may be the end of a card or an order. */
const hasLooseNumber = (text: string): boolean =>
  [...text.matchAll(FOUR_DIGITS)].some(({ 0: digits, index }) => !MEASURED.test(text.slice(0, index)) && !MEASURE.test(text.slice(index + digits.length)));

const hasName = (text: string): boolean => (text.match(CAPITALISED_PAIR) ?? []).some((pair) => pair.split(' ').some((word) => !KNOWN_CAPITALS.has(word)));

const CAPITALISED = /(?<=[\p{Ll}\d,;:'’-] )\p{Lu}\p{Ll}+/gu;

/** Words of a text that may be names: with a capital within a sentence. */
export const possibleNames = (text: string): string[] => (text.match(CAPITALISED) ?? []).filter((word) => !KNOWN_CAPITALS.has(word));
