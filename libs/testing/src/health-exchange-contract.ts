import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { HealthExchange, HealthNews } from '#libs/channels';
import { newId } from '#libs/kernel';
import { eventually } from './eventually.js';

export interface ExchangesUnderTest {
  here: HealthExchange;
  /** As another process has it. */
  there: HealthExchange;
  /** One more process. */
  join(): Promise<HealthExchange>;
  close(): Promise<void>;
}

const AN_HOUR_MS = 3_600_000;

/** What every HealthExchange must do. */
export function healthExchangeContract(name: string, open: () => Promise<ExchangesUnderTest>): void {
  describe(`health exchange contract: ${name}`, () => {
    let opened: ExchangesUnderTest;
    let here: HealthExchange;
    let there: HealthExchange;
    let channelId: string;
    let keyId: string;
    let ids: string[];

    beforeEach(async () => {
      opened = await open();
      ({ here, there } = opened);
      ids = [(channelId = newId()), (keyId = newId()), newId()];
    });

    afterEach(() => opened.close());

    /** Others may use the same server: only news of this test counts. */
    async function listen(exchange: HealthExchange): Promise<HealthNews[]> {
      const heard: HealthNews[] = [];
      await exchange.listen((news) => {
        if (ids.some((id) => JSON.stringify(news).includes(id))) heard.push(news);
      });
      return heard;
    }

    const outcomes = (ok: number): HealthNews => ({ kind: 'outcomes', channelId, ok, failed: 1, error: 'timeout', at: Date.now() });
    const circuitOpened = (id = channelId): HealthNews => ({ kind: 'circuit-opened', channelId: id, until: Date.now() + AN_HOUR_MS, opensInARow: 2 });
    const keyCooling = (forMs = AN_HOUR_MS): HealthNews => ({ kind: 'key-cooling', keyId, until: Date.now() + forMs, limited: true });

    it('tells news of every kind to the other, word for word and in order, and not to itself', async () => {
      const [mine, theirs] = [await listen(here), await listen(there)];
      const news: HealthNews[] = [outcomes(1), circuitOpened(), { kind: 'circuit-closed', channelId }, keyCooling(), { kind: 'channels-changed', tenantId: ids[2]! }];
      here.publish(news);
      await eventually('the news there', () => theirs.length >= news.length);
      there.publish([outcomes(2)]);
      await eventually('the news here', () => mine.length > 0);
      expect(theirs).toEqual(news);
      expect(mine).toEqual([outcomes(2)].map((expected) => ({ ...expected, at: expect.any(Number) })));
    });

    it('tells everybody', async () => {
      const [theirs, joined] = [await listen(there), await listen(await opened.join())];
      here.publish([outcomes(1)]);
      await eventually('the news at both', () => theirs.length === 1 && joined.length === 1);
    });

    it('tells one that listens later what stands, in its latest form, and not the news of the moment', async () => {
      const first = await listen(there);
      const [opening, cooling] = [circuitOpened(), keyCooling()];
      here.publish([outcomes(1), { kind: 'channels-changed', tenantId: ids[2]! }, circuitOpened(), keyCooling(1_000_000)]);
      here.publish([opening, cooling]);
      await eventually('the news to be out', () => first.length === 6);
      const late = await listen(await opened.join());
      await eventually('what stands', () => late.length >= 2);
      expect(new Map(late.map((news) => [news.kind, news]))).toEqual(
        new Map([
          ['circuit-opened', opening],
          ['key-cooling', cooling],
        ]),
      );
    });

    it('has nothing standing of a circuit that was closed, whoever closed it, nor of a key that has cooled', async () => {
      const other = ids[2]!;
      const theirs = await listen(there);
      await listen(here);
      here.publish([circuitOpened(), circuitOpened(other), keyCooling(1)]);
      await eventually('the openings', () => theirs.length === 3);
      there.publish([{ kind: 'circuit-closed', channelId }]);
      const late = await eventually('the other circuit alone', async () => {
        const heard = await listen(await opened.join());
        return heard.length === 1 ? heard : null;
      });
      expect(late[0]).toMatchObject({ kind: 'circuit-opened', channelId: other });
    });

    it('lets one alone claim a probe, and says so to whoever asks again', async () => {
      const claims = await Promise.all([here, there, here, there].map((exchange) => exchange.claimProbe(channelId, AN_HOUR_MS)));
      expect(claims.filter(Boolean)).toHaveLength(1);
      expect(await here.claimProbe(channelId, AN_HOUR_MS)).toBe(false);
      expect(await there.claimProbe(keyId, AN_HOUR_MS)).toBe(true);
    });

    it('lets another claim the probe when the time of the first is over', async () => {
      expect(await here.claimProbe(channelId, 50)).toBe(true);
      await eventually('the claim to end', () => there.claimProbe(channelId, AN_HOUR_MS));
      expect(await here.claimProbe(channelId, AN_HOUR_MS)).toBe(false);
    });

    it('tells nothing more to one that has closed, and goes on for the others', async () => {
      const [mine, joined] = [await listen(here), await listen(await opened.join())];
      await here.close();
      there.publish([outcomes(1)]);
      await eventually('the news at the other', () => joined.length === 1);
      expect(mine).toEqual([]);
    });

    it('publishes for one that does not listen itself', async () => {
      const theirs = await listen(there);
      here.publish([outcomes(1)]);
      await eventually('the news', () => theirs.length === 1);
    });
  });
}
