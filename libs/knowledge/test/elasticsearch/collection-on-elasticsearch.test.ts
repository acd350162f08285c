import { expect, it } from '@jest/globals';
import { loadQuestionEncoder, SHIPPED_ENCODER, type Article } from '../../src/index.js';
import { ElasticsearchDouble } from './elasticsearch-double.js';
import { putOnElasticsearch } from '../../../../tools/shared/collection-on-elasticsearch.js';

const article = (id: string, locale: Article['locale'], question: string): Article => ({ id: `${id}-${locale}`, externalId: id, locale, question, answer: '…', category: null, keywords: [], paraphrases: [] });

it('a collection on Elasticsearch is searched as in memory, and leaves nothing', async () => {
  const double = new ElasticsearchDouble();
  const articles = [article('password', 'en', 'How do I reset my password?'), article('password', 'zh-TW', '如何重設密碼？'), article('refund', 'en', 'When do I get my refund?')];
  const collection = await putOnElasticsearch(double.client(), await loadQuestionEncoder(SHIPPED_ENCODER), articles);
  expect((await collection.search('forgot password', 'en'))[0]?.article.id).toBe('password-en');
  expect((await collection.search('忘記密碼', 'zh-TW'))[0]?.article.id).toBe('password-zh-TW');
  await collection.close();
  expect(double.indices.size).toBe(0);
});
