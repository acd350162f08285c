import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

const registers = [new Registry()];
export const registry = registers[0]!;
collectDefaultMetrics({ register: registry });

/** Bounds in seconds: a local turn takes milliseconds, a model's answer tens of seconds. */
const TURN_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2.5, 5, 10, 30, 60];

/** Every metric of the platform's own. Labels have few values each: never ids. */
export const metrics = {
  turnStage: new Histogram({
    name: 'switchboard_turn_stage_seconds',
    help: 'Time a turn spends in one stage; `total` is from acceptance to outcome',
    labelNames: ['stage'],
    buckets: TURN_BUCKETS,
    registers,
  }),
  turns: new Counter({ name: 'switchboard_turns_total', help: 'Turns ended', labelNames: ['outcome', 'agent_type'], registers }),
  lateReplies: new Counter({
    name: 'switchboard_late_replies_total',
    help: 'Replies the database rejected: turn already ended, or a human took over',
    registers,
  }),
  handoffs: new Counter({ name: 'switchboard_handoffs_total', help: 'Handoffs to a human', labelNames: ['reason'], registers }),
  refusals: new Counter({ name: 'switchboard_limit_refusals_total', help: 'Requests refused by a limit', labelNames: ['limit'], registers }),
  queueDepth: new Gauge({ name: 'switchboard_queue_depth', help: 'Envelopes waiting', labelNames: ['queue'], registers }),
  outboxPending: new Gauge({ name: 'switchboard_outbox_pending', help: 'Outbox rows nobody has confirmed yet', registers }),
  envelopes: new Counter({
    name: 'switchboard_envelopes_total',
    help: 'Envelopes consumed, by what became of them',
    labelNames: ['queue', 'result'],
    registers,
  }),
  httpRequests: new Histogram({
    name: 'switchboard_http_request_seconds',
    help: 'HTTP requests at the gateway',
    labelNames: ['method', 'route', 'status'],
    buckets: TURN_BUCKETS,
    registers,
  }),
  openStreams: new Gauge({ name: 'switchboard_open_streams', help: 'SSE responses being written', registers }),
  modelAttempts: new Counter({
    name: 'switchboard_model_attempts_total',
    help: 'Attempts at model calls, by what became of them',
    labelNames: ['provider', 'outcome'],
    registers,
  }),
  modelFirstToken: new Histogram({
    name: 'switchboard_model_first_token_seconds',
    help: 'From asking a model to the first token of its stream',
    labelNames: ['provider', 'model'],
    buckets: TURN_BUCKETS,
    registers,
  }),
  modelGap: new Histogram({
    name: 'switchboard_model_gap_seconds',
    help: 'Between two pieces of a stream',
    labelNames: ['provider', 'model'],
    buckets: TURN_BUCKETS,
    registers,
  }),
  modelCost: new Counter({ name: 'switchboard_model_cost_dollars_total', help: 'Cost of settled model calls in US dollars', labelNames: ['agent_type', 'provider'], registers }),
  modelTokens: new Counter({ name: 'switchboard_model_tokens_total', help: 'Tokens of settled model calls', labelNames: ['kind', 'provider'], registers }),
  usageWaiting: new Gauge({ name: 'switchboard_usage_waiting', help: 'Model calls that are over and not yet written down', registers }),
  usageNotOpened: new Counter({ name: 'switchboard_usage_not_opened_total', help: 'Model calls that could not be put on record while they were under way', registers }),
  budgetAlerts: new Counter({
    name: 'switchboard_budget_alerts_total',
    help: 'Budgets that reached 80 % (`warned`) or 100 % (`exhausted`), once per period',
    labelNames: ['scope', 'level'],
    registers,
  }),
  cacheReads: new Counter({
    name: 'switchboard_cache_reads_total',
    help: 'Reads of the cache, by where the value was found (`memory`, `redis`) or `miss`; `stale`: given while it was made anew',
    labelNames: ['space', 'result'],
    registers,
  }),
  answersKept: new Counter({
    name: 'switchboard_answer_cache_total',
    help: 'Questions that were looked up among kept answers: `same` or `similar` question found, `refused` (found, and articles have no answer), `missed`, `outdated` (found, and articles say otherwise by now), `personal` (not looked up)',
    labelNames: ['result'],
    registers,
  }),
  searchFallbacks: new Counter({ name: 'switchboard_search_fallbacks_total', help: 'Searches answered by the index in memory, because Elasticsearch did not answer or was behind', registers }),
  searchIndexFailures: new Counter({ name: 'switchboard_search_index_failures_total', help: 'Attempts to bring Elasticsearch in step with the database that failed', registers }),
  answersWarmed: new Counter({ name: 'switchboard_answers_warmed_total', help: 'Answers to popular questions brought into the cache before they were asked', registers }),
  componentStart: new Gauge({ name: 'switchboard_component_start_seconds', help: 'Start time of a component', labelNames: ['component'], registers }),
  startTotal: new Gauge({ name: 'switchboard_start_total_seconds', help: 'From the first component’s start to the last one’s end', registers }),
  startEfficiency: new Gauge({
    name: 'switchboard_start_efficiency',
    help: 'Sum of the components’ start times divided by the total (1 = one after another)',
    registers,
  }),
};
