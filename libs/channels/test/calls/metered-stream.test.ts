import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { AttemptClock } from '../../src/calls/attempt-clock.js';
import { MeteredStream, type StreamEnding } from '../../src/calls/metered-stream.js';
import type { JsonObject } from '../../src/completion.js';
import { createMeter } from '../../src/formats/meter.js';
import { ProviderError } from '../../src/provider-adapter.js';

const text = (content: string): JsonObject => ({ choices: [{ index: 0, delta: { content }, finish_reason: null }] });
const STOP: JsonObject = { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] };
const IDLE_MS = 1_000;

/** A vendor whose events are given by hand, and which notes when it is asked for one. */
class Vendor implements AsyncIterator<JsonObject> {
  asked = 0;
  returned = 0;
  #waiting: { resolve(step: IteratorResult<JsonObject>): void; reject(error: unknown): void }[] = [];

  constructor(signal: AbortSignal) {
    // As the SDKs do: a call that is aborted rejects.
    signal.addEventListener('abort', () => this.fail(new ProviderError('aborted', 'The call was aborted')));
  }

  next(): Promise<IteratorResult<JsonObject>> {
    this.asked += 1;
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  async return(): Promise<IteratorResult<JsonObject>> {
    this.returned += 1;
    return { done: true, value: undefined };
  }

  give(event: JsonObject): void {
    this.#waiting.shift()!.resolve({ done: false, value: event });
  }

  end(): void {
    this.#waiting.shift()!.resolve({ done: true, value: undefined });
  }

  fail(error: unknown): void {
    this.#waiting.shift()?.reject(error);
  }
}

describe('a metered stream', () => {
  let caller: AbortController;
  let clock: AttemptClock;
  let vendor: Vendor;
  let endings: StreamEnding[];
  let gaps: number[];

  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
    caller = new AbortController();
    clock = new AttemptClock(caller.signal);
    vendor = new Vendor(clock.signal);
    endings = [];
    gaps = [];
  });

  afterEach(() => {
    clock.stop();
    jest.useRealTimers();
  });

  const MOST_CHARS = 100;

  function open(begun: JsonObject[] = [text('first')], stopped = false): MeteredStream {
    const watch = { onGap: (ms: number) => void gaps.push(ms), onEnd: (ending: StreamEnding) => void endings.push(ending) };
    return new MeteredStream({ begun, stopped, rest: vendor }, createMeter('openai'), clock, IDLE_MS, MOST_CHARS, watch);
  }

  const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
  const outcomes = (): string[] => endings.map((ending) => (ending.outcome === 'broken' ? `broken: ${ending.error.kind}` : ending.outcome));
  const kindOf = async (step: Promise<unknown>): Promise<string> => {
    try {
      return JSON.stringify(await step);
    } catch (error) {
      return (error as ProviderError).kind;
    }
  };

  /** Reads one event that the vendor gives meanwhile. */
  async function readOne(stream: MeteredStream, event: JsonObject): Promise<JsonObject> {
    const step = stream.next();
    await settled();
    vendor.give(event);
    return (await step).value as JsonObject;
  }

