import { Body, Controller, Delete, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ApiKey as ApiKeySchema, CreateApiKey as CreateApiKeySchema, CreatedApiKey as CreatedApiKeySchema } from '#libs/contracts';
import type { ApiKey, CreateApiKey, CreatedApiKey } from '#libs/contracts';
import { ApiKeys, type Principal } from '#libs/identity';
import { Caller } from '../http/caller.js';
import { Endpoint } from '../http/contract.js';

const ById = z.object({ id: z.uuid() });

@ApiTags('identity')
@Controller('api/v1/api-keys')
export class ApiKeysController {
  constructor(private readonly keys: ApiKeys) {}

  @Post()
  @Endpoint({ summary: 'Create an API key; its secret is shown this once', scope: 'admin', body: CreateApiKeySchema, response: CreatedApiKeySchema, status: 201 })
  create(@Caller() caller: Principal, @Body() body: CreateApiKey): Promise<CreatedApiKey> {
    return this.keys.create(caller.tenantId, caller, body);
  }

  @Get()
  @Endpoint({ summary: 'API keys, without their secrets', scope: 'admin', response: z.object({ items: z.array(ApiKeySchema) }) })
  async list(@Caller() caller: Principal): Promise<{ items: ApiKey[] }> {
    return { items: await this.keys.list(caller.tenantId) };
  }

  @Delete(':id')
  @Endpoint({ summary: 'Revoke an API key', scope: 'admin', params: ById, status: 204, errors: ['not_found'] })
  async revoke(@Caller() caller: Principal, @Param('id') id: string): Promise<void> {
    await this.keys.revoke(caller.tenantId, caller, id);
  }
}
