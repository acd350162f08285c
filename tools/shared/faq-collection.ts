import { readFile } from 'node:fs/promises';
import { projectPath } from '#libs/kernel';
import type { Article, LabelledQuestion, Locale } from '#libs/knowledge';

/** Where each collection keeps its articles and its questions. */
const COLLECTIONS: Record<string, { articles: string; questions: string[] }> = {
  'data/demo': { articles: 'faqs.json', questions: ['faq-questions.jsonl'] },
  'data/faq-check': { articles: 'articles.jsonl', questions: ['questions.jsonl', 'unanswerable.jsonl'] },
  'data/faq-eval': { articles: 'articles.jsonl', questions: ['questions.jsonl', 'unanswerable.jsonl'] },
};

export interface FaqCollection {
  articles: Article[];
  questions: LabelledQuestion[];
}

/** @throws Error when there is no collection of that name */
export async function readCollection(name: string): Promise<FaqCollection> {
  const files = COLLECTIONS[name];
  if (!files) throw new Error(`The collection must be one of ${Object.keys(COLLECTIONS).join(', ')}`);
  const questions = await Promise.all(files.questions.map((file) => readQuestions(projectPath(name, file))));
  return { articles: await readArticles(projectPath(name, files.articles)), questions: questions.flat() };
}

async function readArticles(path: string): Promise<Article[]> {
  const text = await readFile(path, 'utf8');
  const rows = (path.endsWith('.jsonl') ? text.split('\n').filter(Boolean).map((line) => JSON.parse(line) as unknown) : JSON.parse(text)) as (Omit<Article, 'id' | 'externalId'> & { external_id: string })[];
  return rows.map(({ external_id, ...row }, at) => ({ ...row, id: String(at), externalId: external_id }));
}

async function readQuestions(path: string): Promise<LabelledQuestion[]> {
  const lines = (await readFile(path, 'utf8')).split('\n').filter(Boolean);
  const rows = lines.map((line) => JSON.parse(line) as { text: string; locale: Locale; external_id?: string | null });
  return rows.map(({ text, locale, external_id }) => ({ text, locale, externalId: external_id ?? null }));
}
