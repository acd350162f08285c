import { REFUSAL } from './article-prompt.js';

/** A model's answer as the customer reads it, and which articles it names as its sources. */
export interface CitedAnswer {
  text: string;
  /** Numbers of the articles, from 1, in the order in which they are first named; none when it has no marks at all. */
  cited: number[];
}

/** In UTF-16 code units: several times what is asked for. A model that goes on beyond it has lost its way. */
const MAX_LENGTH = 8_000;

/** Models that write Chinese like to use the brackets, and the digits, of Chinese print. */
const NUMBER = String.raw`[\d０-９]{1,2}`;
const MARK = String.raw`[\[［【]\s*${NUMBER}(?:\s*[,，、;；–-]\s*${NUMBER})*\s*[\]］】]`;
const MARKS = String.raw`${MARK}(?:(?:[ \t]*[,，、])?[ \t]*${MARK})*`;
/** Marks go together with the space before them, at the start of a line with the space after them. */
const MARKS_IN_TEXT = new RegExp(String.raw`(^|\n)[ \t]*${MARKS}[ \t]*|(?<![ \t])[ \t]*${MARKS}`, 'g');
/** What may yet become a mark, or stand between two. */
const OPEN_MARK = /[[［【][\d０-９\s,，、;；–-]*$/;
const SEPARATOR = /[,，、]$/;
const OPEN_SURROGATE = /[\uD800-\uDBFF]$/;
// Nothing that a person writes, and what PostgreSQL cannot store: NUL, and halves of surrogate pairs.
// oxlint-disable-next-line no-control-regex
const NO_TEXT = /[\u0000-\u0008\u000b-\u001f\u007f]|\p{Surrogate}/gu;

/**
 * Reads a whole answer.
 * @param articles how many there were to name
 * @returns null when it is a refusal, says nothing or far too much, or names only articles that there were not
 */
export function readCitedAnswer(raw: string, articles: number): CitedAnswer | null {
  if (isNoAnswer(raw) || HALF_REFUSAL.test(raw)) return null;
  const marked = citedNumbers(raw);
  const cited = marked.filter((number) => number >= 1 && number <= articles);
  const text = withoutMarks(raw);
  return text === '' || (marked.length > 0 && cited.length === 0) ? null : { text, cited };
}

/** Whether an answer says that the articles have none, and nothing else. */
export const isRefusal = (raw: string): boolean => ONLY_REFUSAL.test(withoutMarks(raw));

/**
 * What can be shown of an answer that is not complete: it only ever grows, and `readCitedAnswer` of the
 * complete answer begins with it. Null when it has become none: a refusal, or without an end.
 */
export function showablePart(raw: string): string | null {
  if (isNoAnswer(raw)) return null;
  const settled = raw.slice(0, raw.length - beginningOfRefusal(raw)).replace(OPEN_SURROGATE, '');
  return withoutMarks(settled.replace(OPEN_MARK, '').trimEnd().replace(SEPARATOR, ''));
}

/** What only the instructions and the data they quote have in them: a model that repeats it does not answer. */
const REPEATED = new RegExp(String.raw`${REFUSAL}|<\/?(?:articles|question)|"number":\s*\d`, 'i');
/** As models like to write it: in bold, as code, with a full stop. */
const ONLY_REFUSAL = new RegExp(String.raw`^[^\p{L}\p{N}]*${REFUSAL}[^\p{L}\p{N}]*$`, 'iu');
/** A refusal that was cut off, or told in other words. */
const HALF_REFUSAL = /\bno_answer/i;

const isNoAnswer = (raw: string): boolean => raw.length > MAX_LENGTH || REPEATED.test(raw);

const withoutMarks = (raw: string): string =>
  raw.replace(MARKS_IN_TEXT, (_, lineStart: string | undefined) => lineStart ?? '').replace(NO_TEXT, '').trim();

const citedNumbers = (raw: string): number[] => [...new Set([...raw.matchAll(new RegExp(MARK, 'g'))].flatMap(([mark]) => mark.normalize('NFKC').match(/\d+/g)!.map(Number)))];

/** Length of the end of `raw` with which the refusal may begin. */
function beginningOfRefusal(raw: string): number {
  for (let length = Math.min(REFUSAL.length - 1, raw.length); length > 0; length -= 1) if (raw.endsWith(REFUSAL.slice(0, length)) || (length > 3 && raw.slice(-length).toUpperCase() === REFUSAL.slice(0, length))) return length;
  return 0;
}
