import { CreateFaq, type Locale } from '#libs/contracts';
import { newId } from '#libs/kernel';
import { ArticleEditor, ArticleReader, ArticleStore, EmbeddedSearch, FaqSearch, loadQuestionEncoder, SHIPPED_ENCODER, SynonymBook, SynonymStore, faqQueryLog, type FaqQuery } from '#libs/knowledge';
import type { TestDatabase } from '#libs/testing';
import { CandidateDesk, closeAnswered, gatherQuestions } from '../src/index.js';

const encoder = await loadQuestionEncoder(SHIPPED_ENCODER);

/** A tenant whose customers ask, and what learns from it. */
export class LearningDesk {
  readonly tenantId = newId();
  readonly articles: ArticleStore;
  readonly search: FaqSearch;
  readonly editor: ArticleEditor;
  readonly reader: ArticleReader;
  readonly candidates: CandidateDesk;

  private constructor(readonly test: TestDatabase) {
    this.articles = new ArticleStore(test.database);
    this.search = new FaqSearch({ articles: new EmbeddedSearch(this.articles, encoder), synonyms: new SynonymBook(new SynonymStore(test.database)) });
    this.editor = new ArticleEditor(test.database, this.search);
    this.reader = new ArticleReader(test.database);
    this.candidates = new CandidateDesk(test.database);
  }

  static async open(test: TestDatabase): Promise<LearningDesk> {
    const desk = new LearningDesk(test);
    await test.asOwner('INSERT INTO tenants (id, slug, name) VALUES ($1, $2, $2)', [desk.tenantId, `t-${desk.tenantId}`]);
    return desk;
  }

  /** Logs a question as the turn that asked it would; unanswered unless told otherwise. */
  async ask(question: string, more: Partial<FaqQuery> = {}): Promise<FaqQuery> {
    const query: FaqQuery = { turnId: newId(), conversationId: newId(), question, locale: 'en', answeredBy: null, articleIds: [], score: null, fromCache: more.answeredBy === 'cache', ...more };
    const { statement, values } = faqQueryLog(this.tenantId, query);
    await this.test.database.inTenant(this.tenantId, (transaction) => transaction.query(statement, values));
    return query;
  }

  async gather(): Promise<number> {
    return gatherQuestions(this.test.database, this.search);
  }

  async close(): Promise<number> {
    return closeAnswered(this.test.database, { search: this.search, articles: this.articles });
  }

  async publish(question: string, more: Partial<CreateFaq> = {}): Promise<string> {
    const faq = await this.editor.create(this.tenantId, null, CreateFaq.parse({ question, answer: `About ${question}`, locale: 'en' satisfies Locale, ...more }));
    await this.search.refresh(this.tenantId);
    return faq.id;
  }

  list(more: Partial<Parameters<CandidateDesk['list']>[1]> = {}) {
    return this.candidates.list(this.tenantId, { limit: 20, ...more });
  }

  audited(): Promise<{ action: string; actor_id: string | null; detail: Record<string, unknown> }[]> {
    return this.test.asOwner('SELECT action, actor_id, detail FROM audit_log WHERE tenant_id = $1 ORDER BY created_at, id', [this.tenantId]);
  }
}
