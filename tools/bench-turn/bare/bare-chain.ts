/** What the three processes of the bare chain are told when they start. */
export interface BareChain {
  databaseUrl: string;
  rabbitmqUrl: string;
  redisUrl: string;
  /** Quorum queues: turns that were accepted, turns to be answered. */
  accepted: string;
  toAnswer: string;
  /** Redis channel of all replies. */
  replies: string;
  /** The platform's defaults, so that neither side has more. */
  poolSize: number;
  prefetch: number;
}

export interface BareTurn {
  turn_id: string;
  session_id: string;
  message: string;
}

export interface BareReply {
  turn_id: string;
  message: string;
}

/** Tables of the bare chain. */
export const BARE_TABLES = `
  CREATE SCHEMA bare;
  CREATE TABLE bare.messages (id uuid PRIMARY KEY, turn_id uuid NOT NULL, author text NOT NULL, body text NOT NULL, created_at timestamptz NOT NULL DEFAULT now());
  CREATE TABLE bare.turns (id uuid PRIMARY KEY, session_id text NOT NULL, user_id text NOT NULL, created_at timestamptz NOT NULL DEFAULT now());
  CREATE TABLE bare.outcomes (turn_id uuid PRIMARY KEY, message_id uuid NOT NULL, ended_at timestamptz NOT NULL DEFAULT now());`;

/** Starts the process once its parent has told it where; leaves with its parent. `start` gives what the parent wants to know. */
export function startWhenTold(start: (chain: BareChain) => Promise<object>): void {
  process.once('message', (chain: BareChain) => {
    start(chain).then(
      (ready) => process.send!(ready),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
  process.once('disconnect', () => process.exit());
  // Ctrl-C reaches the whole group: the parent ends the rounds first, then this process.
  process.on('SIGINT', () => undefined);
}
