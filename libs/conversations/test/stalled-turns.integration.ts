import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel';
import { describeWith } from '#libs/testing';
import { sweepStalledTurns } from '../src/index.js';
import { inSession, openTurnDesk, type TurnDesk } from './turn-desk.js';

describeWith('postgresql', 'the stalled-turn sweeper', () => {
  let desk: TurnDesk;

  beforeAll(async () => {
    desk = await openTurnDesk();
  }, 30_000);

  afterAll(() => desk?.close());

  beforeEach(async () => {
    await desk.test.asOwner('DELETE FROM outbox');
    await desk.test.asOwner('UPDATE turns SET ended_at = now() WHERE ended_at IS NULL');
    desk.published.length = 0;
  });

  /** A turn that was accepted and whose envelope got lost; its deadline has passed. */
  async function stalled(text: string): Promise<string> {
    const { turnId } = await desk.accept(text, inSession(newId()));
    await desk.test.asOwner('DELETE FROM outbox');
    await passDeadline();
    desk.published.length = 0;
    return turnId;
  }

  const passDeadline = () => desk.test.asOwner(`UPDATE turns SET deadline_at = now() - interval '1 second' WHERE ended_at IS NULL AND state = 'accepted'`);
  const sweep = () => sweepStalledTurns(desk.test.database, desk.outbox, 60_000);

  it('sends a turn to the router once more, then to a human', async () => {
    const turnId = await stalled('Hello?');
    const types: string[] = [];
    for (let time = 0; time < 2; time += 1) {
      expect(await sweep()).toBe(1);
      types.push(desk.published.at(-1)!.type);
      expect(desk.published.at(-1)!.data.turn).toMatchObject({ turn_id: turnId, text: 'Hello?', ownership_epoch: 1 });
      await desk.test.asOwner('DELETE FROM outbox');
      await passDeadline();
    }
    expect(types).toEqual(['turn.accepted.v1', 'handoff-agent.hand-off-turn.v1']);
    expect(desk.published.at(-1)!.data).toMatchObject({ reason: 'stalled', routing: null });
  });

  it('leaves alone what still waits in the outbox, what is in time and what has ended', async () => {
    const waiting = await desk.accept('waits in the outbox', inSession(newId()));
    await passDeadline();
    await desk.accept('in time', inSession(newId()));
    const ended = await desk.accept('has ended', inSession(newId()));
    await desk.end(desk.contextOf(ended.turnId));
    expect(await desk.rows('SELECT id FROM outbox WHERE turn_id = $1', waiting.turnId)).toHaveLength(1);
    expect(await sweep()).toBe(0);
  });

  it('takes each turn up once, however many sweep at the same time', async () => {
    const turns = [await stalled('a'), await stalled('b'), await stalled('c')];
    await passDeadline();
    const taken = await Promise.all([sweep(), sweep(), sweep(), sweep()]);
    expect(taken.reduce((sum, count) => sum + count, 0)).toBe(3);
    expect(desk.published.map(({ data }) => data.turn.turn_id).sort()).toEqual(turns.sort());
  });

  it('joins a burst as the router would have had it', async () => {
    const session = inSession(newId());
    const first = await desk.accept('one', session);
    const queued = await desk.accept('two', session);
    await desk.accept('three', session);
    await desk.end(desk.contextOf(first.turnId));
    await desk.test.asOwner('DELETE FROM outbox');
    await passDeadline();
    expect(await sweep()).toBe(1);
    expect(desk.published.at(-1)!.data.turn).toMatchObject({ turn_id: queued.turnId, text: 'two\nthree' });
  });
});
