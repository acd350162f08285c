import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { ChannelCaller, ChannelDirectory, NOBODY, ProviderError, writeErrorFrame, type CallUsage, type ChannelCall, type ChannelUser, type JsonObject, type StreamedAnswer, type WireFormatName } from '#libs/channels';
import { ModelName } from '#libs/contracts';
import { Budgets, Prices, UsageLedger, roughTokens } from '#libs/cost';
import { KeyAdmission, StaffGroups, requireModel, type Admission, type VirtualKeyHolder } from '#libs/identity';
import { AppError, newId } from '#libs/kernel';
import { Logger } from '#libs/observability';
import { CallsUnderWay } from './calls-under-way.js';
import { estimateCall } from './estimate-call.js';
import { completionCall, embeddingsCall, type RelayRequest } from './relay-call.js';
import { relayErrorOf } from './relay-error.js';
import { RelayStream } from './relay-stream.js';
import { requireShallow } from './require-shallow.js';
import { answerIn, framesIn } from './translate-answer.js';

/** What a call of the relay needs to know of its HTTP request. */
export interface RelayInput {
  format: WireFormatName;
  holder: VirtualKeyHolder;
  body: JsonObject & { model: string };
  reply: FastifyReply;
}

/** Relays model calls of VirtualKeys to the tenant's channels: admitted, metered, in the client's format. */
@Injectable()
export class Relay {
  constructor(
    private readonly caller: ChannelCaller,
    private readonly directory: ChannelDirectory,
    private readonly admission: KeyAdmission,
    private readonly budgets: Budgets,
    private readonly prices: Prices,
    private readonly groups: StaffGroups,
    private readonly ledger: UsageLedger,
    private readonly calls: CallsUnderWay,
    private readonly logger: Logger,
  ) {}

  async complete(input: RelayInput): Promise<void> {
    const request = await this.#begin(input);
    const admitted = await this.#admit(request, bytesOf(input.reply));
    if (input.body.stream === true) await this.#stream(request, admitted, input.reply);
    else await this.#whole(request, admitted, input.reply);
  }

  async embed(input: RelayInput): Promise<void> {
    const request = await this.#begin(input);
    const admitted = await this.#admit(request, bytesOf(input.reply));
    const answer = await orRelease(admitted, this.caller.embed(this.#opened(embeddingsCall(request), input.reply)));
    this.#bill(admitted, answer.settled);
    send(input.reply, answer.body);
  }

  async #begin({ format, holder, body, reply }: RelayInput): Promise<RelayRequest> {
    const id = newId();
    const signal = this.calls.begin(reply.raw);
    // Each vendor's SDK reads the id from its own header.
    reply.header('X-Request-Id', id).header('Request-Id', id);
    requireModel(holder, body.model);
    // No channel has a model of another kind of name, and the books take no text of any kind.
    if (!ModelName.safeParse(body.model).success) throw new AppError('model_not_found');
    requireShallow(body);
    return { id, format, holder, body, user: await this.#userOf(holder), signal };
  }

  async #userOf({ tenantId, staffId }: VirtualKeyHolder): Promise<ChannelUser> {
    return staffId === null ? NOBODY : { staffId, groupIds: await this.groups.groupIdsOf(tenantId, staffId) };
  }

  async #admit({ holder, body }: RelayRequest, bytes: number): Promise<Admission> {
    const standing = await this.budgets.standing(holder.tenantId, { virtualKeyId: holder.id, conversationId: null });
    if (standing.state === 'beyond') throw new AppError('budget_exceeded');
    return this.admission.admit(holder, await estimateCall(holder, body, roughTokens(bytes), this.prices, () => this.directory.of(holder.tenantId)));
  }

  async #whole(request: RelayRequest, admitted: Admission, reply: FastifyReply): Promise<void> {
    const answer = await orRelease(admitted, this.caller.whole(this.#opened(completionCall(request, false), reply)));
    this.#bill(admitted, answer.settled);
    send(reply, answerIn(request.format, answer));
  }

  async #stream(request: RelayRequest, admitted: Admission, reply: FastifyReply): Promise<void> {
    const answer = await orRelease(admitted, this.caller.stream(this.#opened(completionCall(request, true), reply)));
    this.#bill(admitted, answer.settled);
    await this.#pass(request, answer, RelayStream.open(reply));
  }

  /** On record while it is under way, so that it is billed even if this process dies in it; the call does not wait for that. */
  #opened(call: ChannelCall, reply: FastifyReply): ChannelCall {
    this.ledger.openLate({ ...call.subject, inputTokens: roughTokens(bytesOf(reply)) });
    return call;
  }

  /** Each event leaves as it arrives. Once the client has gone the channel's stream ends by the signal. */
  async #pass({ format, body, id }: RelayRequest, answer: StreamedAnswer, stream: RelayStream): Promise<void> {
    const includeUsage = (body.stream_options as { include_usage?: unknown } | null | undefined)?.include_usage === true;
    const writer = framesIn(format, answer.format, includeUsage);
    try {
      for await (const event of answer.events) await stream.write(writer.frames(event));
      await stream.write(writer.end());
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      if (error.kind !== 'aborted') await stream.write(writeErrorFrame(format, relayErrorOf(error, id)));
    } finally {
      stream.end();
    }
  }

  /** What the call really used counts against the key's quota, in memory at once and in its row when the ledger has it. */
  #bill(admitted: Admission, settled: Promise<CallUsage>): void {
    settled
      .then(({ inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens, cost }) => admitted.settle({ tokens: inputTokens + outputTokens + cacheReadTokens + cacheWriteTokens, cost }))
      .catch(async (error: unknown) => {
        this.logger.error({ err: error }, 'a relayed call was not settled');
        await admitted.release();
      })
      .catch((error: unknown) => this.logger.error({ err: error }, 'the limits of a key were not corrected'));
  }
}

/** An image's bytes are no text, and say little of its tokens. */
const MOST_TEXT_BYTES = 400_000;

const bytesOf = ({ request }: FastifyReply): number => Math.min(MOST_TEXT_BYTES, Number(request.headers['content-length'] ?? 0));

async function orRelease<T>(admitted: Admission, calling: Promise<T>): Promise<T> {
  try {
    return await calling;
  } catch (error) {
    await admitted.release();
    throw error;
  }
}

function send(reply: FastifyReply, body: JsonObject): void {
  if (!reply.raw.destroyed) void reply.type('application/json; charset=utf-8').send(JSON.stringify(body));
}
