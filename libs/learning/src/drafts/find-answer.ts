import { saysEnough, wordsOf } from '../candidates/question-words.js';
import type { Said } from './resolved-conversation.js';

const SENTENCES = new Intl.Segmenter('en', { granularity: 'sentence' });
const GREETING = /^[\s,，:：~～!！。.*_-]*(?:(?:hi|hello|hey|hiya|dear|good (?:morning|afternoon|evening))\b(?: there\b)?|您好|你好|亲爱的|亲|親|嗨|哈[喽囉啰])[\s,，:：~～!！]*(?:\[name\])?[\s,，:：~～!！。.]*/iu;
/** Said to be polite, or of the conversation itself: nothing of it answers anybody else. */
const COURTESY =
  /^(?:(?:thanks|thank you|you(?:'|’)?re welcome|my name is|this is \[name\]|i(?:'|’)?m \[name\]|sorry|(?:i(?:'|’)?ll|i will|let me|please let me) (?:just )?(?:check|look|have a look|see|find out)|(?:one|just a|give me a) (?:moment|minute|second)|please (?:wait|hold)|is there anything else|anything else|(?:can|could|may) i help|how can i help|have a (?:nice|good|great|lovely)|bye|goodbye|best regards|kind regards|regards|cheers|glad|happy to help|no problem|let me know if|hope (?:this|that) helps)\b|我是客服|稍等|請稍|请稍|[請请]等|我[幫帮為为]您[查看确確]|[讓让]我[查看]|不客[氣气]|[感謝谢]{2}|多[謝谢]|祝您|祝你|[還还]有[什甚其]|[請请]問[還还]有|很高[興兴]|抱歉|不好意思|再[見见])/iu;
const LONGEST_ANSWER = 8_000;

/**
 * What humans answered after the question, in their own words without greetings and courtesy, a paragraph
 * for each reply; empty when they only were polite. Names are masked already.
 */
export function findAnswer(replies: readonly Said[]): string {
  return replies
    .map(({ text }) => substanceOf(text))
    .filter((text) => text !== '')
    .join('\n\n')
    .slice(0, LONGEST_ANSWER)
    .replace(/[\uD800-\uDBFF]$/, '');
}

function substanceOf(reply: string): string {
  const sentences = reply.split('\n').flatMap((line) => [...SENTENCES.segment(line.replace(/[ \t]+/g, ' '))].map(({ segment }) => segment.replace(GREETING, '')));
  const kept = sentences.filter((sentence) => /[\p{L}\p{N}]/u.test(sentence.replaceAll('[name]', '')) && !COURTESY.test(sentence.trimStart()));
  return kept.some((sentence) => saysEnough(wordsOf(sentence))) ? joined(kept) : '';
}

const joined = (sentences: readonly string[]): string => sentences.reduce((text, sentence) => (/[^\s\p{Script=Han}。！？]$/u.test(text) ? `${text} ${sentence}` : text + sentence), '').trim();
