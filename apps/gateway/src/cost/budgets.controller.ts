import { Body, Controller, Delete, Get, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Budget as BudgetSchema, CreateBudget as CreateBudgetSchema, UpdateBudget as UpdateBudgetSchema } from '#libs/contracts';
import type { Budget, CreateBudget, UpdateBudget } from '#libs/contracts';
import { Budgets } from '#libs/cost';
import type { Principal } from '#libs/identity';
import { Caller } from '../http/caller.js';
import { Endpoint } from '../http/contract.js';

const ById = z.object({ id: z.uuid() });

@ApiTags('cost')
@Controller('api/v1/budgets')
export class BudgetsController {
  constructor(private readonly budgets: Budgets) {}

  @Post()
  @Endpoint({ summary: 'Limit what the tenant, a virtual key or a conversation may spend', scope: 'admin', body: CreateBudgetSchema, response: BudgetSchema, status: 201, errors: ['already_exists'] })
  create(@Caller() caller: Principal, @Body() body: CreateBudget): Promise<Budget> {
    return this.budgets.create(caller.tenantId, caller, body);
  }

  @Get()
  @Endpoint({ summary: 'Budgets and how far they are spent', scope: 'admin', response: z.object({ items: z.array(BudgetSchema) }) })
  async list(@Caller() caller: Principal): Promise<{ items: Budget[] }> {
    return { items: await this.budgets.list(caller.tenantId) };
  }

  @Get(':id')
  @Endpoint({ summary: 'A budget and how far it is spent', scope: 'admin', params: ById, response: BudgetSchema, errors: ['not_found'] })
  get(@Caller() caller: Principal, @Param('id') id: string): Promise<Budget> {
    return this.budgets.get(caller.tenantId, id);
  }

  @Patch(':id')
  @Endpoint({ summary: 'Change a budget’s amount or hard limit', scope: 'admin', params: ById, body: UpdateBudgetSchema, response: BudgetSchema, errors: ['not_found'] })
  update(@Caller() caller: Principal, @Param('id') id: string, @Body() body: UpdateBudget): Promise<Budget> {
    return this.budgets.update(caller.tenantId, caller, id, body);
  }

  @Delete(':id')
  @Endpoint({ summary: 'Remove a budget', scope: 'admin', params: ById, status: 204, errors: ['not_found'] })
  async remove(@Caller() caller: Principal, @Param('id') id: string): Promise<void> {
    await this.budgets.remove(caller.tenantId, caller, id);
  }
}
