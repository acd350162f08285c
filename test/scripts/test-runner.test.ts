import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { SERVER_URLS } from '#libs/testing';

// Plain scripts without types: named by a variable, so that the compiler does not look for any.
const script = (name: string) => `../../scripts/lib/${name}.mjs`;
const { addResult, countLine } = await import(script('test-tally'));
const { readTestArguments } = await import(script('test-arguments'));
const { findMissingServers, TEST_SERVERS } = await import(script('test-servers'));

describe('the arguments of npm test', () => {
  it('mean everything when there are none', () => {
    expect(readTestArguments([])).toEqual({
      help: false,
      checks: true,
      suites: ['unit', 'contract', 'integration', 'e2e'],
      jestArguments: [],
      complete: true,
    });
  });

  it.each([
    [['--only', 'unit,e2e'], { checks: false, suites: ['unit', 'e2e'], jestArguments: [], complete: false }],
    [['--only=checks'], { checks: true, suites: [], jestArguments: [], complete: false }],
    [['libs/stream', '--only', 'unit', '-t', 'x'], { checks: false, suites: ['unit'], jestArguments: ['libs/stream', '-t', 'x'] }],
    [['libs/stream'], { checks: false, jestArguments: ['libs/stream'], complete: false }],
  ])('%j leave something out', (args, expected) => {
    expect(readTestArguments(args)).toMatchObject(expected);
  });

  it('are refused when they name no suite', () => {
    expect(() => readTestArguments(['--only', 'units'])).toThrow(/No such suite: units/);
    expect(() => readTestArguments(['--only'])).toThrow(/No such suite/);
  });
});

describe('the count', () => {
  const result = { numPassedTests: 5, numFailedTests: 1, numRuntimeErrorTestSuites: 2, numPendingTests: 3, numTodoTests: 1 };
  const counted = (given: object | null, exitCode: number) => {
    const tally = { passed: 1, failed: 0, skipped: 0 };
    addResult(tally, given, exitCode);
    return tally;
  };

  it('takes files that did not load as failures and todos as skipped', () => {
    expect(counted(result, 1)).toEqual({ passed: 6, failed: 3, skipped: 4 });
  });

  it('takes a Jest that failed without a failed test as one failure', () => {
    expect(counted(null, 1)).toEqual({ passed: 1, failed: 1, skipped: 0 });
    expect(counted({ ...result, numFailedTests: 0, numRuntimeErrorTestSuites: 0 }, 1).failed).toBe(1);
  });

  it('names skipped tests only when there are any', () => {
    expect(countLine({ passed: 2, failed: 0, skipped: 0 }, 0)).toBe('2 passed, 0 failed');
    expect(countLine({ passed: 2, failed: 1, skipped: 3 }, 1)).toBe('2 passed, 1 failed, 3 skipped');
    expect(countLine({ passed: 0, failed: 0, skipped: 0 }, 1)).toBe('0 passed, 1 failed');
  });
});

describe('the search for test servers', () => {
  let server: Server | undefined;
  afterEach(() => {
    server?.close();
  });

  async function answering(reply: string): Promise<string> {
    server = createServer((socket) => socket.on('error', () => undefined).once('data', () => socket.write(reply)));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return `127.0.0.1:${(server.address() as AddressInfo).port}`;
  }
  const missingAt = async (reply: string) => {
    const at = await answering(reply);
    const urls = { TEST_DATABASE_URL: `postgres://${at}`, TEST_RABBITMQ_URL: `amqp://${at}`, TEST_REDIS_URL: `redis://${at}` };
    return (await findMissingServers(urls)).map(({ name }: { name: string }) => name);
  };

  it.each([
    ['PostgreSQL', 'N', ['rabbitmq', 'redis']],
    ['PostgreSQL with TLS', 'S', ['rabbitmq', 'redis']],
    ['RabbitMQ', '\u0001\u0000\u0000', ['postgresql', 'redis']],
    ['Redis', '+PONG\r\n', ['postgresql', 'rabbitmq']],
    ['Redis with a password', '-NOAUTH Authentication required.\r\n', ['postgresql', 'rabbitmq']],
    ['none of them', 'HTTP/1.1 400 Bad Request\r\n', ['postgresql', 'rabbitmq', 'redis']],
  ])('knows %s by its answer', async (_name, reply, missing) => {
    expect(await missingAt(reply)).toEqual(missing);
  });

  it('says where nothing listens', async () => {
    const at = await answering('');
    server?.close();
    const [missing] = await findMissingServers({ TEST_DATABASE_URL: `postgres://${at}` });
    expect(missing).toMatchObject({ name: 'postgresql', variable: 'TEST_DATABASE_URL', reason: `nothing usable at ${at} (ECONNREFUSED)` });
  });

  it('looks where the tests look', () => {
    const urls = Object.entries<{ variable: string; fallback: string }>(TEST_SERVERS).map(([name, { variable, fallback }]) => [
      name,
      process.env[variable] || fallback,
    ]);
    expect(Object.fromEntries(urls)).toEqual(SERVER_URLS);
  });
});
