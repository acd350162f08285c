import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { FaqAnalytics as FaqAnalyticsSchema, FaqAnalyticsQuery as FaqAnalyticsQuerySchema, PopularFaqs as PopularFaqsSchema, PopularFaqsQuery as PopularFaqsQuerySchema } from '#libs/contracts';
import type { FaqAnalytics, FaqAnalyticsQuery, PopularFaqs, PopularFaqsQuery } from '#libs/contracts';
import { UsageLedger } from '#libs/cost';
import type { Principal } from '#libs/identity';
import { FaqAnalyticsReader, readPopularFaqs } from '#libs/learning';
import { Database } from '#libs/persistence';
import { Caller } from '../http/caller.js';
import { Endpoint } from '../http/contract.js';

/** What the FAQ did. */
@ApiTags('faqs')
@Controller('api/v1')
export class FaqAnalyticsController {
  constructor(
    private readonly analytics: FaqAnalyticsReader,
    private readonly ledger: UsageLedger,
    private readonly database: Database,
  ) {}

  @Get('analytics/faqs')
  @Endpoint({ summary: 'Questions, answers, handoffs, helpfulness and what was saved, per day and locale', scope: 'analytics', query: FaqAnalyticsQuerySchema, response: FaqAnalyticsSchema })
  async read(@Caller() caller: Principal, @Query() query: FaqAnalyticsQuery): Promise<FaqAnalytics> {
    await this.ledger.caughtUp();
    return this.analytics.read(caller.tenantId, query);
  }

  @Get('faqs/popular')
  @Endpoint({ summary: 'Published articles that answered most in the last 30 days; counted anew every few minutes', scope: ['chat', 'desk', 'admin'], query: PopularFaqsQuerySchema, response: PopularFaqsSchema })
  popular(@Caller() caller: Principal, @Query() query: PopularFaqsQuery): Promise<PopularFaqs> {
    return readPopularFaqs(this.database, caller.tenantId, query);
  }
}
