import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import {
  CreateFaq as CreateFaqSchema,
  Faq as FaqSchema,
  FaqPage,
  FaqVersionPage,
  ListFaqs as ListFaqsSchema,
  PageQuery as PageQuerySchema,
  RestoreFaq as RestoreFaqSchema,
  UpdateFaq as UpdateFaqSchema,
} from '#libs/contracts';
import type { CreateFaq, Faq, FaqVersion, ListFaqs, Page, PageQuery, RestoreFaq, UpdateFaq } from '#libs/contracts';
import type { Principal } from '#libs/identity';
import { ArticleEditor, ArticleReader } from '#libs/knowledge';
import { Caller } from '../http/caller.js';
import { Endpoint } from '../http/contract.js';

const ById = z.object({ id: z.uuid() });

/** Articles as those who write them see them. */
@ApiTags('faqs')
@Controller('api/v1/faqs')
export class FaqsController {
  constructor(
    private readonly editor: ArticleEditor,
    private readonly reader: ArticleReader,
  ) {}

  @Post()
  @Endpoint({ summary: 'Create an article', scope: 'admin', body: CreateFaqSchema, response: FaqSchema, status: 201, errors: ['already_exists'] })
  create(@Caller() caller: Principal, @Body() body: CreateFaq): Promise<Faq> {
    return this.editor.create(caller.tenantId, caller, body);
  }

  @Get()
  @Endpoint({ summary: 'Articles, newest first', scope: 'admin', query: ListFaqsSchema, response: FaqPage, errors: ['invalid_cursor'] })
  list(@Caller() caller: Principal, @Query() query: ListFaqs): Promise<Page<Faq>> {
    return this.reader.list(caller.tenantId, query);
  }

  @Get(':id')
  @Endpoint({ summary: 'An article', scope: 'admin', params: ById, response: FaqSchema, errors: ['not_found'] })
  get(@Caller() caller: Principal, @Param('id') id: string): Promise<Faq> {
    return this.reader.get(caller.tenantId, id);
  }

  @Patch(':id')
  @Endpoint({ summary: 'Change an article; with `version` only if nobody did meanwhile', scope: 'admin', params: ById, body: UpdateFaqSchema, response: FaqSchema, errors: ['not_found', 'already_exists', 'version_conflict'] })
  update(@Caller() caller: Principal, @Param('id') id: string, @Body() body: UpdateFaq): Promise<Faq> {
    return this.editor.update(caller.tenantId, caller, id, body);
  }

  @Delete(':id')
  @Endpoint({ summary: 'Delete an article with its versions; `archived` keeps them', scope: 'admin', params: ById, status: 204, errors: ['not_found'] })
  async delete(@Caller() caller: Principal, @Param('id') id: string): Promise<void> {
    await this.editor.delete(caller.tenantId, caller, id);
  }

  @Get(':id/versions')
  @Endpoint({ summary: 'What the article says and said, newest first, with who wrote it when', scope: 'admin', params: ById, query: PageQuerySchema, response: FaqVersionPage, errors: ['not_found', 'invalid_cursor'] })
  versions(@Caller() caller: Principal, @Param('id') id: string, @Query() query: PageQuery): Promise<Page<FaqVersion>> {
    return this.reader.versions(caller.tenantId, id, query);
  }

  @Post(':id/restore')
  @Endpoint({ summary: 'Take up a former version again, its status included, as a new version', scope: 'admin', params: ById, body: RestoreFaqSchema, response: FaqSchema, errors: ['not_found', 'already_exists'] })
  restore(@Caller() caller: Principal, @Param('id') id: string, @Body() body: RestoreFaq): Promise<Faq> {
    return this.editor.restore(caller.tenantId, caller, id, body.version);
  }
}
