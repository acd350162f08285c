import { readFile } from 'node:fs/promises';
import { projectPath } from '#libs/kernel';
import type { Article, Locale } from '#libs/knowledge';

/** A question as it is asked; `answeredBy`: the external id of the only article that answers it, null when none does. */
export interface AskedQuestion {
  text: string;
  /** Of the collection, however it was typed. */
  wording: string;
  locale: Locale;
  answeredBy: string | null;
}

export interface Collection {
  articles: Article[];
  /** The wordings of each subject: of an article, or a question alone that none answers. */
  answerable: AskedQuestion[][];
  unanswerable: AskedQuestion[][];
}

const COLLECTIONS: Record<string, { articles: string; questions: string[] }> = {
  'data/faq-eval': { articles: 'articles.jsonl', questions: ['questions.jsonl', 'unanswerable.jsonl'] },
  'data/demo': { articles: 'faqs.json', questions: ['faq-questions.jsonl'] },
};

/** @throws Error when there is no such collection */
export async function readCollection(folder: string): Promise<Collection> {
  const files = COLLECTIONS[folder];
  if (!files) throw new Error(`--collection must be one of ${Object.keys(COLLECTIONS).join(', ')}`);
  const rows = await readRows<Omit<Article, 'id' | 'externalId'> & { external_id: string }>(folder, files.articles);
  const asked = (await Promise.all(files.questions.map((file) => readRows<{ text: string; locale: Locale; external_id?: string | null }>(folder, file)))).flat();
  const subjects = new Map<string, AskedQuestion[]>();
  for (const { text, locale, external_id: answeredBy = null } of asked) {
    const subject = `${locale} ${answeredBy ?? text}`;
    subjects.set(subject, [...(subjects.get(subject) ?? []), { text, wording: text, locale, answeredBy }]);
  }
  const isAnswerable = ([question]: AskedQuestion[]): boolean => question!.answeredBy !== null;
  return {
    articles: rows.map(({ external_id, ...row }, at) => ({ ...row, id: String(at), externalId: external_id })),
    answerable: [...subjects.values()].filter(isAnswerable),
    unanswerable: [...subjects.values()].filter((wordings) => !isAnswerable(wordings)),
  };
}

async function readRows<T>(folder: string, file: string): Promise<T[]> {
  const text = await readFile(projectPath(folder, file), 'utf8');
  return file.endsWith('.jsonl') ? text.split('\n').filter(Boolean).map((line) => JSON.parse(line) as T) : (JSON.parse(text) as T[]);
}
