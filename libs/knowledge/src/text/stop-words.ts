import { foldHan } from './han-folding.js';

/** English words that say nothing about the subject of a question; apostrophes are already dropped. */
export const ENGLISH_STOP_WORDS: ReadonlySet<string> = new Set(
  (
    'a an the and or but if so as of at by for from in into on onto to up with about than then there here this that these those ' +
    'i im ive id ill me my mine myself we our us you your yours youre u ur he him his she her it its itself they them their who whom ' +
    'am is are was were be been being isnt arent wasnt do does did done doing dont doesnt didnt has have had having hasnt havent ' +
    'can could cant cannot couldnt will would wont wouldnt shall should shouldnt may might must ' +
    'what whats which how hows whether please pls plz thanks thank thx hi hey hello dear sir madam ok okay yes oh um well ' +
    'just also too very really quite still even ever already now any some all more most much many few lot something anything someone ' +
    'want wanna need like know tell let wonder think guess say said ask question help make got get gets getting go going ' +
    'possible possibly able way sure exactly actually maybe one ones thing things stuff no not s t m re ve d ll'
  ).split(' '),
);

/** English words that hint at the kind of question without naming its subject; they count a little. */
export const ENGLISH_FAINT_WORDS: ReadonlySet<string> = new Set(
  'when where wheres why long much many after before without while until during out off over back use using used work works item items product products order orders'.split(' '),
);

/** Chinese phrases that only carry politeness, person or grammar; a run of Han is cut at them. */
export const HAN_STOP_PHRASES: ReadonlySet<string> = new Set(
  (
    '请问 想问 我想 想要 我要 要怎么 怎么样 怎么办 该怎么 怎么 怎样 如何 可不可以 可以 能不能 能否 是否 是不是 有没有 会不会 ' +
    '你好 您好 你们 我们 他们 谢谢 麻烦 一下 告诉 知道 帮我 这个 那个 这种 什么 哪些 哪里 现在 已经 如果 但是 因为 所以 还是 ' +
    '需要 应该 为何 为什么 咋 我的 你的 的话 之后 以后 然后 了吗 可否 请教 比较 一个 一些 自己'
  )
    .split(' ')
    .map(foldHan),
);

/** Han characters of grammar: never a word of their own in search. */
export const HAN_STOP_CHARACTERS: ReadonlySet<string> = new Set(foldHan('的了吗呢吧啊呀我你他是在有和与跟也都就还又很把被给要想会能请这那哪个些么之其且则而着过得地说让对到'));
