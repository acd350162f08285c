import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { Locale } from '#libs/contracts';
import { projectPath } from '#libs/kernel';
import type { ArticleStore } from './article-store.js';

const DemoArticles = z.array(
  z.object({
    external_id: z.string(),
    locale: Locale,
    question: z.string(),
    answer: z.string(),
    category: z.string(),
    keywords: z.array(z.string()),
    paraphrases: z.array(z.string()),
  }),
);

/** Puts the shipped demo articles into a tenant; what is there already is left alone. */
export async function loadDemoArticles(store: ArticleStore, tenantId: string): Promise<number> {
  const articles = DemoArticles.parse(JSON.parse(await readFile(projectPath('data', 'demo', 'faqs.json'), 'utf8')));
  await store.addMissing(
    tenantId,
    articles.map(({ external_id, ...article }) => ({ ...article, externalId: external_id })),
  );
  return articles.length;
}
