import type { CallSubject } from '#libs/cost';
import { formatNamed, type ChannelCall, type ChannelUser, type CompletionRequest, type JsonObject, type WireFormatName } from '#libs/channels';
import type { VirtualKeyHolder } from '#libs/identity';

/** A call as it came in: in the client's format, not yet in any channel's. */
export interface RelayRequest {
  id: string;
  format: WireFormatName;
  holder: VirtualKeyHolder;
  user: ChannelUser;
  body: JsonObject & { model: string };
  signal: AbortSignal;
}

/** A completion for the client, on a channel of whichever format. */
export function completionCall(request: RelayRequest, stream: boolean): ChannelCall {
  const { body, format } = request;
  // Read once, and only if a channel of another format is reached.
  let neutral: CompletionRequest | null = null;
  return {
    ...common(request, 'completion'),
    request: { models: [body.model], operation: 'complete', user: request.user, seed: null },
    bodyFor: (channelFormat, model) => {
      if (channelFormat === format) return { ...body, model, ...(stream && format === 'openai' && { stream_options: { ...(body.stream_options as JsonObject | undefined), include_usage: true } }) };
      neutral ??= formatNamed(format).readRequest(body);
      return formatNamed(channelFormat).writeRequest({ ...neutral, model }, { stream });
    },
  };
}

/** Embeddings exist in OpenAI's format alone. */
export function embeddingsCall(request: RelayRequest): ChannelCall {
  return {
    ...common(request, 'embed'),
    request: { models: [request.body.model], operation: 'embed', user: request.user, seed: null },
    bodyFor: (_format, model) => ({ ...request.body, model }),
  };
}

function common({ id, holder, body, signal }: RelayRequest, task: string): { subject: CallSubject; signal: AbortSignal } {
  return {
    signal,
    subject: {
      tenantId: holder.tenantId,
      id,
      source: 'relay',
      task,
      agentType: null,
      conversationId: null,
      turnId: null,
      virtualKeyId: holder.id,
      requestedModel: body.model,
      startedAt: new Date(),
    },
  };
}
