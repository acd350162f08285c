import { CONTENT_COLUMNS, type ArticleContent } from '../articles/article-row.js';
import { joinList, writeCell } from './csv-cells.js';

/** So that spreadsheets read it as UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';
const COLUMNS = CONTENT_COLUMNS.split(', ') as (keyof ArticleContent)[];

/** Articles in a form that an import takes back, piece by piece. */
export const exportArticles = (articles: AsyncIterable<ArticleContent>, format: 'json' | 'csv'): AsyncGenerator<string> => (format === 'csv' ? asCsv(articles) : asJson(articles));

async function* asJson(articles: AsyncIterable<ArticleContent>): AsyncGenerator<string> {
  yield '{"items":[';
  let separator = '\n';
  for await (const article of articles) {
    yield separator + JSON.stringify(article);
    separator = ',\n';
  }
  yield '\n]}\n';
}

async function* asCsv(articles: AsyncIterable<ArticleContent>): AsyncGenerator<string> {
  yield `${BYTE_ORDER_MARK}${COLUMNS.join(',')}\r\n`;
  for await (const article of articles) yield `${COLUMNS.map((column) => writeCell(cellOf(article[column]))).join(',')}\r\n`;
}

const cellOf = (value: ArticleContent[keyof ArticleContent]): string => (Array.isArray(value) ? joinList(value) : (value ?? ''));
