import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import {
  AddIntentExamples as AddIntentExamplesSchema,
  ClassifiedIntent as ClassifiedIntentSchema,
  ClassifyIntent as ClassifyIntentSchema,
  IntentExamplePage,
  IntentExamplesAdded as IntentExamplesAddedSchema,
  IntentModels as IntentModelsSchema,
  ListIntentExamples as ListIntentExamplesSchema,
} from '#libs/contracts';
import type { AddIntentExamples, ClassifiedIntent, ClassifyIntent, IntentExample, IntentExamplesAdded, IntentModels as IntentModelList, ListIntentExamples, Page } from '#libs/contracts';
import type { Principal } from '#libs/identity';
import { IntentExamples, IntentModels, TenantClassifiers } from '#libs/intents';
import { Caller } from '../http/caller.js';
import { Endpoint } from '../http/contract.js';
import { classifyIntent } from './classify-intent.js';

const ById = z.object({ id: z.uuid() });
const ByVersion = z.object({ version: z.string().regex(/^[0-9a-f]{16}$/) });

/** What messages are taken for, and what tenants teach about it. */
@ApiTags('intents')
@Controller('api/v1/intents')
export class IntentsController {
  constructor(
    private readonly classifiers: TenantClassifiers,
    private readonly examples: IntentExamples,
    private readonly models: IntentModels,
  ) {}

  @Post('classify')
  @Endpoint({ summary: 'What a message asks for, part by part; nothing is kept and no language model is asked', scope: ['chat', 'desk', 'admin'], body: ClassifyIntentSchema, response: ClassifiedIntentSchema })
  async classify(@Caller() caller: Principal, @Body() body: ClassifyIntent): Promise<ClassifiedIntent> {
    return classifyIntent(await this.classifiers.of(caller.tenantId), body);
  }

  @Post('examples')
  @Endpoint({ summary: 'Teach what one or many wordings ask for; such messages are taken for it at once, similar ones after the retraining', scope: 'admin', body: AddIntentExamplesSchema, response: IntentExamplesAddedSchema, status: 201 })
  async add(@Caller() caller: Principal, @Body() body: AddIntentExamples): Promise<IntentExamplesAdded> {
    const added = await this.examples.add(caller.tenantId, caller, 'items' in body ? body.items : [body]);
    this.classifiers.forget(caller.tenantId);
    return added;
  }

  @Get('examples')
  @Endpoint({ summary: 'What was taught, newest first', scope: 'admin', query: ListIntentExamplesSchema, response: IntentExamplePage, errors: ['invalid_cursor'] })
  list(@Caller() caller: Principal, @Query() query: ListIntentExamples): Promise<Page<IntentExample>> {
    return this.examples.list(caller.tenantId, query);
  }

  @Delete('examples/:id')
  @Endpoint({ summary: 'Take back what was taught', scope: 'admin', params: ById, status: 204, errors: ['not_found'] })
  async delete(@Caller() caller: Principal, @Param('id') id: string): Promise<void> {
    await this.examples.delete(caller.tenantId, caller, id);
    this.classifiers.forget(caller.tenantId);
  }

  @Get('models')
  @Endpoint({ summary: 'The models trained from the examples, with how well they decide', scope: 'admin', response: IntentModelsSchema })
  listModels(@Caller() caller: Principal): Promise<IntentModelList> {
    return this.models.list(caller.tenantId);
  }

  @Post('models/retrain')
  @Endpoint({ summary: 'Retrain now, instead of soon after the examples changed', scope: 'admin', response: IntentModelsSchema, status: 202 })
  retrain(@Caller() caller: Principal): Promise<IntentModelList> {
    return this.models.requestRetraining(caller.tenantId, caller);
  }

  @Post('models/:version/activate')
  @Endpoint({ summary: 'Put a version to use, an older or a newer one, or the shipped one', scope: 'admin', params: ByVersion, response: IntentModelsSchema, errors: ['not_found'] })
  async activate(@Caller() caller: Principal, @Param('version') version: string): Promise<IntentModelList> {
    const models = await this.models.activate(caller.tenantId, caller, version);
    this.classifiers.forget(caller.tenantId);
    return models;
  }
}
