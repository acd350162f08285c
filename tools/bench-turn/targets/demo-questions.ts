import { readFile } from 'node:fs/promises';
import { projectPath } from '#libs/kernel';

export interface DemoArticle {
  question: string;
  answer: string;
}

/** How many questions are asked in rotation. */
const QUESTIONS = 5;

/** English questions of the demo articles, word for word: what the platform answers at once and without a doubt. */
export async function readDemoArticles(): Promise<DemoArticle[]> {
  const articles = JSON.parse(await readFile(projectPath('data/demo/faqs.json'), 'utf8')) as (DemoArticle & { locale: string })[];
  return articles.filter(({ locale }) => locale === 'en').slice(0, QUESTIONS);
}
