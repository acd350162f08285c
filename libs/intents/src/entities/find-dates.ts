import type { Locale } from '../types.js';
import { dateOf } from './calendar.js';
import type { EntityScan, Reading } from './entity-scan.js';
import { readHanNumber } from './read-number.js';
import { findRelativeDates } from './find-relative-dates.js';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH = '(?<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const DAY = String.raw`(?<day>\d{1,2})(?:st|nd|rd|th)?`;
const YEAR = String.raw`(?<year>(?:19|20)\d{2})`;

const DAY_MONTH = new RegExp(String.raw`(?<![\w.,-])${DAY}(?: of)? ${MONTH}(?:\.?,? ${YEAR})?(?![a-z\d])`, 'gi');
const MONTH_DAY = new RegExp(String.raw`(?<![\w-])${MONTH}\.? ${DAY}(?![\da-z:])(?:,? ${YEAR})?(?!\d)`, 'gi');
const MONTH_YEAR = new RegExp(String.raw`(?<![\w-])${MONTH}\.? ${YEAR}(?!\d)`, 'gi');
const YEAR_FIRST = /(?<![\w/.-])(?<year>(?:19|20)\d{2})(?<separator>[/.-])(?<month>\d{1,2})\k<separator>(?<day>\d{1,2})(?![\w/-])/g;
const YEAR_LAST = /(?<![\w/.-])(?<first>\d{1,2})(?<separator>[/.-])(?<second>\d{1,2})\k<separator>(?<year>(?:19|20)?\d{2})(?![\w/-])/g;
const WITHOUT_YEAR = /(?<![\w/.-])(?!24\/7)(?<first>\d{1,2})\/(?<second>\d{1,2})(?![\w/.-]|\s?(?:吋|寸))/g;
const HAN_FIGURE = String.raw`\d{1,2}|[一二三四五六七八九十]{1,3}`;
const HAN_DATE = new RegExp(String.raw`(?:(?<year>(?:19|20)?\d{2,3})\s?年\s?)?(?<month>${HAN_FIGURE})\s?月\s?(?:(?<day>${HAN_FIGURE})\s?(?:[日号]|(?![\d天件个点号])))`, 'g');
const HAN_MONTH = new RegExp(String.raw`(?<year>(?:19|20)\d{2})\s?年\s?(?<month>${HAN_FIGURE})\s?月(?:份)?`, 'g');
/** Taiwan counts years from 1911 on. */
const REPUBLIC_YEARS = 1911;

/** Dates, in figures or words or counted from today. */
export function findDates(scan: EntityScan, locale: Locale, today: Date): void {
  const read = ({ groups }: RegExpExecArray): Reading | null => readNamed(groups!, today);
  if (scan.hasDigits) {
    scan.take('date', YEAR_FIRST, read);
    scan.take('date', YEAR_LAST, ({ groups }) => readFigures(groups!, locale, today));
    scan.take('date', DAY_MONTH, read);
    scan.take('date', MONTH_YEAR, ({ groups }) => ({ value: `${groups!['year']!}-${String(monthOf(groups!['month']!)).padStart(2, '0')}` }));
    scan.take('date', MONTH_DAY, read);
    scan.take('date', WITHOUT_YEAR, ({ groups }) => readFigures(groups!, locale, today));
  }
  if (locale !== 'en' || scan.hasHan) {
    scan.take('date', HAN_DATE, read);
    scan.take('date', HAN_MONTH, ({ groups }) => readMonth(groups!));
  }
  findRelativeDates(scan, today);
}

function readNamed(groups: Record<string, string | undefined>, today: Date): Reading | null {
  const value = dateOf(yearOf(groups['year']), monthOf(groups['month']!), figureOf(groups['day']!), today);
  return value === null ? null : { value };
}

function readMonth(groups: Record<string, string | undefined>): Reading | null {
  const month = monthOf(groups['month']!);
  return month >= 1 && month <= 12 ? { value: `${groups['year']!}-${String(month).padStart(2, '0')}` } : null;
}

/** 13/05 can only be read one way; where both can, the month comes first but in a date with points, as most people of the language write it. */
function readFigures(groups: Record<string, string | undefined>, locale: Locale, today: Date): Reading | null {
  const [first, second] = [Number(groups['first']), Number(groups['second'])];
  const dayFirst = first > 12 || (second <= 12 && groups['separator'] === '.' && locale === 'en');
  const [month, day] = dayFirst ? [second, first] : [first, second];
  const value = dateOf(yearOf(groups['year']), month, day, today);
  return value === null ? null : { value };
}

function yearOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  const year = Number(text);
  if (text.length === 3) return year + REPUBLIC_YEARS;
  return text.length === 2 ? 2000 + year : year;
}

function monthOf(text: string): number {
  const named = MONTHS.indexOf(text.slice(0, 3).toLowerCase());
  return named >= 0 ? named + 1 : figureOf(text);
}

const figureOf = (text: string): number => (/^\d+$/.test(text) ? Number(text) : readHanNumber(text));
