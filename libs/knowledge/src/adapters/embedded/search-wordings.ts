import { DEFAULT_LIMIT, type SearchOptions } from '../../search/article-search.js';
import { bestOfWordings } from '../../search/best-of-wordings.js';
import type { FaqHit } from '../../types.js';
import type { EmbeddedFaqIndex } from './faq-index.js';

/** Searches for a question in each of its wordings; the first is the customer's own. */
export function searchWordings(index: EmbeddedFaqIndex, [own, ...others]: readonly [string, ...string[]], options: SearchOptions): FaqHit[] {
  const found = index.search(own, options);
  if (others.length === 0) return found;
  const otherwise = others.map((asked) => index.search(asked, options).map((hit) => ({ ...hit, asked })));
  return bestOfWordings([found, ...otherwise], options.limit ?? DEFAULT_LIMIT);
}
