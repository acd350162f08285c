import { foldHan } from '../text/han-folding.js';

const INVISIBLE = /[\p{Cf}\p{Cc}\u{FE00}-\u{FE0F}]+/gu;
/** A decimal point, a thousands comma, a per cent sign and currencies belong to the number. */
const IN_NUMBER = /(?<=\d)[.,:](?=\d)|%|[$€£¥]/gu;
const NO_WORD = /[^\p{L}\p{M}\p{N}%$€£¥.,:]+/gu;
const LOOSE_MARK = /(?<!\d)[.,:]|[.,:](?!\d)/gu;
const APOSTROPHE = /(?<=\p{L})['’](?=\p{L})/gu;
const THOUSANDS = /(?<=\d),(?=\d{3}(?!\d))/gu;

/** Said out of politeness alone, at the beginning or the end of a question. */
const POLITE_START = /^(?:(?:hi|hello|hey|hiya|good (?:morning|afternoon|evening)|dear|sir|madam|team|there|please|pls|plz|sorry|excuse me|quick question|just wondering|i was wondering|wondering|(?:can|could|would) (?:you|u) (?:please |pls |kindly )?(?:tell me|let me know|explain|help me understand)|i (?:just )?(?:want|wanted|need|would like|d like) to (?:know|ask)|id like to (?:know|ask)|do you know|may i ask|can i ask|let me ask|tell me) ?)+/u;
const POLITE_END = /(?: (?:please|pls|plz|thanks|thank you|thx|ty|cheers|many thanks|thanks in advance|kindly|sir|madam|guys))+$/u;
const HAN_POLITE_START = /^(?:(?:你好|您好|哈喽|哈啰|嗨|麻烦|请|亲) ?)+/u;
const HAN_POLITE = /(?:不好意思|打扰了|打扰一下|请问一下|请问|想请问|想问一下|想问问|想问|问一下|请教一下|请教|我想知道|想知道|想了解一下|想了解|麻烦告诉我|请告诉我|告诉我|谢谢你|谢谢您|谢谢|感谢|多谢|拜托)/gu;
const HAN_PARTICLES = /[呀呢吧哦喔嘛啊耶欸唷]+/gu;
const SPACED_HAN = /(?<=\p{Script=Han}) (?=\p{Script=Han})/gu;

/**
 * A question without what does not change its answer: case, width, punctuation, politeness, the Chinese
 * script. Its words stay in their order, and numbers, units, negations and the language as they are.
 */
export function normaliseQuestion(text: string): string {
  const plain = foldHan(text.normalize('NFKC').toLowerCase())
    .replace(INVISIBLE, '')
    .replace(APOSTROPHE, '')
    .replace(THOUSANDS, '')
    .replace(IN_NUMBER, (mark) => (/[%$€£¥]/u.test(mark) ? `${mark} ` : mark))
    .replace(NO_WORD, ' ')
    .replace(LOOSE_MARK, ' ')
    .replace(/ +/g, ' ')
    .trim();
  const bare = plain.replace(POLITE_START, '').replace(POLITE_END, '').replace(HAN_POLITE, ' ').trim().replace(HAN_POLITE_START, '').replace(HAN_PARTICLES, '').replace(/ +/g, ' ').trim();
  // Nothing but politeness is a message of its own.
  return (bare === '' ? plain : bare).replace(SPACED_HAN, '');
}
