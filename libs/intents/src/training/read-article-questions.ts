import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { Locale } from '#libs/contracts';
import type { LabelledUtterance } from '../types.js';

const Articles = z.array(z.object({ external_id: z.string(), locale: Locale, question: z.string() }));

/**
 * The questions of FAQ articles (JSON, as in data/demo/faqs.json) as training examples of `faq`: what
 * an article answers word for word must not be taken for a wish about the customer's own order.
 */
export async function readArticleQuestions(path: string): Promise<LabelledUtterance[]> {
  const articles = Articles.parse(JSON.parse(await readFile(path, 'utf8')));
  return articles.map(({ external_id, locale, question }) => ({ text: question, intent: 'faq', group: `article-${external_id}`, split: 'train', locale }));
}
