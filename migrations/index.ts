import { Identity1763600000000 } from './1763600000000-identity.js';
import { Conversations1763600001000 } from './1763600001000-conversations.js';
import { Messaging1763600002000 } from './1763600002000-messaging.js';
import { Knowledge1763600003000 } from './1763600003000-knowledge.js';
import { Metrics1763600004000 } from './1763600004000-metrics.js';
import { Statistics1763600005000 } from './1763600005000-statistics.js';
import { Channels1763700000000 } from './1763700000000-channels.js';
import { Usage1763700001000 } from './1763700001000-usage.js';
import { Citations1763700002000 } from './1763700002000-citations.js';
import { Articles1763800000000 } from './1763800000000-articles.js';
import { Parts1763900000000 } from './1763900000000-parts.js';
import { IntentLearning1763900100000 } from './1763900100000-intent-learning.js';
import { Synonyms1763900200000 } from './1763900200000-synonyms.js';
import { SearchIndexQueue1763900200001 } from './1763900200001-search-index-queue.js';
import { FaqVectors1763900200002 } from './1763900200002-faq-vectors.js';
import { Learning1763900400000 } from './1763900400000-learning.js';
import { FaqAnalytics1763900400001 } from './1763900400001-faq-analytics.js';
import { FaqQueryAge1763900400002 } from './1763900400002-faq-query-age.js';

/** Every migration, oldest first. */
export const MIGRATIONS = [
  Identity1763600000000,
  Conversations1763600001000,
  Messaging1763600002000,
  Knowledge1763600003000,
  Metrics1763600004000,
  Statistics1763600005000,
  Channels1763700000000,
  Usage1763700001000,
  Citations1763700002000,
  Articles1763800000000,
  Parts1763900000000,
  IntentLearning1763900100000,
  Synonyms1763900200000,
  SearchIndexQueue1763900200001,
  FaqVectors1763900200002,
  Learning1763900400000,
  FaqAnalytics1763900400001,
  FaqQueryAge1763900400002,
];
