import { Body, Controller, Delete, Get, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ChannelStore } from '#libs/channels';
import { Channel as ChannelSchema, CreateChannel as CreateChannelSchema, UpdateChannel as UpdateChannelSchema } from '#libs/contracts';
import type { Channel, CreateChannel, UpdateChannel } from '#libs/contracts';
import type { Principal } from '#libs/identity';
import { Caller } from '../http/caller.js';
import { Endpoint } from '../http/contract.js';

const ById = z.object({ id: z.uuid() });

@ApiTags('channels')
@Controller('api/v1/channels')
export class ChannelsController {
  constructor(private readonly channels: ChannelStore) {}

  @Post()
  @Endpoint({ summary: 'Create a channel; its keys are sealed and never shown again', scope: 'admin', body: CreateChannelSchema, response: ChannelSchema, status: 201, errors: ['already_exists', 'outbound_address_refused', 'master_key_missing'] })
  create(@Caller() caller: Principal, @Body() body: CreateChannel): Promise<Channel> {
    return this.channels.create(caller.tenantId, caller, body);
  }

  @Get()
  @Endpoint({ summary: 'Channels by priority, with the ends of their keys', scope: 'admin', response: z.object({ items: z.array(ChannelSchema) }) })
  async list(@Caller() caller: Principal): Promise<{ items: Channel[] }> {
    return { items: await this.channels.list(caller.tenantId) };
  }

  @Get(':id')
  @Endpoint({ summary: 'A channel', scope: 'admin', params: ById, response: ChannelSchema, errors: ['not_found'] })
  get(@Caller() caller: Principal, @Param('id') id: string): Promise<Channel> {
    return this.channels.get(caller.tenantId, id);
  }

  @Patch(':id')
  @Endpoint({ summary: 'Change a channel; `keys` replaces all its keys', scope: 'admin', params: ById, body: UpdateChannelSchema, response: ChannelSchema, errors: ['not_found', 'already_exists', 'outbound_address_refused', 'master_key_missing'] })
  update(@Caller() caller: Principal, @Param('id') id: string, @Body() body: UpdateChannel): Promise<Channel> {
    return this.channels.update(caller.tenantId, caller, id, body);
  }

  @Post(':id/disable')
  @Endpoint({ summary: 'Take a channel out until it is enabled again', scope: 'admin', params: ById, response: ChannelSchema, errors: ['not_found'] })
  disable(@Caller() caller: Principal, @Param('id') id: string): Promise<Channel> {
    return this.channels.disable(caller.tenantId, caller, id);
  }

  @Delete(':id')
  @Endpoint({ summary: 'Delete a channel and its keys', scope: 'admin', params: ById, status: 204, errors: ['not_found'] })
  async delete(@Caller() caller: Principal, @Param('id') id: string): Promise<void> {
    await this.channels.delete(caller.tenantId, caller, id);
  }
}
