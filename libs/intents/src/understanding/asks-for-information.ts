import type { Intent, IntentDecision } from '../types.js';

/** Surer than this of `other`, a question is small talk or nonsense. */
const SMALL_TALK_FROM = 0.9;

/** Whether a question is for no agent but the one with the articles: what is `faq` or unknown. */
export function asksForInformation({ candidates }: IntentDecision, from: number): boolean {
  const shareOf = (wanted: Intent) => candidates.find(({ intent }) => intent === wanted)?.confidence ?? 0;
  return shareOf('other') < SMALL_TALK_FROM && shareOf('faq') + shareOf('other') >= from;
}
