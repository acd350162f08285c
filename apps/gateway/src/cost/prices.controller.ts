import { Body, Controller, Delete, Get, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ModelPrice as ModelPriceSchema, SetPrice as SetPriceSchema } from '#libs/contracts';
import type { ModelPrice, SetPrice } from '#libs/contracts';
import { Prices } from '#libs/cost';
import type { Principal } from '#libs/identity';
import { Caller } from '../http/caller.js';
import { Endpoint } from '../http/contract.js';

const ByModel = z.object({ model: z.string().trim().min(1).max(200).describe('percent-encoded where it has slashes') });

@ApiTags('cost')
@Controller('api/v1/prices')
export class PricesController {
  constructor(private readonly prices: Prices) {}

  @Get()
  @Endpoint({ summary: 'Prices of models: the tenant’s own, then the shipped ones', scope: 'admin', response: z.object({ items: z.array(ModelPriceSchema) }) })
  async list(@Caller() caller: Principal): Promise<{ items: ModelPrice[] }> {
    return { items: await this.prices.list(caller.tenantId) };
  }

  @Put()
  @Endpoint({ summary: 'Set the price of a model for calls from now on', scope: 'admin', body: SetPriceSchema, response: ModelPriceSchema })
  set(@Caller() caller: Principal, @Body() body: SetPrice): Promise<ModelPrice> {
    return this.prices.set(caller.tenantId, caller, body);
  }

  @Delete(':model')
  @Endpoint({ summary: 'Go back to the shipped price of a model', scope: 'admin', params: ByModel, status: 204, errors: ['not_found'] })
  async remove(@Caller() caller: Principal, @Param('model') model: string): Promise<void> {
    await this.prices.remove(caller.tenantId, caller, model);
  }
}
