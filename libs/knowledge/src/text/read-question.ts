/** Characters of a question that are read; the rest is ignored, so that cost stays bounded. */
export const MAX_QUESTION_CHARACTERS = 2_000;

const SCRIPT = /<(script|style)\b[^>]{0,200}>[\s\S]*?(?:<\/\1>|$)/g;
const TAG = /<[/!]?[a-z][^<>]{0,500}>/g;
const ENTITY = /&(?:[a-z]{2,8}|#x?[0-9a-f]{1,6});/g;
const ADDRESS = /(?:https?:\/\/|www\.)[^\s\p{Script=Han}]+|[\w.+-]{1,64}@[\w.-]{1,190}/gu;
const INVISIBLE = /[\p{Cc}\p{Cs}\p{Co}\p{Zs}]+/gu;
const ZERO_WIDTH = /[\p{Cf}\u{FE00}-\u{FE0F}]+/gu;
const LATIN_RUN = /[a-z0-9]+(?:[-_][a-z0-9]+)*/g;
const DIGITS_OF_A_CODE = 4;

/**
 * Reads at most {@link MAX_QUESTION_CHARACTERS} of a text as plain lower-case words: NFKC, no markup,
 * no control characters, and without what identifies a customer rather than a question (web and
 * e-mail addresses, order and phone numbers).
 */
export function readQuestion(text: string): string {
  return text
    .slice(0, MAX_QUESTION_CHARACTERS)
    .normalize('NFKC')
    .slice(0, MAX_QUESTION_CHARACTERS)
    .toLowerCase()
    .replace(ZERO_WIDTH, '')
    .replace(INVISIBLE, ' ')
    .replace(SCRIPT, ' ')
    .replace(TAG, ' ')
    .replace(ENTITY, ' ')
    .replace(ADDRESS, ' ')
    .replace(LATIN_RUN, (run) => (isCode(run) ? ' ' : run))
    .trim();
}

function isCode(run: string): boolean {
  const digits = run.replace(/[^0-9]/g, '').length;
  return digits >= DIGITS_OF_A_CODE || (digits > 0 && /^[0-9_-]+$/.test(run));
}
