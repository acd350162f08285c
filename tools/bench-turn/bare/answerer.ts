import { Redis } from 'ioredis';
import { v7 } from 'uuid';
import { startWhenTold, type BareReply, type BareTurn } from './bare-chain.js';
import { openBareQueues } from './bare-queues.js';
import { INSERT_MESSAGE, INSERT_OUTCOME, TwoInserts } from './two-inserts.js';

/** As long as a short article of the demo data. */
const ANSWER = 'Enter your order number on the order page to see the delivery status. We also send updates by e-mail and by text message.';

/** Last of three: commits the reply and the turn's outcome, then tells whoever waits. */
startWhenTold(async (chain) => {
  const queues = await openBareQueues(chain);
  const database = new TwoInserts(chain.databaseUrl, chain.poolSize, INSERT_MESSAGE, INSERT_OUTCOME);
  const redis = new Redis(chain.redisUrl, { enableAutoPipelining: true });
  await queues.consume(chain.toAnswer, async (turn) => {
    const { turn_id: turnId } = turn as BareTurn;
    const messageId = v7();
    await database.commit([messageId, turnId, 'ai_agent', ANSWER], [turnId, messageId]);
    await redis.publish(chain.replies, JSON.stringify({ turn_id: turnId, message: ANSWER } satisfies BareReply));
  });
  return {};
});
