import { newId } from '#libs/kernel';
import type { TestDatabase } from '#libs/testing';

/** One row for each table that has a tenant; a new table needs a line here, or the isolation suite fails. */
const ROWS: Record<string, (ids: SeededIds) => Record<string, unknown>> = {
  api_keys: ({ id }) => ({ id, name: 'key', key_hash: `hash-${id}`, last_four: 'abcd', scopes: '{chat}' }),
  staff: ({ id }) => ({ id, email: `${id}@example.test`, name: 'Somebody', role: 'human_agent', password_hash: 'x' }),
  refresh_tokens: ({ id }) => ({ id, staff_id: id, family_id: id, token_hash: 'x', expires_at: 'tomorrow' }),
  audit_log: ({ id }) => ({ id, actor_kind: 'system', action: 'seeded', subject_kind: 'tenant', subject_id: 'x' }),
  contacts: ({ id }) => ({ id }),
  conversations: ({ id }) => ({ id, contact_id: id }),
  messages: ({ id }) => ({ id, conversation_id: id, author: 'contact', body: 'hello' }),
  turns: ({ id }) => ({ id, conversation_id: id, state: 'accepted', ownership_epoch: 1, correlation_id: 'x' }),
  turn_parts: ({ id }) => ({ turn_id: id, split: 'x', part_index: 0, part_count: 2, text: 'x', intent: 'faq', confidence: 1, agent_type: 'faq', outcome: 'answered', reply: 'x' }),
  idempotency_keys: ({ id }) => ({ conversation_id: id, key: 'x', request_hash: 'x', message_id: id, turn_id: id }),
  outbox: ({ id }) => ({ id, envelope: '{}', available_at: 'now' }),
  inbox: ({ id }) => ({ consumer: 'x', envelope_id: id }),
  // Before the article, which would bring it along.
  faq_index_queue: ({ id }) => ({ faq_id: id }),
  faqs: ({ id }) => ({ id, locale: 'en', question: 'q', answer: 'a' }),
  faq_versions: ({ id }) => ({ faq_id: id, version: 1, locale: 'en', question: 'q', answer: 'a', keywords: '{}', paraphrases: '{}', status: 'draft', changed_at: 'now' }),
  faq_feedback: ({ id }) => ({ id, faq_id: id, helpful: true }),
  faq_vectors: ({ id }) => ({ faq_id: id, model: 'x', dimensions: 1, text_hash: 'x', vector: 'x' }),
  intent_examples: ({ id }) => ({ id, key: 'x', text: 't', intent: 'faq', locale: 'en', source: 'added', split: 'train' }),
  intent_learning: () => ({ revision: 1 }),
  intent_models: () => ({ version: 'x', base_version: 'x', status: 'active', metrics: '{}', examples: '{}' }),
  faq_synonyms: ({ id }) => ({ id, words: '{a,b}' }),
  faq_queries: ({ id }) => ({ id, turn_id: id, question: 'q', locale: 'en', outcome: 'no_answer' }),
  faq_candidates: ({ id }) => ({ id, locale: 'en', title: 'q', examples: '{}', tokens: '{}', question_count: 1, first_seen_at: 'now', last_seen_at: 'now' }),
  learned_conversations: ({ id }) => ({ conversation_id: id, resolved_at: 'now', outcome: 'no_question' }),
  faq_daily: () => ({ day: 'today', locale: 'en', volume: 1, by_article: 0, by_model: 0, by_cache: 0, deflected: 0, handed_off: 0, settled: false }),
  faq_article_daily: ({ id }) => ({ day: 'today', locale: 'en', faq_id: id, answered: 1 }),
  agent_metrics: () => ({ hour: 'today', agent_type: 'faq', turns: 1, answered: 1, handed_off: 0, from_cache: 0, latency_ms_sum: 1, latency_ms_p50: 1, latency_ms_p95: 1 }),
  api_usage: ({ id }) => ({ id, source: 'agent', task: 'x', provider: 'local', requested_model: 'x', model: 'x', outcome: 'open' }),
  usage_daily: () => ({ day: 'today', source: 'agent', provider: 'x', model: 'x', calls: 1, failed_calls: 0, estimated_calls: 0, unpriced_calls: 0, input_tokens: 1, output_tokens: 1, cache_read_tokens: 0, cache_write_tokens: 0, cost: 0, latency_ms: 1 }),
  turn_steps: ({ id }) => ({ id, turn_id: id, answer: '{}' }),
  model_prices: () => ({ model: 'x', input: 1, output: 1 }),
  budgets: ({ id }) => ({ id, scope: 'tenant', period: 'day', amount: 1 }),
  staff_groups: ({ id }) => ({ id, name: 'x' }),
  staff_group_members: ({ id }) => ({ group_id: id, staff_id: id }),
  channels: ({ id }) => ({ id, name: 'x', type: 'local' }),
  channel_keys: ({ id }) => ({ id, channel_id: id, position: 0, sealed: 'x', master_key_id: 'x', last_four: 'abcd' }),
  virtual_keys: ({ id }) => ({ id, name: 'key', key_hash: `virtual-${id}`, last_four: 'abcd', scopes: '{chat}' }),
  model_choices: () => ({ choices: '{}' }),
};

export interface SeededIds {
  tenantId: string;
  /** Of the tenant's one row in each table. */
  id: string;
}

/** Makes a tenant with one row in every table, as the owner. */
export async function seedEveryTable(test: TestDatabase): Promise<SeededIds> {
  const ids = { tenantId: newId(), id: newId() };
  await test.asOwner('INSERT INTO tenants (id, slug, name) VALUES ($1, $2, $2)', [ids.tenantId, `tenant-${ids.tenantId}`]);
  for (const [table, rowOf] of Object.entries(ROWS)) {
    const row = { tenant_id: ids.tenantId, ...rowOf(ids) };
    const places = Object.keys(row).map((_, index) => `$${index + 1}`);
    await test.asOwner(`INSERT INTO ${table} (${Object.keys(row).join(', ')}) VALUES (${places.join(', ')})`, Object.values(row));
  }
  return ids;
}
