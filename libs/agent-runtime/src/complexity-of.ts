import type { Complexity } from '#libs/contracts';

/** A Chinese character says about as much as three letters. */
const LETTERS_PER_HAN = 3;
/** Lengths in letters. */
const SIMPLE_UP_TO = 120;
const COMPLEX_FROM = 600;
const COMPLEX_FROM_QUESTIONS = 3;

const HAN = /\p{Script=Han}/gu;
const WORD = /[\p{L}\p{N}]/u;
const SENTENCE_END = /([.!?。！？…\n])/;

/** How people of each language say that they are not just asking. */
const COMPLAINT = new RegExp(
  [
    String.raw`\b(?:complain(?:t|ts|ing|ed)?|unacceptable|outrageous|disgraceful|ridiculous|appalling|terrible service|worst|scam(?:med)?|fraud|rip-?off|lawyer|legal action|sue you|furious|fed up|third time|ombudsman|consumer protection)\b`,
    '投訴|客訴|申訴|抱怨|太誇張|太扯|離譜|不能接受|無法接受|詐騙|騙人|消保官|消基會|律師|提告|很生氣|氣死|爛透|第三次|一直沒(?:有)?(?:人)?(?:處理|回覆)',
    '投诉|申诉|太过分|太离谱|离谱|不能接受|无法接受|诈骗|骗子|骗人|消费者协会|消协|12315|律师|起诉|很生气|气死|第三次|一直没(?:有)?(?:人)?(?:处理|回复)',
  ].join('|'),
  'iu',
);

/**
 * How much a contact's message asks of whoever answers it: `complaint` when it is one, `complex` for three
 * questions or a long story, `simple` for one short question or sentence.
 */
export function complexityOf(text: string): Complexity {
  if (COMPLAINT.test(text)) return 'complaint';
  const length = lengthInLetters(text);
  const { sentences, questions } = countSentences(text);
  if (length >= COMPLEX_FROM || questions >= COMPLEX_FROM_QUESTIONS) return 'complex';
  return length <= SIMPLE_UP_TO && sentences <= 1 ? 'simple' : 'normal';
}

const lengthInLetters = (text: string): number => text.length + (LETTERS_PER_HAN - 1) * (text.match(HAN)?.length ?? 0);

/** Only what has a word in it is a sentence: "???" asks nothing. */
function countSentences(text: string): { sentences: number; questions: number } {
  const parts = text.split(SENTENCE_END);
  const ends = parts.flatMap((part, at) => (at % 2 === 0 && WORD.test(part) ? [parts[at + 1]] : []));
  return { sentences: ends.length, questions: ends.filter((end) => end === '?' || end === '？').length };
}
