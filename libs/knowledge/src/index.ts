export { EmbeddedFaqIndex } from './adapters/embedded/faq-index.js';
export { answerFromArticles, ANSWER_FROM_SCORE, ANSWER_MARGIN, type FaqAnswer } from './answer-from-articles.js';
export { fitExamples, type LabelledQuestion } from './adapters/embedded/training/fit-examples.js';
export { fitMatchWeights, type MatchModel } from './adapters/embedded/training/fit-match-weights.js';
export type { Article, FaqHit, Locale } from './types.js';
export { ArticleStore, faqQueryLog, type FaqQuery } from './article-store.js';
export { FaqSearch } from './adapters/embedded/faq-search.js';
export { KnowledgeModule } from './knowledge.module.js';
export { loadDemoArticles } from './load-demo-articles.js';
