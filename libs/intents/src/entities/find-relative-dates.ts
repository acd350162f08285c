import { addDays, isoDate, isoMonth, isoWeek, weekdayOf } from './calendar.js';
import type { EntityScan, Reading } from './entity-scan.js';
import { readHanNumber } from './read-number.js';

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const WEEKDAY = '(?<weekday>mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)';
/** Days from today, by the words for them. */
const DAYS: Record<string, number> = {
  'the day before yesterday': -2, 'day before yesterday': -2, yesterday: -1, 'last night': -1, today: 0, tonight: 0, tomorrow: 1, 'the day after tomorrow': 2, 'day after tomorrow': 2,
  大前天: -3, 前天: -2, 前日: -2, 昨天: -1, 昨日: -1, 昨晚: -1, 昨夜: -1, 今天: 0, 今日: 0, 今早: 0, 今晚: 0, 明天: 1, 明日: 1, 明晚: 1, 明早: 1, 后天: 2, 大后天: 3,
};
const DAY = /(?<![a-z])(?:(?:the )?day (?:before yesterday|after tomorrow)|yesterday|last night|today|tonight|tomorrow)(?![a-z])|大前天|大后天|前[天日](?!後|后)|昨[天日晚夜]|今[天日早晚]|明[天日晚早]|后天/gi;
const DAYS_AWAY = /(?<![\w.])(?<count>\d{1,3}|an?|one|two|three|four|five|six|seven|ten)\s(?<unit>day|week|month)s?\s(?<side>ago)(?![a-z])|(?<hanCount>\d{1,3}|[一二两三四五六七八九十]{1,3})\s?(?:个)?(?<hanUnit>天|日|周|礼拜|星期|月)\s?(?:之|以)?(?<hanSide>前|后)(?![面来])/gi;
const COUNTS: Record<string, number> = { a: 1, an: 1, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, ten: 10 };
const ENGLISH_WEEKDAY = new RegExp(`(?<![a-z])(?<which>last|this past|this|next|coming) ${WEEKDAY}(?![a-z-])`, 'gi');
const BARE_WEEKDAY = /(?<![a-z]|black )(?<ahead>(?:on|by|before|until|till|for|to) )?(?<it>monday|tuesday|wednesday|thursday|friday|saturday|sunday)(?![a-z-])/gi;
const HAN_WEEKDAY = /(?<which>上上|上|这|本|下)?(?:个)?(?:周|星期|礼拜)(?<weekday>[一二三四五六日天]|(?<=[上这本下](?:个)?(?:周|星期|礼拜))末)(?![个天])/g;
const SPAN = /(?<![a-z])(?<which>last|this|next) (?<unit>week|month|weekend)(?![a-z])|(?<hanWhich>上上|上|这|本|下)(?:个)?(?<hanUnit>周|星期|礼拜|月)(?!转|刊|期|边|[一二三四五六日天末\d])/gi;
const WEEKS: Record<string, number> = { 上上: -2, 上: -1, last: -1, 'this past': -1, 这: 0, 本: 0, this: 0, 下: 1, next: 1 };

/** Dates that are counted from today: yesterday, last Tuesday, 3 days ago, 上周三, 两天前, last month. */
export function findRelativeDates(scan: EntityScan, today: Date): void {
  scan.take('date', DAY, ([text]) => ({ value: isoDate(addDays(today, DAYS[text.toLowerCase()]!)) }));
  scan.take('date', DAYS_AWAY, ({ groups }) => readAway(groups!, today));
  scan.take('date', ENGLISH_WEEKDAY, ({ groups }) => readEnglishWeekday(groups!['which']!.toLowerCase(), weekdayNumber(groups!['weekday']!), today));
  scan.take('date', BARE_WEEKDAY, ({ groups }) => readEnglishWeekday(groups!['ahead'] ? 'this' : 'last', weekdayNumber(groups!['it']!), today));
  scan.take('date', HAN_WEEKDAY, ({ groups }) => readHanWeekday(groups!, today));
  scan.take('date', SPAN, ({ groups }) => readSpan(groups!, today));
}

function readAway(groups: Record<string, string | undefined>, today: Date): Reading | null {
  const count = countOf((groups['count'] ?? groups['hanCount'])!.toLowerCase());
  const unit = (groups['unit'] ?? groups['hanUnit'])!.toLowerCase();
  const signed = groups['hanSide'] === '后' ? count : -count;
  if (Number.isNaN(count)) return null;
  if (unit === 'month' || unit === '月') return { value: isoMonth(today, signed) };
  return { value: isoDate(addDays(today, unit === 'day' || unit === '天' || unit === '日' ? signed : signed * 7)) };
}

/** "Last Tuesday" is the latest one that is over, "next Tuesday" that of the week to come; "on Tuesday" the coming one. */
function readEnglishWeekday(which: string, weekday: number, today: Date): Reading {
  if (which === 'last' || which === 'this past') return { value: isoDate(nearestPast(weekday, today)) };
  const weeks = which === 'next' ? 1 : 0;
  const ofWeek = addDays(today, weekday - weekdayOf(today) + weeks * 7);
  return { value: isoDate(weeks === 0 && ofWeek < today ? addDays(ofWeek, 7) : ofWeek) };
}

/** Without 上 or 下 it is the day of this week. */
function readHanWeekday(groups: Record<string, string | undefined>, today: Date): Reading {
  const monday = addDays(today, 1 - weekdayOf(today) + 7 * (WEEKS[groups['which'] ?? '这'] ?? 0));
  if (groups['weekday'] === '末') return { value: isoWeek(monday) };
  const weekday = '一二三四五六日'.indexOf(groups['weekday']!.replace('天', '日'));
  return { value: isoDate(addDays(monday, weekday)) };
}

function readSpan(groups: Record<string, string | undefined>, today: Date): Reading {
  const away = WEEKS[(groups['which'] ?? groups['hanWhich'])!.toLowerCase()]!;
  const unit = (groups['unit'] ?? groups['hanUnit'])!.toLowerCase();
  if (unit === 'month' || unit === '月') return { value: isoMonth(today, away) };
  return { value: isoWeek(addDays(today, away * 7)) };
}

const nearestPast = (weekday: number, today: Date): Date => addDays(today, -((weekdayOf(today) - weekday + 6) % 7) - 1);

const weekdayNumber = (text: string): number => WEEKDAYS.indexOf(text.slice(0, 3).toLowerCase()) + 1;

const countOf = (text: string): number => COUNTS[text] ?? (/^\d/.test(text) ? Number(text) : readHanNumber(text));
