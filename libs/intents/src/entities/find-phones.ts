import type { Locale } from '../types.js';
import type { EntityScan, Reading } from './entity-scan.js';

/** Written by people of any region; order numbers are not written like that. */
const PATTERNS = [
  String.raw`(?:\+|00)[1-9]\d{0,2}[ .()-]{0,2}\d[\d .()-]{5,15}\d`,
  String.raw`\(0?\d{2,4}\)[ -]?\d{3,4}[ -]?\d{3,4}`,
  String.raw`0[89]00[ -]?\d{3}[ -]?\d{3}`,
  String.raw`400[ -]?\d{3}[ -]?\d{4}|400[ -]\d{4}[ -]\d{3}`,
  String.raw`0\d{1,4}[ .-]?\d{3,4}[ .-]?\d{3,4}`,
  String.raw`1[3-9]\d(?:[ -]?\d{4}){2}`,
  String.raw`\d{3}[ .-]\d{3}[ .-]\d{4}`,
  String.raw`\d{3}-\d{4}`,
];
const PHONE = new RegExp(String.raw`(?<![\w#.+-])(?:${PATTERNS.join('|')})(?![\w-]|\.\d)`, 'g');
const FEWEST_DIGITS = 7;
const MOST_DIGITS = 15;

/** Phone numbers of Taiwan, the mainland and elsewhere; with the country's code where it is plain which country it is. */
export function findPhones(scan: EntityScan, locale: Locale): void {
  scan.take('phone', PHONE, ([text]) => readPhone(text, locale));
}

function readPhone(text: string, locale: Locale): Reading | null {
  const digits = text.replace(/\D/g, '');
  if (digits.length < FEWEST_DIGITS || digits.length > MOST_DIGITS) return null;
  if (text.startsWith('+')) return { value: `+${digits}` };
  if (digits.startsWith('00')) return { value: `+${digits.slice(2)}` };
  if (/^1[3-9]\d{9}$/.test(digits)) return { value: `+86${digits}` };
  if (/^09\d{8}$/.test(digits) || (locale === 'zh-TW' && /^0[2-8]\d{7,9}$/.test(digits))) return { value: `+886${digits.slice(1)}` };
  if (locale === 'zh-CN' && /^0[1-9]\d{8,10}$/.test(digits)) return { value: `+86${digits.slice(1)}` };
  return { value: digits };
}
