import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import {
  FaqFeedback as FaqFeedbackSchema,
  FaqSearchResult as FaqSearchResultSchema,
  GiveFaqFeedback as GiveFaqFeedbackSchema,
  SearchFaqs as SearchFaqsSchema,
} from '#libs/contracts';
import type { FaqFeedback, FaqSearchResult, GiveFaqFeedback, SearchFaqs } from '#libs/contracts';
import type { Principal } from '#libs/identity';
import { detectLocale } from '#libs/intents';
import { ArticleFeedback, FaqSearch, toFoundArticle } from '#libs/knowledge';
import { Caller } from '../http/caller.js';
import { Endpoint } from '../http/contract.js';

const ById = z.object({ id: z.uuid() });

/** Articles as those who ask see them. */
@ApiTags('faqs')
@Controller('api/v1/faqs')
export class FaqSearchController {
  constructor(
    private readonly search: FaqSearch,
    private readonly feedback: ArticleFeedback,
  ) {}

  @Get('search')
  @Endpoint({ summary: 'Published articles that answer a question, best first', scope: ['chat', 'desk', 'admin'], query: SearchFaqsSchema, response: FaqSearchResultSchema })
  async find(@Caller() caller: Principal, @Query() { q, locale, limit, category, keywords }: SearchFaqs): Promise<FaqSearchResult> {
    const hits = await this.search.search(caller.tenantId, q, { locale: locale ?? detectLocale(q, 'en'), limit, filters: { category, keywords } });
    return { hits: hits.map((hit) => toFoundArticle(q, hit)) };
  }

  @Post(':id/feedback')
  @Endpoint({ summary: 'Say whether an article was helpful', scope: 'chat', params: ById, body: GiveFaqFeedbackSchema, response: FaqFeedbackSchema, errors: ['not_found'] })
  give(@Caller() caller: Principal, @Param('id') id: string, @Body() body: GiveFaqFeedback): Promise<FaqFeedback> {
    return this.feedback.give(caller.tenantId, id, body);
  }
}
