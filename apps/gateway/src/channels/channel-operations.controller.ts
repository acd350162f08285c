import { Body, Controller, Get, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import {
  ChannelHealth as ChannelHealthSchema,
  ChannelSelection as ChannelSelectionSchema,
  ChannelTestResult as ChannelTestResultSchema,
  EffectiveModelChoices as EffectiveModelChoicesSchema,
  ModelChoices as ModelChoicesSchema,
  SelectChannel as SelectChannelSchema,
} from '#libs/contracts';
import type { ChannelHealth, ChannelSelection, ChannelTestResult, EffectiveModelChoices, ModelChoices, SelectChannel } from '#libs/contracts';
import { ChannelStatusReader, ModelChoiceStore, ModelPlanner, NOBODY, type ChannelUser } from '#libs/channels';
import { Budgets } from '#libs/cost';
import { StaffGroups, type Principal } from '#libs/identity';
import { Caller } from '../http/caller.js';
import { Endpoint } from '../http/contract.js';

const ById = z.object({ id: z.uuid() });

/** Channels at work: their health, which one would be taken, and trying one. */
@ApiTags('channels')
@Controller('api/v1')
export class ChannelOperationsController {
  constructor(
    private readonly status: ChannelStatusReader,
    private readonly planner: ModelPlanner,
    private readonly choices: ModelChoiceStore,
    private readonly budgets: Budgets,
    private readonly groups: StaffGroups,
  ) {}

  @Get('channels/health')
  @Endpoint({ summary: 'Health of the channels, from their traffic', scope: 'admin', response: z.object({ items: z.array(ChannelHealthSchema) }) })
  async health(@Caller() caller: Principal): Promise<{ items: ChannelHealth[] }> {
    return { items: await this.status.healthOf(caller.tenantId) };
  }

  @Post('channels/select')
  @Endpoint({ summary: 'Which channel would be taken for a model or a task, and why', scope: 'admin', body: SelectChannelSchema, response: ChannelSelectionSchema })
  async select(@Caller() caller: Principal, @Body() body: SelectChannel): Promise<ChannelSelection> {
    const user = await this.#userOf(caller.tenantId, body.staff_id);
    if (body.model !== undefined) return this.planner.explain(caller.tenantId, { model: body.model }, user);
    const { state } = await this.budgets.standing(caller.tenantId, { virtualKeyId: null, conversationId: null });
    if (state === 'beyond') return this.planner.explainSpentBudget();
    const wish = { task: body.task!, agentType: body.agent_type ?? null, complexity: body.complexity, thrift: state === 'exhausted' ? ('exhausted' as const) : ('none' as const), user };
    return this.planner.explain(caller.tenantId, wish, user);
  }

  @Post('channels/:id/test')
  @Endpoint({ summary: 'Ask the channel for one token', scope: 'admin', params: ById, response: ChannelTestResultSchema, errors: ['not_found'] })
  test(@Caller() caller: Principal, @Param('id') id: string): Promise<ChannelTestResult> {
    return this.status.test(caller.tenantId, id);
  }

  @Get('model-choices')
  @Endpoint({ summary: 'Which models answer which tasks', scope: 'admin', response: EffectiveModelChoicesSchema })
  modelChoices(@Caller() caller: Principal): Promise<EffectiveModelChoices> {
    return this.choices.of(caller.tenantId);
  }

  @Put('model-choices')
  @Endpoint({ summary: 'Change which models answer which tasks', scope: 'admin', body: ModelChoicesSchema, response: EffectiveModelChoicesSchema })
  changeModelChoices(@Caller() caller: Principal, @Body() body: ModelChoices): Promise<EffectiveModelChoices> {
    return this.choices.set(caller.tenantId, caller, body);
  }

  async #userOf(tenantId: string, staffId: string | undefined): Promise<ChannelUser> {
    return staffId === undefined ? NOBODY : { staffId, groupIds: await this.groups.groupIdsOf(tenantId, staffId) };
  }
}
