export { FaqAnalyticsReader } from './analytics/faq-analytics-reader.js';
export { readPopularFaqs, refreshPopularFaqs } from './analytics/popular-faqs.js';
export { rollUpFaqDays } from './analytics/roll-up-faq-days.js';
export { CandidateDesk } from './candidates/candidate-desk.js';
export { closeAnswered, type AnswerSearch } from './candidates/close-answered.js';
export { gatherQuestions } from './candidates/gather-questions.js';
export { learnFromResolved } from './drafts/learn-from-resolved.js';
export { LearningModule } from './learning.module.js';
