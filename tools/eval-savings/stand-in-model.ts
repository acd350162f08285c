import type { LanguageModels, ModelAnswer } from '#libs/channels';
import { sha256 } from '#libs/kernel';
import type { FaqHit } from '#libs/knowledge';
import type { AskedQuestion } from './questions.js';

/** What stands in for a model: see main.ts for what it is assumed to do. */
export interface Written {
  /** Number of the article it writes from, from 1; null: it says that the articles do not answer. */
  article: number | null;
}

/**
 * What the stand-in writes from the articles found: the right one's answer where it is among them; else, for a share
 * `refuses` of the wordings, that it does not know, and the best article's answer, which is wrong, for the rest.
 */
export function writtenFrom({ answeredBy, wording }: AskedQuestion, hits: readonly FaqHit[], refuses: number): Written {
  const right = hits.findIndex(({ article }) => article.externalId === answeredBy);
  if (right >= 0) return { article: right + 1 };
  const chance = parseInt(sha256(wording).slice(0, 8), 16) / 2 ** 32;
  return { article: hits.length > 0 && chance >= refuses ? 1 : null };
}

/** The stand-in as the FAQ agent asks it; counts how often. */
export class StandInModel implements Pick<LanguageModels, 'ask'> {
  calls = 0;
  #next: { asked: AskedQuestion; hits: readonly FaqHit[] } | undefined;

  constructor(private readonly refuses: number) {}

  /** What it will be asked, as it cannot read the prompt. */
  expect(asked: AskedQuestion, hits: readonly FaqHit[]): void {
    this.#next = { asked, hits };
  }

  async ask(): Promise<ModelAnswer> {
    this.calls += 1;
    const { asked, hits } = this.#next!;
    const { article } = writtenFrom(asked, hits, this.refuses);
    const text = article === null ? 'NO_ANSWER_IN_ARTICLES' : `${hits[article - 1]!.article.answer} [${article}]`;
    return { kind: 'answered', callId: 'x', completion: { id: 'x', model: 'stand-in', text, toolCalls: [], stopReason: 'end', stopSequence: null, usage: null } };
  }
}
