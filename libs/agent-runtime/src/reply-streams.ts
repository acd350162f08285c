import type { AgentType, AnswerTurn, Envelope } from '#libs/contracts';
import type { Logger } from '#libs/observability';
import type { TurnEventLog } from '#libs/stream';
import { StreamedReply } from './streamed-reply.js';

/** The last part of a turn's time is for answering without a model, before the turn is taken for stalled. */
const MODELS_SHARE = 0.9;

/** Opens the stream of each turn's reply. */
export class ReplyStreams {
  constructor(
    private readonly log: TurnEventLog,
    private readonly logger: Logger,
    private readonly deadlineMs: number,
  ) {}

  /**
   * The turn's time runs from the envelope on: a turn that waited behind another began late. Of several
   * parts only the first, with which the joined reply begins, is shown while it is written.
   */
  open({ occurred_at }: Pick<Envelope, 'occurred_at'>, { turn, part }: Pick<AnswerTurn, 'turn' | 'part'>, agentType: AgentType): StreamedReply {
    const withinMs = Date.parse(occurred_at) + this.deadlineMs * MODELS_SHARE - Date.now();
    return new StreamedReply(this.log, this.logger, turn, agentType, { withinMs, silent: part !== undefined && part.index > 0 });
  }
}