  it('gives what came before the first token, then the rest, and is completed once', async () => {
    const stream = open([{ id: 'opening' }, text('first')]);
    expect((await stream.next()).value).toEqual({ id: 'opening' });
    expect((await stream.next()).value).toEqual(text('first'));
    expect(await readOne(stream, text('second'))).toEqual(text('second'));
    await readOne(stream, STOP);
    expect(endings).toEqual([]);
    const last = stream.next();
    await settled();
    vendor.end();
    expect(await last).toEqual({ done: true, value: undefined });
    expect(await stream.next()).toEqual({ done: true, value: undefined });
    await stream.return();
    caller.abort();
    await settled();
    expect(outcomes()).toEqual(['completed']);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('reads nothing ahead', async () => {
    const stream = open();
    await settled();
    await stream.next();
    await settled();
    expect(vendor.asked).toBe(0);
    await readOne(stream, text('second'));
    await settled();
    expect(vendor.asked).toBe(1);
  });

  it('is completed when its only event was the whole answer', async () => {
    const stream = open([{ choices: [{ index: 0, delta: { content: 'all' }, finish_reason: 'stop' }] }], true);
    await stream.next();
    const last = stream.next();
    await settled();
    vendor.end();
    expect((await last).done).toBe(true);
    expect(outcomes()).toEqual(['completed']);
  });

  it('is broken when it ends before the answer does', async () => {
    const stream = open();
    await stream.next();
    const last = stream.next();
    await settled();
    vendor.end();
    expect(await kindOf(last)).toBe('garbled');
    expect(outcomes()).toEqual(['broken: garbled']);
    expect((await stream.next()).done).toBe(true);
  });

  it('is broken by an error, which the reader is told once', async () => {
    const stream = open();
    await stream.next();
    const step = stream.next();
    await settled();
    vendor.fail(new ProviderError('overloaded', 'The vendor is overloaded'));
    expect(await kindOf(step)).toBe('overloaded');
    expect((await stream.next()).done).toBe(true);
    expect(outcomes()).toEqual(['broken: overloaded']);
    expect(clock.signal.aborted).toBe(true);
    expect(vendor.returned).toBe(1);
  });

  it('is completed when it breaks after the answer was whole', async () => {
    const stream = open();
    await stream.next();
    await readOne(stream, STOP);
    const last = stream.next();
    await settled();
    vendor.fail(new Error('socket hang up'));
    expect((await last).done).toBe(true);
    expect(outcomes()).toEqual(['completed']);
  });

  it('is cancelled when its reader leaves, and completed when the answer was whole by then', async () => {
    for await (const _ of open()) break;
    expect(outcomes()).toEqual(['cancelled']);
    expect([clock.signal.aborted, vendor.returned]).toEqual([true, 1]);
  });

  it('is completed when its reader leaves after the answer was whole', async () => {
    const stream = open();
    await readOne(stream, STOP).catch(() => undefined);
    await readOne(stream, STOP);
    await stream.return();
    expect(outcomes()).toEqual(['completed']);
  });

  it('gives nothing more to a reader that left, not even what it had', async () => {
    const stream = open([text('a'), text('b')]);
    await stream.next();
    await stream.return();
    expect((await stream.next()).done).toBe(true);
  });

  it('is cancelled when the reader leaves while it waits', async () => {
    const stream = open();
    await stream.next();
    const step = stream.next();
    await settled();
    await stream.return();
    expect((await step).done).toBe(true);
    expect(outcomes()).toEqual(['cancelled']);
  });

  it('is cancelled when the caller hangs up while it waits', async () => {
    const stream = open();
    await stream.next();
    const step = stream.next();
    await settled();
    caller.abort();
    expect(await kindOf(step)).toBe('aborted');
    await settled();
    expect(outcomes()).toEqual(['cancelled']);
  });

  it('is cancelled when the caller hangs up while nobody reads, and tells whoever reads then', async () => {
    const stream = open([text('a'), text('b')]);
    await stream.next();
    caller.abort();
    await settled();
    expect(outcomes()).toEqual(['cancelled']);
    expect(await kindOf(stream.next())).toBe('aborted');
    expect((await stream.next()).done).toBe(true);
  });

  it('ends also when it is never read', async () => {
    open();
    clock.expireAfter(60_000, 'The answer took more than 60000 ms');
    jest.advanceTimersByTime(60_000);
    await settled();
    expect(outcomes()).toEqual(['broken: timeout']);
    expect(vendor.asked).toBe(0);
  });

  it('ends when the caller had gone in the moment it began', async () => {
    caller.abort();
    open();
    await settled();
    expect(outcomes()).toEqual(['cancelled']);
  });

  it('tells a reader whose answer took too long so, also when nobody was reading then', async () => {
    const stream = open();
    await stream.next();
    clock.expire('The answer took more than 60000 ms');
    await settled();
    expect(await kindOf(stream.next())).toBe('timeout');
    expect(outcomes()).toEqual(['broken: timeout']);
  });

  describe('times', () => {
    it('a vendor out that says nothing, while it is waited for', async () => {
      const stream = open();
      await stream.next();
      const step = stream.next();
      await settled();
      jest.advanceTimersByTime(IDLE_MS - 1);
      await settled();
      expect(endings).toEqual([]);
      jest.advanceTimersByTime(1);
      expect(await kindOf(step)).toBe('timeout');
      expect(outcomes()).toEqual(['broken: timeout']);
    });

    it('no vendor out while a slow caller takes its time, however long', async () => {
      const stream = open();
      jest.advanceTimersByTime(50 * IDLE_MS);
      await stream.next();
      jest.advanceTimersByTime(50 * IDLE_MS);
      expect(await readOne(stream, text('second'))).toEqual(text('second'));
      expect(endings).toEqual([]);
    });

    it('anew with each event, and still after a slow caller', async () => {
      const stream = open();
      await stream.next();
      for (let event = 0; event < 5; event += 1) {
        const step = stream.next();
        await settled();
        jest.advanceTimersByTime(IDLE_MS - 1);
        vendor.give(text('x'));
        expect((await step).done).toBe(false);
      }
      jest.advanceTimersByTime(10 * IDLE_MS);
      const step = stream.next();
      await settled();
      jest.advanceTimersByTime(IDLE_MS);
      expect(await kindOf(step)).toBe('timeout');
    });

    it('the gaps between pieces without the caller’s own time', async () => {
      const stream = open();
      await stream.next();
      jest.advanceTimersByTime(5_000);
      const step = stream.next();
      await settled();
      jest.advanceTimersByTime(40);
      vendor.give(text('second'));
      await step;
      const empty = stream.next();
      await settled();
      jest.advanceTimersByTime(30);
      vendor.give({ choices: [] });
      await empty;
      const third = stream.next();
      await settled();
      jest.advanceTimersByTime(20);
      vendor.give(text('third'));
      await third;
      expect(gaps).toEqual([40, 50]);
    });
  });

  it('is cut off when it grows beyond what was asked for', async () => {
    const stream = open();
    await stream.next();
    const longer = (): Promise<unknown> => {
      const step = stream.next();
      vendor.give(text('x'.repeat(60)));
      return step;
    };
    await longer();
    await longer();
    expect(await kindOf(longer())).toBe('garbled');
    expect(outcomes()).toEqual(['broken: garbled']);
  });
});
