import { describe, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel';
import { RedisConnection } from '#libs/stream';
import { createSubjectLimits, type SubjectTake } from '../src/index.js';

describe('limits of each subject’s own, in one process', () => {
  const limits = createSubjectLimits(new RedisConnection(null));
  const requests = (subject: string, allowed: number): SubjectTake => ({ name: 'key_requests', subject, points: 1, allowed });
  const tokens = (subject: string, points: number, allowed = 100): SubjectTake => ({ name: 'key_tokens', subject, points, allowed });

  it('let through what each is allowed, and say what is left', async () => {
    const [poor, rich] = [newId(), newId()];
    expect((await limits.take(requests(poor, 1)))[0]!.state).toEqual({ limit: 1, remaining: 0, resetSeconds: 60 });
    expect((await limits.take(requests(rich, 5)))[0]!.state).toMatchObject({ limit: 5, remaining: 4 });
    await expect(limits.take(requests(poor, 1))).rejects.toMatchObject({ code: 'key_limit_exceeded', retryAfter: expect.any(Number), state: { limit: 1, remaining: 0 } });
    await limits.take(requests(rich, 5));
  });

  it('apply the height that is given with the call', async () => {
    const subject = newId();
    await limits.take(requests(subject, 1));
    await limits.take(requests(subject, 2));
    await expect(limits.take(requests(subject, 2))).rejects.toMatchObject({ code: 'key_limit_exceeded' });
  });

  it('let a call through that is larger than what is left, then none', async () => {
    const subject = newId();
    await limits.take(tokens(subject, 99));
    await limits.take(tokens(subject, 5_000));
    await expect(limits.take(tokens(subject, 1))).rejects.toMatchObject({ code: 'key_limit_exceeded', message: 'Too many tokens in a minute with this key' });
  });

  it('count a refused call nowhere', async () => {
    const subject = newId();
    const [taken] = await limits.take(tokens(subject, 100));
    for (let time = 0; time < 3; time += 1) await expect(limits.take(requests(subject, 2), tokens(subject, 100))).rejects.toMatchObject({ code: 'key_limit_exceeded' });
    await limits.correct(taken!, 99);
    const [request, last] = await limits.take(requests(subject, 2), tokens(subject, 1));
    expect([request!.state.remaining, last!.state.remaining]).toEqual([1, 0]);
  });

  it('count with what a call really was', async () => {
    const subject = newId();
    const [less] = await limits.take(tokens(subject, 60));
    await limits.correct(less!, 10);
    const [more] = await limits.take(tokens(subject, 10));
    expect(more!.state.remaining).toBe(80);
    await limits.correct(more!, 90);
    await expect(limits.take(tokens(subject, 1))).rejects.toMatchObject({ code: 'key_limit_exceeded' });
  });

  it('give a later window no credit for a call that is not in it', async () => {
    const subject = newId();
    const [taken] = await limits.take(tokens(subject, 100));
    await limits.correct({ ...taken!, windowEndsAt: performance.now() }, 0);
    await expect(limits.take(tokens(subject, 1))).rejects.toMatchObject({ code: 'key_limit_exceeded' });
  });
});
