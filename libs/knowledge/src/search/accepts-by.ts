import { foldHan } from '../text/han-folding.js';
import type { Article } from '../types.js';
import type { SearchFilters } from './article-search.js';

/** As filters compare: without regard to case, width and Chinese script. */
export const foldLabel = (label: string): string => foldHan(label.normalize('NFKC').toLowerCase().trim());

/** Whether an article passes the filters; undefined when there are none. */
export function acceptsBy(filters: SearchFilters | undefined): ((article: Article) => boolean) | undefined {
  const category = filters?.category === undefined ? undefined : foldLabel(filters.category);
  const keywords = (filters?.keywords ?? []).map(foldLabel);
  if (category === undefined && keywords.length === 0) return undefined;
  return (article) => {
    if (category !== undefined && (article.category === null || foldLabel(article.category) !== category)) return false;
    const own = keywords.length === 0 ? [] : article.keywords.map(foldLabel);
    return keywords.every((keyword) => own.includes(keyword));
  };
}
