import { saysEnough, wordsOf } from '../candidates/question-words.js';
import type { Said } from './resolved-conversation.js';

/**
 * What the contact wanted to know when the conversation went to a human. A bare wish for a human is none:
 * then it is what was asked before it, or else the first thing that was asked of the human.
 */
export function findQuestion(said: readonly Said[]): Said | null {
  const firstReply = said.findIndex(({ by }) => by === 'human_agent');
  const lastReply = said.findLastIndex(({ by }) => by === 'human_agent');
  if (firstReply < 0) return null;
  const before = said.slice(0, firstReply);
  const handoff = before.findIndex(({ handedOff }) => handedOff);
  const upTo = handoff < 0 ? before.length : handoff + 1;
  return [...before.slice(0, upTo).toReversed(), ...said.slice(upTo, lastReply)].find(isQuestion) ?? null;
}

const isQuestion = ({ by, intent, text }: Said): boolean => by === 'contact' && intent !== 'human' && saysEnough(wordsOf(text));
