import type { Consumption, Delivery, Disposition } from '../../bus.js';

/** More than this many waiting envelopes are refused: they are safe in the outbox, and memory is not endless. */
const CAPACITY = 10_000;

/**
 * Content as over a broker: each delivery is parsed anew, so that nobody sees an object that the
 * publisher or another attempt holds.
 */
export interface QueuedContent {
  content: string;
  attempt: number;
  deadLetter?: Delivery['deadLetter'];
}

interface Entry extends QueuedContent {
  done: () => void;
  failed: (error: Error) => void;
}

type Handle = (delivery: Delivery) => Promise<Disposition>;
type DeadLetter = (content: string, reason: string) => Promise<void>;

/** One queue in memory: order of arrival, bounded concurrency, delayed retries. */
export class InProcessQueue {
  #waiting: Entry[] = [];
  #head = 0;
  #working = 0;
  #consumer: { concurrency: number; handle: Handle; deadLetter: DeadLetter } | undefined;
  readonly #delayed = new Map<NodeJS.Timeout, Entry>();
  #idle: (() => void)[] = [];
  #closed = false;

  get depth(): number {
    return this.#waiting.length - this.#head + this.#delayed.size;
  }

  /** Resolves when the delivery was handled, or taken by the dead letters and handled there. */
  push(queued: QueuedContent): Promise<void> {
    if (this.#closed) return Promise.reject(closedError());
    if (this.depth >= CAPACITY) return Promise.reject(new Error('The in-process queue is full'));
    return new Promise((done, failed) => {
      this.#waiting.push({ ...queued, done, failed });
      this.#work();
    });
  }

  consume(concurrency: number, handle: Handle, deadLetter: DeadLetter): Consumption {
    if (this.#consumer) throw new Error('The queue has a consumer in this process already');
    this.#consumer = { concurrency, handle, deadLetter };
    this.#work();
    return { stop: () => this.#stop() };
  }

  /** Fails what waits; what is being handled may end, but is not tried again. */
  close(): void {
    this.#closed = true;
    for (const timer of this.#delayed.keys()) clearTimeout(timer);
    const unhandled = [...this.#delayed.values(), ...this.#waiting.splice(this.#head)];
    this.#delayed.clear();
    this.#waiting = [];
    this.#head = 0;
    for (const entry of unhandled) entry.failed(closedError());
  }

  #stop(): Promise<void> {
    this.#consumer = undefined;
    if (this.#working === 0) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  #work(): void {
    while (this.#consumer && this.#working < this.#consumer.concurrency && this.#head < this.#waiting.length) {
      const entry = this.#take();
      this.#working += 1;
      void this.#process(entry, this.#consumer).finally(() => {
        this.#working -= 1;
        if (this.#working === 0) for (const resolve of this.#idle.splice(0)) resolve();
        this.#work();
      });
    }
  }

  #take(): Entry {
    const entry = this.#waiting[this.#head]!;
    this.#head += 1;
    // Cut off what was taken now and then, instead of shifting the array for each envelope.
    if (this.#head > 1_000 && this.#head * 2 > this.#waiting.length) {
      this.#waiting = this.#waiting.slice(this.#head);
      this.#head = 0;
    }
    return entry;
  }

  async #process(entry: Entry, consumer: { handle: Handle; deadLetter: DeadLetter }): Promise<void> {
    const disposition = await consumer.handle(deliveryOf(entry));
    if (disposition.kind === 'done') return entry.done();
    if (disposition.kind === 'retry') return this.#retryLater(entry, disposition.delayMs);
    // Not awaited: a dead letter that waits must not hold this queue's place.
    consumer.deadLetter(entry.content, disposition.reason).then(entry.done, entry.failed);
  }

  #retryLater(entry: Entry, delayMs: number): void {
    if (this.#closed) return entry.failed(closedError());
    const timer = setTimeout(() => {
      this.#delayed.delete(timer);
      this.#waiting.push({ ...entry, attempt: entry.attempt + 1 });
      this.#work();
    }, delayMs);
    this.#delayed.set(timer, entry);
  }
}

function deliveryOf({ content, attempt, deadLetter }: Entry): Delivery {
  return { envelope: JSON.parse(content), attempt, ...(deadLetter && { deadLetter }) };
}

const closedError = (): Error => new Error('The bus is closed');
