import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { AnthropicMessagesEnvelope as AnthropicMessagesSchema, OpenAiChatEnvelope as OpenAiChatSchema, OpenAiEmbeddingsRequest as OpenAiEmbeddingsSchema } from '#libs/contracts';
import type { AnthropicMessagesEnvelope, ErrorCode, OpenAiChatEnvelope, OpenAiEmbeddingsRequest } from '#libs/contracts';
import { ChannelDirectory, NOBODY, type JsonObject } from '#libs/channels';
import { StaffGroups, type VirtualKeyHolder } from '#libs/identity';
import { AppError } from '#libs/kernel';
import { KeyHolder } from '../http/caller.js';
import { Endpoint } from '../http/contract.js';
import type { GatewayRequest } from '../http/request.js';
import { modelIn, modelList, modelsFor } from './list-models.js';
import { formatOf } from './relay-error.js';
import { Relay } from './relay.js';

const RELAY_ERRORS: ErrorCode[] = ['model_not_found', 'content_refused', 'quota_exceeded', 'budget_exceeded', 'key_limit_exceeded', 'channels_rate_limited', 'channels_unavailable', 'channels_timed_out'];

/** The answers are the vendors' own formats, described in their documentation. */
const VendorJson = z.looseObject({});

/** The relay: the tenant's channels for integrators with a VirtualKey, in OpenAI's and Anthropic's formats. */
@ApiTags('relay')
@Controller('v1')
export class RelayController {
  constructor(
    private readonly relay: Relay,
    private readonly directory: ChannelDirectory,
    private readonly groups: StaffGroups,
  ) {}

  @Post('chat/completions')
  @Endpoint({ summary: 'A chat completion in OpenAI’s format, whole or streamed', scope: { relay: 'completions' }, body: OpenAiChatSchema, response: VendorJson, errors: RELAY_ERRORS })
  chat(@KeyHolder() holder: VirtualKeyHolder, @Body() body: OpenAiChatEnvelope, @Res() reply: FastifyReply): Promise<void> {
    return this.relay.complete({ format: 'openai', holder, body, reply });
  }

  @Post('messages')
  @Endpoint({ summary: 'A message in Anthropic’s format, whole or streamed', scope: { relay: 'completions' }, body: AnthropicMessagesSchema, response: VendorJson, errors: RELAY_ERRORS })
  messages(@KeyHolder() holder: VirtualKeyHolder, @Body() body: AnthropicMessagesEnvelope, @Res() reply: FastifyReply): Promise<void> {
    return this.relay.complete({ format: 'anthropic', holder, body, reply });
  }

  @Post('embeddings')
  @Endpoint({ summary: 'Embeddings in OpenAI’s format', scope: { relay: 'embeddings' }, body: OpenAiEmbeddingsSchema, response: VendorJson, errors: RELAY_ERRORS })
  embeddings(@KeyHolder() holder: VirtualKeyHolder, @Body() body: OpenAiEmbeddingsRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.relay.embed({ format: 'openai', holder, body, reply });
  }

  @Get('models')
  @Endpoint({ summary: 'The models the key may use', scope: { relay: 'models' }, response: VendorJson })
  async models(@KeyHolder() holder: VirtualKeyHolder, @Req() request: GatewayRequest): Promise<JsonObject> {
    return modelList(formatOf('/v1/models', request.headers), await this.#modelsOf(holder));
  }

  @Get('models/:id')
  @Endpoint({ summary: 'One model', scope: { relay: 'models' }, params: z.object({ id: z.string().max(200) }), response: VendorJson, errors: ['model_not_found'] })
  async model(@KeyHolder() holder: VirtualKeyHolder, @Param('id') id: string, @Req() request: GatewayRequest): Promise<JsonObject> {
    if (!(await this.#modelsOf(holder)).includes(id)) throw new AppError('model_not_found');
    return modelIn(formatOf('/v1/models', request.headers), id);
  }

  async #modelsOf(holder: VirtualKeyHolder): Promise<string[]> {
    const { tenantId, staffId } = holder;
    const user = staffId === null ? NOBODY : { staffId, groupIds: await this.groups.groupIdsOf(tenantId, staffId) };
    return modelsFor(await this.directory.of(tenantId), holder, user);
  }
}
