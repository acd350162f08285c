import type { Database } from '#libs/persistence';
import { ArticleStore, EmbeddedSearch, FaqSearch, SynonymBook, SynonymStore } from '../src/index.js';
import { encoder } from './shipped-encoder.js';

/** Search as one process has it. */
export const embeddedSearch = (database: Database): FaqSearch =>
  new FaqSearch({ articles: new EmbeddedSearch(new ArticleStore(database), encoder), synonyms: new SynonymBook(new SynonymStore(database)) });
