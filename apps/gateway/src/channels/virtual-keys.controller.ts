import { Body, Controller, Delete, Get, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import {
  CreateVirtualKey as CreateVirtualKeySchema,
  CreatedVirtualKey as CreatedVirtualKeySchema,
  UpdateVirtualKey as UpdateVirtualKeySchema,
  VirtualKey as VirtualKeySchema,
} from '#libs/contracts';
import type { CreateVirtualKey, CreatedVirtualKey, UpdateVirtualKey, VirtualKey } from '#libs/contracts';
import { VirtualKeys, type Principal } from '#libs/identity';
import { Caller } from '../http/caller.js';
import { Endpoint } from '../http/contract.js';

const ById = z.object({ id: z.uuid() });

@ApiTags('channels')
@Controller('api/v1/virtual-keys')
export class VirtualKeysController {
  constructor(private readonly keys: VirtualKeys) {}

  @Post()
  @Endpoint({ summary: 'Create a VirtualKey for the relay; its secret is shown this once', scope: 'admin', body: CreateVirtualKeySchema, response: CreatedVirtualKeySchema, status: 201 })
  create(@Caller() caller: Principal, @Body() body: CreateVirtualKey): Promise<CreatedVirtualKey> {
    return this.keys.create(caller.tenantId, caller, body);
  }

  @Get()
  @Endpoint({ summary: 'VirtualKeys with what is used of their quotas, without their secrets', scope: 'admin', response: z.object({ items: z.array(VirtualKeySchema) }) })
  async list(@Caller() caller: Principal): Promise<{ items: VirtualKey[] }> {
    return { items: await this.keys.list(caller.tenantId) };
  }

  @Get(':id')
  @Endpoint({ summary: 'One VirtualKey', scope: 'admin', params: ById, response: VirtualKeySchema, errors: ['not_found'] })
  get(@Caller() caller: Principal, @Param('id') id: string): Promise<VirtualKey> {
    return this.keys.get(caller.tenantId, id);
  }

  @Patch(':id')
  @Endpoint({ summary: 'Change a VirtualKey; what is used of its quota stays', scope: 'admin', params: ById, body: UpdateVirtualKeySchema, response: VirtualKeySchema, errors: ['not_found'] })
  update(@Caller() caller: Principal, @Param('id') id: string, @Body() body: UpdateVirtualKey): Promise<VirtualKey> {
    return this.keys.update(caller.tenantId, caller, id, body);
  }

  @Delete(':id')
  @Endpoint({ summary: 'Revoke a VirtualKey', scope: 'admin', params: ById, status: 204, errors: ['not_found'] })
  async revoke(@Caller() caller: Principal, @Param('id') id: string): Promise<void> {
    await this.keys.revoke(caller.tenantId, caller, id);
  }
}
