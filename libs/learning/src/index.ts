export { CandidateDesk } from './candidates/candidate-desk.js';
export { closeAnswered, type AnswerSearch } from './candidates/close-answered.js';
export { gatherQuestions } from './candidates/gather-questions.js';
export { learnFromResolved } from './drafts/learn-from-resolved.js';
export { LearningModule } from './learning.module.js';
