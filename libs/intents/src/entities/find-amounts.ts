import type { Locale } from '../types.js';
import type { EntityScan, Reading } from './entity-scan.js';
import { readFigures, readHanNumber } from './read-number.js';

const FIGURES = String.raw`\d{1,9}(?:[.,]\d{1,3}){0,4}(?:\s?[千万亿]|k(?![a-z]))?`;
const HAN_FIGURES = '[零〇一二两三四五六七八九十百千万]{1,12}';
const SIGNS = String.raw`nt\$|nt(?![a-z])|ntd|twd|hk\$|hkd|us\$|usd|s\$|a\$|c\$|\$|€|eur|£|gbp|¥|rmb|cny|jpy|人民币|台币|新台币|美金|美元|港币`;
const LATIN_UNITS = String.raw`dollars?|bucks|usd|us\$|twd|ntd?|\$|rmb|cny|yuan|hkd|euros?|eur|€|pounds?|quid|gbp|£|yen|jpy|cents`;
const HAN_UNITS = '块钱?|元|圆|人民币|台币|新台币|美金|美元|港币|欧元|英镑|日元|日币|欧|镑';
const SIGNED = new RegExp(String.raw`(?<![a-z\d])(?<sign>${SIGNS})\s?(?<figures>${FIGURES})(?:\s?(?:${HAN_UNITS}))?(?![\d])`, 'gi');
const WITH_UNIT = new RegExp(String.raw`(?<!\d[.,])(?<![\d#a-z-])(?<figures>${FIGURES})\s?(?<unit>(?:${LATIN_UNITS})(?![a-z])|${HAN_UNITS})`, 'gi');
const IN_HAN = new RegExp(`(?<![第一二三四五六七八九十\\d])(?<figures>${HAN_FIGURES})(?<unit>块钱?|元(?!素|旦|件)|美金|美元|欧元|英镑|日元)`, 'g');
/** 9块9 is 9.9. */
const WITH_TENTHS = /(?<![\d.])(?<whole>\d{1,5})块(?<tenths>[1-9])(?!\d|\s?[个件块])/g;
/** What was paid or charged is money without saying so. */
const BARE_AFTER_PAYING = /(?:花了|付了|实付|扣了?我?|多收|年费|月费|售价|退我)\s?(?<it>\d{2,6}(?:\.\d{1,2})?)(?![\d.]|\s?[天个次件号月年单日点小分])/g;
/** Two digits after a point are a price, unless it says that they are a version or a size. */
const BARE_PRICE = /(?<![\d.,:/a-z-]|v(?:ersion)? ?|版本 ?)(?<figures>\d{1,6}\.\d{2})(?![\d.:/a-z%吋寸-])/gi;

const CURRENCIES: [RegExp, string][] = [
  [/^(nt|twd|台币|新台币)/i, 'TWD'],
  [/^(hk|港币)/i, 'HKD'],
  [/^(us|美)/i, 'USD'],
  [/^s\$/i, 'SGD'],
  [/^a\$/i, 'AUD'],
  [/^c\$/i, 'CAD'],
  [/^(€|eur|欧)/i, 'EUR'],
  [/^(£|gbp|pound|quid|英镑|镑)/i, 'GBP'],
  [/^(rmb|cny|yuan|人民币)/i, 'CNY'],
  [/^(jpy|yen|日)/i, 'JPY'],
];
/** What people of a language mean by a sign that several currencies share. */
const USUAL: Record<Locale, { dollar: string; yen: string; unit: string }> = {
  en: { dollar: 'USD', yen: 'JPY', unit: 'USD' },
  'zh-TW': { dollar: 'TWD', yen: 'JPY', unit: 'TWD' },
  'zh-CN': { dollar: 'USD', yen: 'CNY', unit: 'CNY' },
};

/** Amounts of money, with the sign or the unit they are given in. */
export function findAmounts(scan: EntityScan, locale: Locale): void {
  scan.take('amount', IN_HAN, ({ groups }) => readInHan(groups!['figures']!, groups!['unit']!, locale));
  if (!scan.hasDigits) return;
  scan.take('amount', SIGNED, ({ groups }) => amount(readFigures(groups!['figures']!), currencyOf(groups!['sign']!, locale)));
  scan.take('amount', WITH_TENTHS, ({ groups }) => amount(Number(`${groups!['whole']!}.${groups!['tenths']!}`), USUAL[locale].unit));
  scan.take('amount', WITH_UNIT, ({ groups }) => readWithUnit(groups!['figures']!, groups!['unit']!, locale));
  scan.take('amount', BARE_AFTER_PAYING, ({ groups }) => amount(readFigures(groups!['it']!), null));
  scan.take('amount', BARE_PRICE, ({ groups }) => amount(readFigures(groups!['figures']!), null));
}

/** 一块 is "together" as well. */
function readInHan(figures: string, unit: string, locale: Locale): Reading | null {
  return figures === '一' && unit === '块' ? null : amount(readHanNumber(figures), currencyOf(unit, locale));
}

function readWithUnit(figures: string, unit: string, locale: Locale): Reading | null {
  if (/^cents$/i.test(unit)) return amount(readFigures(figures) / 100, USUAL[locale].dollar);
  return amount(readFigures(figures), currencyOf(unit, locale));
}

function amount(value: number, currency: string | null): Reading | null {
  return Number.isFinite(value) ? { value: String(Math.round(value * 100) / 100), currency } : null;
}

function currencyOf(word: string, locale: Locale): string {
  const named = CURRENCIES.find(([pattern]) => pattern.test(word));
  if (named) return named[1];
  if (/^(\$|dollar|buck)/i.test(word)) return USUAL[locale].dollar;
  return word === '¥' ? USUAL[locale].yen : USUAL[locale].unit;
}
