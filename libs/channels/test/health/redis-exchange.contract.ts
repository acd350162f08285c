import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel';
import { openRedis } from '#libs/stream';
import { SERVER_URLS, describeWith, eventually, healthExchangeContract, openTestRedis, silentLogger, startTcpProxy, type TestRedis } from '#libs/testing';
import { RedisHealthExchange, type HealthNews } from '../../src/index.js';

const TOPIC = 'channel-health';
const STANDING = 'channel-health:standing';
const AN_HOUR_MS = 3_600_000;

/** What the tests leave standing; no other test has health news in this database. */
const cleanUp = ({ client }: TestRedis) => client.del(STANDING);

describeWith('redis', 'the Redis exchange', () => {
  healthExchangeContract('Redis', async () => {
    const connections: TestRedis[] = [];
    const exchanges: RedisHealthExchange[] = [];
    const join = async (): Promise<RedisHealthExchange> => {
      const redis = await openTestRedis();
      connections.push(redis);
      const exchange = new RedisHealthExchange(redis.client, silentLogger());
      exchanges.push(exchange);
      return exchange;
    };
    const [here, there] = [await join(), await join()];
    return {
      here,
      there,
      join,
      close: async () => {
        await Promise.all(exchanges.map((exchange) => exchange.close()));
        await cleanUp(connections[0]!);
        await Promise.all(connections.map((connection) => connection.close()));
      },
    };
  });
});

describeWith('redis', 'the health exchange on Redis', () => {
  let [mine, theirs]: TestRedis[] = [];
  let here: RedisHealthExchange;
  let there: RedisHealthExchange;
  let heard: HealthNews[];
  let channelId: string;

  beforeEach(async () => {
    [mine, theirs] = [await openTestRedis(), await openTestRedis()];
    [here, there] = [new RedisHealthExchange(mine.client, silentLogger()), new RedisHealthExchange(theirs.client, silentLogger())];
    channelId = newId();
    heard = [];
  });

  afterEach(async () => {
    await Promise.all([here.close(), there.close()]);
    await eventually('the connection to be back', () => mine!.client.status === 'ready');
    await cleanUp(mine!);
    await Promise.all([mine!.close(), theirs!.close()]);
  });

  const note = (news: HealthNews): void => {
    if (JSON.stringify(news).includes(channelId)) heard.push(news);
  };
  const opening = (): HealthNews => ({ kind: 'circuit-opened', channelId, until: Date.now() + AN_HOUR_MS, opensInARow: 1 });
  const outcomes = (ok = 1): HealthNews => ({ kind: 'outcomes', channelId, ok, failed: 0, error: null, at: Date.now() });

  it.each(['', 'no json', 'null', '7', '[]', '{}', '{"from":"x"}', '{"from":"x","news":7}', '{"from":"x","news":[null,7,{},{"kind":"unheard of"},{"kind":"outcomes","channelId":3}]}'])('gets over the message %j', async (message) => {
    await there.listen(note);
    await mine!.client.publish(TOPIC, message);
    here.publish([outcomes()]);
    await eventually('the news after it', () => heard.length === 1);
  });

  it('tells what it understands of a message', async () => {
    await there.listen(note);
    await mine!.client.publish(TOPIC, JSON.stringify({ from: 'a newer process', news: [{ kind: 'unheard of' }, outcomes()] }));
    await eventually('the news', () => heard.length === 1);
  });

  it('gets over what stands and is no news, and tells the rest', async () => {
    await mine!.client.hset(STANDING, { a: 'no json', b: '{}', [`circuit:${channelId}`]: JSON.stringify(opening()), c: 'null' });
    await there.listen(note);
    await eventually('the opening', () => heard.length > 0);
    await eventually('the rest to be gone', async () => (await mine!.client.hlen(STANDING)) === 1);
  });

  it('hears again after its connections broke, also what was opened meanwhile', async () => {
    await there.listen(note);
    expect(await theirs!.killConnections()).toBe(2);
    here.publish([opening()]);
    await eventually('the opening', () => heard.some(({ kind }) => kind === 'circuit-opened'));
    await eventually('news of the moment', () => {
      here.publish([outcomes()]);
      return heard.some(({ kind }) => kind === 'outcomes');
    });
  });

  it('tells again after its connections broke', async () => {
    await there.listen(note);
    await mine!.killConnections();
    await eventually('the loss to be noticed', () => mine!.client.status !== 'ready');
    here.publish([outcomes()]);
    await eventually('news of the moment', () => {
      here.publish([outcomes(2)]);
      return heard.length > 0;
    });
    expect(heard[0]).toMatchObject({ ok: 2 });
  });

  it.each(['subscribe', 'hgetall'])('begins to hear when Redis is there, if it was not when the process started and sent %s', async (command) => {
    const proxy = await startTcpProxy(SERVER_URLS.redis);
    proxy.cutAt(command);
    const client = await openRedis(proxy.url, silentLogger());
    const exchange = new RedisHealthExchange(client, silentLogger());
    try {
      here.publish([opening()]);
      await eventually('the opening to stand', () => mine!.client.hlen(STANDING));
      await exchange.listen(note);
      proxy.cutAt(null);
      await eventually('the opening', () => heard.length > 0);
      await eventually('news of the moment', () => {
        here.publish([outcomes()]);
        return heard.some(({ kind }) => kind === 'outcomes');
      });
    } finally {
      await exchange.close();
      client.disconnect();
      await proxy.close();
    }
  });

  it('lets every process probe for itself without Redis', async () => {
    expect(await there.claimProbe(channelId, AN_HOUR_MS)).toBe(true);
    const away = await openTestRedis();
    await away.close();
    const exchange = new RedisHealthExchange(away.client, silentLogger());
    expect(await exchange.claimProbe(channelId, AN_HOUR_MS)).toBe(true);
    expect(() => exchange.publish([outcomes()])).not.toThrow();
    await exchange.close();
  });
});
