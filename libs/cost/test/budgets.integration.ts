import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { CreateBudget } from '#libs/contracts';
import { newId } from '#libs/kernel';
import type { Database } from '#libs/persistence';
import { collectingLogger, createTestDatabase, describeWith, eventually, type TestDatabase } from '#libs/testing';
import type { BudgetSubject } from '../src/index.js';
import { aCallOf, anAdmin, anotherDatabase, createDesk, seedConversation, seedKey, seedTenant, type CostDesk } from './cost-desk.js';

const NOBODY: BudgetSubject = { virtualKeyId: null, conversationId: null };

describeWith('postgresql', 'budgets on PostgreSQL', () => {
  let test: TestDatabase;
  let elsewhere: Database;
  let desk: CostDesk;
  let other: CostDesk;
  let lines: Record<string, unknown>[];
  let tenantId: string;

  beforeAll(async () => {
    test = await createTestDatabase();
    elsewhere = anotherDatabase(test);
  }, 60_000);

  afterAll(async () => {
    await elsewhere?.close();
    await test?.drop();
  });

  beforeEach(async () => {
    const collected = collectingLogger();
    lines = collected.lines;
    desk = createDesk(test.database, collected.logger);
    other = createDesk(elsewhere, collected.logger);
    tenantId = await seedTenant(test);
  });

  const create = (changes: Partial<CreateBudget> = {}) => desk.budgets.create(tenantId, anAdmin(tenantId), { scope: 'tenant', subject_id: null, period: 'month', amount: '1', hard_limit_percent: 120, ...changes });
  const spend = (dollars: number, changes = {}) => desk.ledger.settle(aCallOf(tenantId, dollars, changes));
  const standing = (subject = NOBODY, from = desk) => from.budgets.standing(tenantId, subject);
  const announced = (): Promise<{ action: string; subject_id: string }[]> =>
    test.asOwner(`SELECT action, subject_id, actor_kind FROM audit_log WHERE tenant_id = $1 AND action IN ('budget.warned', 'budget.exhausted') ORDER BY created_at, id`, [tenantId]);

  it('climb the ladder as the money goes, each spending seen at once', async () => {
    const { id } = await create();
    expect(await standing()).toEqual({ state: 'ok', budgetId: id, percent: 0 });
    const ladder: [number, string, number][] = [[0.7999, 'ok', 79.99], [0.0001, 'warning', 80], [0.1999, 'warning', 99.99], [0.0001, 'exhausted', 100], [0.1999, 'exhausted', 119.99], [0.0001, 'beyond', 120], [1, 'beyond', 220]];
    for (const [dollars, state, percent] of ladder) {
      await spend(dollars);
      expect(await standing()).toEqual({ state, budgetId: id, percent });
    }
  });

  it('count nothing twice while spending and reading go on side by side', async () => {
    const { id } = await create({ amount: '1000', period: 'day' });
    const asking = Array.from({ length: 40 }, async (_, index) => {
      await new Promise((resolve) => setTimeout(resolve, index * 40));
      return standing();
    });
    let spent = 0;
    for (let round = 0; round < 100; round += 1) {
      await Promise.all([spend(0.1), spend(0.2)]);
      spent += 0.3;
      if (round % 10 === 0) expect((await standing()).percent).toBe(Math.floor(Math.round(spent * 1_000) / 100) / 100);
    }
    await Promise.all(asking);
    expect(await standing()).toEqual({ state: 'ok', budgetId: id, percent: 3 });
  });

  it('see what another process spent within a second or so', async () => {
    await create();
    expect((await standing(NOBODY, other)).percent).toBe(0);
    await spend(0.5);
    await eventually('the other process sees it', async () => (await standing(NOBODY, other)).percent === 50);
  });

  it('of a key and of a conversation count theirs alone; the worst one stands', async () => {
    const [key, conversation] = [await seedKey(test, tenantId), await seedConversation(test, tenantId)];
    const whole = await create({ amount: '100' });
    const ofKey = await create({ scope: 'virtual_key', subject_id: key, period: 'day' });
    const ofEach = await create({ scope: 'conversation', period: 'total', amount: '0.1' });
    await spend(0.9, { virtualKeyId: key });
    await spend(0.05, { conversationId: conversation });
    expect(await standing()).toEqual({ state: 'ok', budgetId: whole.id, percent: 0.95 });
    expect(await standing({ virtualKeyId: key, conversationId: null })).toEqual({ state: 'warning', budgetId: ofKey.id, percent: 90 });
    expect(await standing({ virtualKeyId: null, conversationId: conversation })).toEqual({ state: 'ok', budgetId: ofEach.id, percent: 50 });
    await spend(0.06, { conversationId: conversation });
    expect(await standing({ virtualKeyId: key, conversationId: conversation })).toEqual({ state: 'exhausted', budgetId: ofEach.id, percent: 110 });
    expect(await standing({ virtualKeyId: null, conversationId: newId() })).toMatchObject({ budgetId: whole.id });
  });

  it('begin again with their period', async () => {
    const [today, total] = [await create({ period: 'day' }), await create({ period: 'total', amount: '100' })];
    await spend(0.9, { startedAt: new Date(Date.now() - 86_400_000) });
    expect(await standing()).toEqual({ state: 'ok', budgetId: total.id, percent: 0.9 });
    await spend(0.9);
    expect(await standing()).toEqual({ state: 'warning', budgetId: today.id, percent: 90 });
  });

  describe('their levels', () => {
    it('are announced once per period, by however many processes', async () => {
      const { id } = await create();
      await spend(0.85);
      for (let time = 0; time < 3; time += 1) await Promise.all([standing(), standing(NOBODY, other), standing(NOBODY, createDesk(elsewhere))]);
      expect(await announced()).toEqual([{ action: 'budget.warned', subject_id: id, actor_kind: 'system' }]);
      expect(lines.filter(({ msg }) => msg === 'a budget is running out').length).toBeLessThanOrEqual(1);
      await spend(0.3);
      for (let time = 0; time < 3; time += 1) await standing();
      expect((await announced()).map(({ action }) => action)).toEqual(['budget.warned', 'budget.exhausted']);
      expect(lines).toContainEqual(expect.objectContaining({ level: expect.anything(), budget_id: id, percent: 115 }));
    });

    it('are announced anew in the next period, and for another amount', async () => {
      const { id } = await create({ period: 'day' });
      await spend(0.85);
      await standing();
      await test.asOwner(`UPDATE budgets SET warned_on = warned_on - 1 WHERE id = $1`, [id]);
      await createDesk(test.database).budgets.standing(tenantId, NOBODY);
      expect(await announced()).toHaveLength(2);
      await desk.budgets.update(tenantId, anAdmin(tenantId), id, { amount: '1.05' });
      await standing();
      expect(await announced()).toHaveLength(3);
    });

    it('are announced for each conversation where each has a budget', async () => {
      await create({ scope: 'conversation', period: 'total' });
      const conversations = [newId(), newId()];
      for (const conversationId of [...conversations, ...conversations]) {
        await spend(0.45, { conversationId });
        await Promise.all([desk, other, createDesk(elsewhere)].map((from) => standing({ virtualKeyId: null, conversationId }, from)));
      }
      await createDesk(elsewhere).budgets.standing(tenantId, { virtualKeyId: null, conversationId: conversations[0]! });
      expect((await announced()).map(({ action, subject_id }) => [action, subject_id])).toEqual(conversations.map((id) => ['budget.warned', id]));
    });
  });

  it('cost no query where there are none', async () => {
    expect(await standing()).toEqual({ state: 'ok', budgetId: null, percent: 0 });
    const closed = anotherDatabase(test);
    const quiet = createDesk(closed);
    await quiet.budgets.standing(tenantId, NOBODY);
    await closed.close();
    expect(await quiet.budgets.standing(tenantId, { virtualKeyId: newId(), conversationId: newId() })).toEqual({ state: 'ok', budgetId: null, percent: 0 });
  });

  describe('are administered', () => {
    it('with audit entries, and shown with what is spent of them', async () => {
      await spend(0.5);
      const budget = await create({ amount: '2', period: 'day' });
      expect(budget).toMatchObject({ amount: '2', spent: '0.5', percent: 25, state: 'ok', hard_limit_percent: 120 });
      expect(await desk.budgets.update(tenantId, anAdmin(tenantId), budget.id, { amount: '0.4' })).toMatchObject({ amount: '0.4', percent: 125, state: 'beyond' });
      expect(await desk.budgets.update(tenantId, anAdmin(tenantId), budget.id, { hard_limit_percent: 200 })).toMatchObject({ amount: '0.4', state: 'exhausted' });
      expect(await desk.budgets.list(tenantId)).toEqual([await desk.budgets.get(tenantId, budget.id)]);
      expect(await standing()).toMatchObject({ state: 'exhausted' });
      await desk.budgets.remove(tenantId, anAdmin(tenantId), budget.id);
      expect(await standing()).toMatchObject({ budgetId: null });
      const actions = await test.asOwner<{ action: string }>(`SELECT action FROM audit_log WHERE tenant_id = $1 AND actor_kind = 'api_key' ORDER BY created_at, id`, [tenantId]);
      expect(actions.map(({ action }) => action)).toEqual(['budget.created', 'budget.updated', 'budget.updated', 'budget.removed']);
    });

    it('one per subject and period, of subjects that exist, each tenant its own', async () => {
      const { id } = await create();
      await expect(create()).rejects.toMatchObject({ code: 'already_exists' });
      await expect(create({ scope: 'virtual_key', subject_id: newId() })).rejects.toMatchObject({ code: 'invalid_request' });
      const stranger = await seedTenant(test);
      const key = await seedKey(test, stranger);
      await expect(create({ scope: 'virtual_key', subject_id: key })).rejects.toMatchObject({ code: 'invalid_request' });
      for (const attempt of [desk.budgets.get(stranger, id), desk.budgets.remove(stranger, anAdmin(stranger), id), desk.budgets.update(stranger, anAdmin(stranger), id, { amount: '9' })]) {
        await expect(attempt).rejects.toMatchObject({ code: 'not_found' });
      }
      expect(await desk.budgets.list(stranger)).toEqual([]);
      expect(await desk.budgets.standing(stranger, NOBODY)).toMatchObject({ budgetId: null });
    });
  });
});
