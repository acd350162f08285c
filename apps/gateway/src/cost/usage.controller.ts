import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ForecastQuery as ForecastQuerySchema, UsageForecast as UsageForecastSchema, UsageQuery as UsageQuerySchema, UsageReport as UsageReportSchema } from '#libs/contracts';
import type { ForecastQuery, UsageForecast, UsageQuery, UsageReport } from '#libs/contracts';
import { UsageLedger, UsageReports } from '#libs/cost';
import type { Principal } from '#libs/identity';
import { Caller } from '../http/caller.js';
import { Endpoint } from '../http/contract.js';

@ApiTags('cost')
@Controller('api/v1/usage')
export class UsageController {
  constructor(
    private readonly reports: UsageReports,
    private readonly ledger: UsageLedger,
  ) {}

  @Get()
  @Endpoint({ summary: 'Model calls, newest first, and their sums', scope: 'admin', query: UsageQuerySchema, response: UsageReportSchema, errors: ['invalid_cursor'] })
  async report(@Caller() caller: Principal, @Query() query: UsageQuery): Promise<UsageReport> {
    await this.ledger.caughtUp();
    return this.reports.report(caller.tenantId, query);
  }

  @Get('forecast')
  @Endpoint({ summary: 'What the next days will cost if they go on as the last seven', scope: 'admin', query: ForecastQuerySchema, response: UsageForecastSchema })
  forecast(@Caller() caller: Principal, @Query() query: ForecastQuery): Promise<UsageForecast> {
    return this.reports.forecast(caller.tenantId, query.days);
  }
}
