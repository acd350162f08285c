import http from 'node:http';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LoadJob, LoadResult, Target } from './load-job.js';
import { streamTurn } from './stream-turn.js';

export async function runJob(job: LoadJob): Promise<LoadResult> {
  const agent = new http.Agent({ keepAlive: true });
  const run = new Run(job.target, agent, job.seconds);
  try {
    if (job.kind === 'closed') await keepInFlight(run, job.inFlight);
    else await arriveSteadily(run, job.perSecond);
    return run.result;
  } finally {
    agent.destroy();
  }
}

/** A customer asks so many questions, one after the other in one session, before the next customer comes. */
export const QUESTIONS_PER_CUSTOMER = 5;

async function keepInFlight(run: Run, inFlight: number): Promise<void> {
  const oneAfterAnother = async (): Promise<void> => {
    for (let asked = 0, customer = ''; performance.now() < run.end; asked += 1) {
      if (asked % QUESTIONS_PER_CUSTOMER === 0) customer = randomUUID();
      await run.turn(performance.now(), customer);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, oneAfterAnother));
}

/** Starts each turn, of a customer of its own, when it is due, however many are still under way, and counts from then: a late start is part of the wait. */
async function arriveSteadily(run: Run, perSecond: number): Promise<void> {
  const turns: Promise<void>[] = [];
  const intervalMs = 1_000 / perSecond;
  for (let due = run.start; due < run.end; due += intervalMs) {
    const early = due - performance.now();
    if (early > 0) await sleep(early);
    turns.push(run.turn(due, randomUUID()));
  }
  await Promise.all(turns);
}

/** The turns of one job. */
class Run {
  readonly start = performance.now();
  readonly end: number;
  readonly result: LoadResult;
  #turns = 0;

  constructor(
    private readonly target: Target,
    private readonly agent: http.Agent,
    seconds: number,
  ) {
    this.end = this.start + seconds * 1_000;
    this.result = { firstDelta: [], wholeTurn: [], completed: 0, seconds, failures: 0 };
  }

  /** @param since when the turn began, or should have, as performance.now() */
  async turn(since: number, customer: string): Promise<void> {
    const { result } = this;
    try {
      const { firstDelta, completed } = await streamTurn(this.target, this.agent, this.#nextBody(customer));
      result.firstDelta.push(firstDelta - since);
      result.wholeTurn.push(completed - since);
      if (completed <= this.end) result.completed += 1;
    } catch (error) {
      result.failures += 1;
      result.firstFailure ??= (error as Error).message;
    }
  }

  #nextBody(customer: string): string {
    const turn = this.#turns;
    this.#turns += 1;
    const { questions } = this.target;
    return JSON.stringify({ session_id: `session-${customer}`, user_id: `contact-${customer}`, message: questions[turn % questions.length] });
  }
}
