import { Body, Controller, Delete, Get, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import {
  NewSynonymGroup as NewSynonymGroupSchema,
  ReplaceSynonymGroups as ReplaceSynonymGroupsSchema,
  SynonymGroup as SynonymGroupSchema,
  SynonymGroups as SynonymGroupsSchema,
} from '#libs/contracts';
import type { NewSynonymGroup, ReplaceSynonymGroups, SynonymGroup, SynonymGroups } from '#libs/contracts';
import type { Principal } from '#libs/identity';
import { SynonymBook, SynonymStore } from '#libs/knowledge';
import { Caller } from '../http/caller.js';
import { Endpoint } from '../http/contract.js';

const ById = z.object({ id: z.uuid() });

/** Words that search takes for one another; in effect everywhere within about a second. */
@ApiTags('faqs')
@Controller('api/v1/faqs/synonyms')
export class FaqSynonymsController {
  constructor(
    private readonly store: SynonymStore,
    private readonly book: SynonymBook,
  ) {}

  @Get()
  @Endpoint({ summary: 'Groups of words that search takes for one another', scope: 'admin', response: SynonymGroupsSchema })
  async list(@Caller() { tenantId }: Principal): Promise<SynonymGroups> {
    return { items: await this.store.list(tenantId) };
  }

  @Put()
  @Endpoint({ summary: 'Replace all groups of synonyms', scope: 'admin', body: ReplaceSynonymGroupsSchema, response: SynonymGroupsSchema })
  async replace(@Caller() caller: Principal, @Body() { items }: ReplaceSynonymGroups): Promise<SynonymGroups> {
    const replaced = await this.store.replace(caller.tenantId, caller, items);
    this.book.forget(caller.tenantId);
    return { items: replaced };
  }

  @Post()
  @Endpoint({ summary: 'Add a group of synonyms', scope: 'admin', body: NewSynonymGroupSchema, response: SynonymGroupSchema, status: 201 })
  async add(@Caller() caller: Principal, @Body() body: NewSynonymGroup): Promise<SynonymGroup> {
    const added = await this.store.add(caller.tenantId, caller, body);
    this.book.forget(caller.tenantId);
    return added;
  }

  @Delete(':id')
  @Endpoint({ summary: 'Remove a group of synonyms', scope: 'admin', params: ById, status: 204, errors: ['not_found'] })
  async remove(@Caller() caller: Principal, @Param('id') id: string): Promise<void> {
    await this.store.remove(caller.tenantId, caller, id);
    this.book.forget(caller.tenantId);
  }
}
