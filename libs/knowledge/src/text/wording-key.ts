import { foldHan } from './han-folding.js';

const NEITHER_LETTER_NOR_DIGIT = /[^\p{L}\p{M}\p{N}]+/gu;
/** No wording of an article is longer. In UTF-16 code units. */
const LONGEST = 1_000;

/** The same for texts that differ only in case, width, signs, spaces or the Chinese script; empty for one without letters and digits. */
export const wordingKey = (text: string): string => foldHan(text.slice(0, LONGEST).normalize('NFKC').toLowerCase().replace(NEITHER_LETTER_NOR_DIGIT, ''));
