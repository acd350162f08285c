import { LRUCache } from 'lru-cache';
import { tokenise, type Tokens } from '../../text/tokenise.js';
import type { TokensOf } from '../embedded/indexed-article.js';

/** Texts whose tokens are remembered: those of the articles that are asked for most. */
const MOST_TEXTS = 20_000;

/** Reads texts and remembers the latest. */
export function rememberRecentTokens(): TokensOf {
  const known = new LRUCache<string, Tokens>({ max: MOST_TEXTS });
  return (text) => {
    const tokens = known.get(text) ?? tokenise(text);
    known.set(text, tokens);
    return tokens;
  };
}
