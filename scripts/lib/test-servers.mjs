import { connect } from 'node:net';

const ANSWER_WITHIN_MS = 2_000;

/**
 * The servers that tests can need; libs/testing has the same names and URLs. `hello` is the first
 * thing a client says, `answers` whether the reply is the server's: https://www.postgresql.org/docs/current/protocol-flow.html
 * (SSLRequest), AMQP 0-9-1 §4.2.2 (protocol header), https://redis.io/docs/latest/develop/reference/protocol-spec/.
 */
export const TEST_SERVERS = {
  postgresql: {
    label: 'PostgreSQL',
    variable: 'TEST_DATABASE_URL',
    fallback: 'postgres://postgres@127.0.0.1:5432/postgres',
    port: 5432,
    hello: Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]),
    answers: (reply) => 'SN'.includes(String.fromCharCode(reply[0])),
    install: 'apt-get install -y postgresql, and let the user postgres in without a password from 127.0.0.1 (pg_hba.conf: trust)',
  },
  rabbitmq: {
    label: 'RabbitMQ',
    variable: 'TEST_RABBITMQ_URL',
    fallback: 'amqp://guest:guest@127.0.0.1:5672',
    port: 5672,
    hello: Buffer.from('AMQP\0\0\x09\x01', 'latin1'),
    answers: (reply) => reply[0] === 1 || reply.subarray(0, 4).toString('latin1') === 'AMQP',
    install: 'apt-get install -y rabbitmq-server && rabbitmq-server -detached',
  },
  redis: {
    label: 'Redis',
    variable: 'TEST_REDIS_URL',
    fallback: 'redis://127.0.0.1:6379',
    port: 6379,
    hello: Buffer.from('PING\r\n'),
    answers: (reply) => reply[0] === 0x2b || reply[0] === 0x2d,
    install: 'apt-get install -y redis-server && redis-server --daemonize yes',
  },
};

/**
 * Asks every server side by side whether it is there.
 * @returns the missing ones: `{ name, label, variable, install, reason }`
 */
export async function findMissingServers(environment = process.env) {
  const asked = await Promise.all(
    Object.entries(TEST_SERVERS).map(async ([name, server]) => {
      const reason = await whyNot(server, environment[server.variable] || server.fallback);
      return reason ? [{ name, label: server.label, variable: server.variable, install: server.install, reason }] : [];
    }),
  );
  return asked.flat();
}

async function whyNot(server, url) {
  if (!URL.canParse(url)) return `${server.variable} is not a URL`;
  const { hostname, port, protocol } = new URL(url);
  const address = { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || server.port };
  // A server behind TLS is only knocked at: the handshake is the client's business.
  const encrypted = ['amqps:', 'rediss:'].includes(protocol);
  try {
    await greet(address, encrypted ? null : server);
    return undefined;
  } catch (error) {
    return `nothing usable at ${address.host}:${address.port} (${error.code ?? error.message})`;
  }
}

function greet(address, server) {
  return new Promise((resolve, reject) => {
    const socket = connect(address);
    const end = (error) => {
      socket.destroy();
      if (error) reject(error);
      else resolve();
    };
    socket.setTimeout(ANSWER_WITHIN_MS, () => end(new Error('no answer')));
    socket.once('error', end);
    socket.once('close', () => end(new Error('hung up')));
    socket.once('connect', () => (server ? socket.write(server.hello) : end()));
    socket.once('data', (reply) => end(server.answers(reply) ? undefined : new Error('another kind of server')));
  });
}
