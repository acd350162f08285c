import { foldHanScript } from '../han-script.js';

const HUMAN_EN = '(?:(?:real|live|actual|human) )?(?:humans?(?: beings?)?|people|persons?|agents?|representatives?|reps?|operators?)\\b';
const ARTICLE = '(?:(?:a|an|any|the|your) )?';
const PASSED_ON = '(?:(?:transfer|connect|pass|send|hand|put|forward|escalate|talk|speak|chat|get|call|switch|route|redirect)(?:r?ed|ring|ing)? (?:(?:me|this|it|us) )?(?:(?:over|on|off|through) )?(?:(?:to|with) )?)?';
/** "Why don't you …" and "if you don't …" ask for one. */
const REFUSED_EN = new RegExp(
  `(?<!\\b(?:why|you|u|they) )\\b(?:i )?(?:would )?(?:(?:do not|don['’]?t|never|rather not) (?:(?:want|need|wish) )?(?:you )?(?:to )?(?:be )?|no need (?:for |to )|(?:without|instead of|rather than) (?:being )?)${PASSED_ON}${ARTICLE}${HUMAN_EN}|\\bno ${HUMAN_EN}(?= (?:please|pls|needed|required|necessary|thanks))`,
  'gi',
);
/** 为什么不用转人工 and 不用转人工吗 ask about it. */
const REFUSED_HAN =
  /(?<!为什么|为何|怎么|干嘛)(?:不用|不必|不需要|无需|没必要|不要|别|请勿|不想|不是[要想]|我不(?=[转找]))(?:再|把我|帮我|给我|替我|去|直接|一直|[想要])*(?:转接|转到|转给|转|接|找|联系|叫|派|安排|换|请|跟|和|与|需要)?(?:到|给|成)?(?:真人|人工(?!智)|专人|活人|客服(?!机器)|专员)(?:客服|服务|专员|人员)?(?:说话|聊天|聊|对话|讲话|沟通|谈)?(?:给我|[了啦哦喔吧])?(?!吗|嘛|么|\?|？|不)/gu;

/** A message in which who says that they want no human is not read as wanting one: spaces stand where it was said, so that positions stay. */
export function withoutRefusedHuman(text: string): string {
  const blanked = blank(text, text, REFUSED_EN);
  return blank(blanked, foldHanScript(blanked), REFUSED_HAN);
}

function blank(text: string, read: string, pattern: RegExp): string {
  let kept = text;
  for (const { 0: said, index } of read.matchAll(pattern)) kept = kept.slice(0, index) + ' '.repeat(said.length) + kept.slice(index + said.length);
  return kept;
}
