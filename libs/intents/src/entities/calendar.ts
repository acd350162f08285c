import type { Locale } from '../types.js';

export const DAY_MS = 86_400_000;
/** Where most customers of a language are, as hours ahead of UTC: what "yesterday" is depends on it. */
const HOURS_AHEAD: Record<Locale, number> = { en: 0, 'zh-TW': 8, 'zh-CN': 8 };

/** The customer's day at a moment, as midnight UTC of that date. */
export function dayOf(now: Date, locale: Locale): Date {
  const there = now.getTime() + HOURS_AHEAD[locale] * 3_600_000;
  return new Date(there - (there % DAY_MS));
}

export const isoDate = (day: Date): string => day.toISOString().slice(0, 10);

export const addDays = (day: Date, days: number): Date => new Date(day.getTime() + days * DAY_MS);

export function isoMonth(day: Date, monthsLater: number): string {
  return new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + monthsLater, 1)).toISOString().slice(0, 7);
}

/** 1 for Monday to 7 for Sunday. */
export const weekdayOf = (day: Date): number => day.getUTCDay() || 7;

/** The week as ISO 8601 counts them: that of the year its Thursday is in. */
export function isoWeek(day: Date): string {
  const thursday = addDays(day, 4 - weekdayOf(day));
  const firstOfYear = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  const week = Math.floor((thursday.getTime() - firstOfYear) / DAY_MS / 7) + 1;
  return `${thursday.getUTCFullYear()}-W${String(week).padStart(2, '0')}`;
}

/** The date, or null when the calendar has none such. Without a year, the one nearest to today. */
export function dateOf(year: number | null, month: number, date: number, today: Date): string | null {
  const near = today.getUTCFullYear();
  const candidates = (year === null ? [near - 1, near, near + 1] : [year]).map((of) => new Date(Date.UTC(of, month - 1, date)));
  const real = candidates.filter((day) => day.getUTCMonth() === month - 1 && day.getUTCDate() === date);
  const distance = (day: Date) => Math.abs(day.getTime() - today.getTime());
  const [nearest] = real.sort((one, other) => distance(one) - distance(other));
  return nearest ? isoDate(nearest) : null;
}
