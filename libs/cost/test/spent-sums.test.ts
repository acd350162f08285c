import { describe, expect, it } from '@jest/globals';
import type { Database, Transaction } from '#libs/persistence';
import { SpentSums } from '../src/index.js';
import type { SpentSubject } from '../src/budgets/read-spent.js';

const TENANT: SpentSubject = { scope: 'tenant', subjectId: null, since: '0001-01-01' };
const CONVERSATION: SpentSubject = { scope: 'conversation', subjectId: 'c1', since: '0001-01-01' };

/** A database that answers when the test says so. */
function slowDatabase(): { database: Database; answers: ((rows: { spent: string; snapshot: string }[]) => void)[] } {
  const answers: ((rows: { spent: string; snapshot: string }[]) => void)[] = [];
  const transaction = { queryAndCommit: () => new Promise((resolve) => answers.push(resolve)) } as unknown as Transaction;
  const database = { inTenant: (_: string, work: (transaction: Transaction) => Promise<unknown>) => work(transaction) } as Database;
  return { database, answers };
}

const spending = (cost: string, conversationId: string | null = null) => [{ cost, virtual_key_id: null, conversation_id: conversationId, created_at: new Date() }];

describe('the sum of what was spent', () => {
  it('takes in what was settled while it was read, where the reading did not see it, and what is settled after', async () => {
    const { database, answers } = slowDatabase();
    const sums = new SpentSums(database);
    const asking = sums.of('t', [TENANT]);
    sums.settled('t', 104n, spending('1'));
    sums.settled('t', 105n, spending('2'));
    sums.settled('t', 110n, spending('4'));
    answers[0]!([{ spent: '100', snapshot: '103:110:103,105' }]);
    expect((await asking).map(String)).toEqual(['106']);
    sums.settled('t', 109n, spending('8'));
    sums.settled('t', 103n, spending('16'));
    expect((await sums.of('t', [TENANT])).map(String)).toEqual(['122']);
    expect(answers).toHaveLength(1);
  });

  it('is of the tenant and of the conversation that spent', async () => {
    const { database, answers } = slowDatabase();
    const sums = new SpentSums(database);
    const asking = sums.of('t', [TENANT, CONVERSATION]);
    answers[0]!([{ spent: '1', snapshot: '5:5:' }, { spent: '2', snapshot: '5:5:' }]);
    await asking;
    sums.settled('t', 6n, spending('10', 'c1'));
    sums.settled('t', 7n, spending('20', 'c2'));
    sums.settled('another', 8n, spending('40', 'c1'));
    expect((await sums.of('t', [TENANT, CONVERSATION])).map(String)).toEqual(['31', '12']);
  });

  it('is read once for all who ask at the same time', async () => {
    const { database, answers } = slowDatabase();
    const sums = new SpentSums(database);
    const asking = [1, 2, 3].map(() => sums.of('t', [TENANT]));
    expect(answers).toHaveLength(1);
    answers[0]!([{ spent: '1', snapshot: '5:5:' }]);
    expect((await Promise.all(asking)).map(String)).toEqual(['1', '1', '1']);
  });
});
