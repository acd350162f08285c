import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { RelayReceipt as RelayReceiptSchema, TurnReceipt as TurnReceiptSchema } from '#libs/contracts';
import type { RelayReceipt, TurnReceipt } from '#libs/contracts';
import { UsageLedger, UsageReports } from '#libs/cost';
import type { Principal } from '#libs/identity';
import { Caller } from '../http/caller.js';
import { Endpoint } from '../http/contract.js';

const ById = z.object({ id: z.uuid() });

@ApiTags('cost')
@Controller('api/v1')
export class ReceiptsController {
  constructor(
    private readonly reports: UsageReports,
    private readonly ledger: UsageLedger,
  ) {}

  @Get('turns/:id/receipt')
  @Endpoint({ summary: 'The routing receipt of a turn: every model call, every channel tried, tokens and cost', scope: ['admin', 'conversations'], params: ById, response: TurnReceiptSchema, errors: ['not_found'] })
  async ofTurn(@Caller() caller: Principal, @Param('id') id: string): Promise<TurnReceipt> {
    await this.ledger.caughtUp();
    return this.reports.receiptOfTurn(caller.tenantId, id);
  }

  @Get('relay/:id/receipt')
  @Endpoint({ summary: 'The routing receipt of a relay call, by its x-request-id', scope: 'admin', params: ById, response: RelayReceiptSchema, errors: ['not_found'] })
  async ofCall(@Caller() caller: Principal, @Param('id') id: string): Promise<RelayReceipt> {
    await this.ledger.caughtUp();
    return this.reports.receiptOfCall(caller.tenantId, id);
  }
}
