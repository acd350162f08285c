const D = String.raw`[\d０-９]`;
const MONEY = String.raw`USD|TWD|NTD|HKD|CNY|RMB|EUR|GBP`;

/** Kept as they are, although they look like numbers of somebody's: dates, amounts, shares. */
const KEPT = [
  String.raw`(?<!${D})(?:19|20)${D}{2}(?:[-/.]${D}{1,2}[-/.]${D}{1,2}|年${D}{1,2}月(?:${D}{1,2}[日号號])?)(?!${D})`,
  String.raw`(?:(?:US|NT|HK)?[$€£¥￥]|\b(?:${MONEY}))\s?${D}[${D.slice(1, -1)},.]*`,
  String.raw`(?<!${D})${D}{1,3}(?:[,，]${D}{3})+(?:\.${D}+)?(?!${D})`,
  String.raw`(?<!${D})${D}[${D.slice(1, -1)},.]*\s?(?:%|％|元|塊|块|dollars?\b|euros?\b|(?:${MONEY})\b)`,
].join('|');

const EMAIL = String.raw`[\w%+.À-ɏ-]{1,64}[@＠][\wÀ-ɏ-]{1,63}(?:\.[\wÀ-ɏ-]{1,63}){1,5}`;
const PHONE = String.raw`(?<![\w０-９])[+＋]?[(（]?${D}(?:[\s().（）-]{0,2}${D}){6,18}(?![\w０-９])`;
/** Numbers of orders, parcels, accounts: after a #, with letters in front, or long. */
const NUMBER = String.raw`[#＃]\s?[A-Za-z0-9０-９_-]{3,40}|(?<![A-Za-z0-9０-９])(?=[A-Za-z_-]{0,12}(?:${D}[A-Za-z_-]{0,12}){3})[A-Za-z]{1,6}[-_]?${D}[A-Za-z0-9０-９_-]{2,40}|${D}{5,}[A-Za-z0-9０-９_-]{0,40}`;

const PERSONAL = new RegExp(`(?<kept>${KEPT})|(?<email>${EMAIL})|(?<phone>${PHONE})|(?<number>${NUMBER})`, 'gu');
const LINK_DETAILS = /(\bhttps?:\/\/[^\s?#]{1,500})[?#][^\s]*/gu;
/** A phone number's form, where nothing but digits stands together. */
const BARE_PHONE = /^(?:[+＋(（]|[0０]|[1１][3-9３-９]\P{L}{9}$)/u;
const LONGEST_PHONE_DIGITS = 15;

/** What stands where personal data was. */
export const MASKS = ['[email]', '[phone]', '[number]', '[name]'] as const;

/**
 * A text without what tells whose it is: e-mail addresses, phone numbers, numbers of orders, cards and
 * accounts, what links carry in their query, and the names given. Rather too much than too little: a
 * product's model number may go too. Dates and amounts stay.
 */
export function maskPersonalData(text: string, names: readonly string[] = []): string {
  const masked = text.replace(LINK_DETAILS, '$1').replace(PERSONAL, (found: string, ...rest: unknown[]) => {
    const { kept, email, phone } = rest.at(-1) as Record<string, string | undefined>;
    if (kept !== undefined) return found;
    if (email !== undefined) return '[email]';
    return phone !== undefined && isPhone(phone) ? '[phone]' : '[number]';
  });
  return names.filter((name) => name.trim().length > 1).reduce((rest, name) => rest.replace(wholeName(name.trim()), '[name]'), masked);
}

function isPhone(number: string): boolean {
  if (digitsIn(number) > LONGEST_PHONE_DIGITS) return false;
  return BARE_PHONE.test(number) || digitsIn(number) < number.length;
}

const digitsIn = (text: string): number => text.match(new RegExp(D, 'g'))?.length ?? 0;

const wholeName = (name: string): RegExp => new RegExp(String.raw`(?<![\p{Script=Latin}\p{N}])${name.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}(?![\p{Script=Latin}\p{N}])`, 'giu');
