import { LRUCache } from 'lru-cache';
import { messageOf } from '#libs/kernel';
import type { Logger } from '#libs/observability';
import type { Database } from '#libs/persistence';
import { announceBudget, type BudgetLevel } from './announce-budget.js';
import { periodStart } from './budget-period.js';
import { percentOf, stateAt, type BudgetRow, type BudgetState } from './budget-row.js';
import type { SpentSubject } from './read-spent.js';
import type { SpentSums } from './spent-sums.js';

/** How far the most spent of the budgets that apply has got. */
export interface BudgetStanding {
  state: BudgetState;
  /** Null: no budget applies. */
  budgetId: string | null;
  percent: number;
}

/** Whose call it is. */
export interface BudgetSubject {
  virtualKeyId: string | null;
  conversationId: string | null;
}

const NO_BUDGET: BudgetStanding = { state: 'ok', budgetId: null, percent: 0 };
const SEVERITY: Record<BudgetState, number> = { ok: 0, warning: 1, exhausted: 2, beyond: 3 };
const LEVEL_OF: Record<BudgetState, BudgetLevel | null> = { ok: null, warning: 'warned', exhausted: 'exhausted', beyond: 'exhausted' };

/** Weighs what was spent against the budgets, and announces the levels it meets. */
export class BudgetStandings {
  /** What was announced, so that the database is not asked again at every call. */
  readonly #announced = new LRUCache<string, true>({ max: 5_000 });

  constructor(
    private readonly database: Database,
    private readonly spent: SpentSums,
    private readonly logger: Logger,
  ) {}

  /** The worst of all budgets that apply to the subject. */
  async worst(tenantId: string, budgets: readonly BudgetRow[], subject: BudgetSubject): Promise<BudgetStanding> {
    const applying = budgets.filter((budget) => applies(budget, subject));
    if (applying.length === 0) return NO_BUDGET;
    const sums = await this.spent.of(tenantId, applying.map((budget) => spentSubjectOf(budget, subject.conversationId)));
    const standings = applying.map((budget, index) => standingOf(budget, percentOf(budget, sums[index]!)));
    await Promise.all(applying.map((budget, index) => this.#announce(tenantId, budget, standings[index]!, subject.conversationId)));
    return standings.reduce((worst, standing) => (isWorse(standing, worst) ? standing : worst));
  }

  async #announce(tenantId: string, budget: BudgetRow, { state, percent }: BudgetStanding, conversationId: string | null): Promise<void> {
    const level = LEVEL_OF[state];
    if (!level) return;
    const conversation = budget.scope === 'conversation' && budget.subject_id === null ? conversationId : null;
    const key = [budget.id, budget.amount, level, conversation ?? periodStart(budget.period)].join(' ');
    if (this.#announced.has(key)) return;
    this.#announced.set(key, true);
    try {
      await announceBudget(this.database, this.logger, tenantId, { budget, level, conversationId: conversation, percent });
    } catch (error) {
      // The caller wants to know the standing, which is known; the next call tries to announce it again.
      this.#announced.delete(key);
      this.logger.warn({ budget_id: budget.id, reason: messageOf(error) }, 'a budget’s level was not announced');
    }
  }
}

/** Whose spending counts for a budget; of each conversation for itself, the one asked about. */
export const spentSubjectOf = (budget: BudgetRow, conversationId: string | null): SpentSubject => ({
  scope: budget.scope,
  subjectId: budget.subject_id ?? (budget.scope === 'conversation' ? conversationId : null),
  since: periodStart(budget.period),
});

function applies({ scope, subject_id }: BudgetRow, { virtualKeyId, conversationId }: BudgetSubject): boolean {
  if (scope === 'tenant') return true;
  if (scope === 'virtual_key') return subject_id === virtualKeyId;
  return conversationId !== null && (subject_id === null || subject_id === conversationId);
}

const standingOf = (budget: BudgetRow, percent: number): BudgetStanding => ({ state: stateAt(percent, budget), budgetId: budget.id, percent });

const isWorse = (a: BudgetStanding, b: BudgetStanding): boolean => (SEVERITY[a.state] === SEVERITY[b.state] ? a.percent > b.percent : SEVERITY[a.state] > SEVERITY[b.state]);
