import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import {
  AcceptFaqCandidate as AcceptFaqCandidateSchema,
  Faq as FaqSchema,
  FaqCandidate as FaqCandidateSchema,
  FaqCandidatePage,
  ListFaqCandidates as ListFaqCandidatesSchema,
} from '#libs/contracts';
import type { AcceptFaqCandidate, Faq, FaqCandidate, ListFaqCandidates, Page } from '#libs/contracts';
import type { Principal } from '#libs/identity';
import { CandidateDesk } from '#libs/learning';
import { Caller } from '../http/caller.js';
import { Endpoint } from '../http/contract.js';

const ById = z.object({ id: z.uuid() });

/** What customers asked and no article answered. */
@ApiTags('faqs')
@Controller('api/v1/faqs/candidates')
export class FaqCandidatesController {
  constructor(private readonly candidates: CandidateDesk) {}

  @Get()
  @Endpoint({ summary: 'Unanswered questions gathered by subject, most asked first', scope: 'admin', query: ListFaqCandidatesSchema, response: FaqCandidatePage, errors: ['invalid_cursor'] })
  list(@Caller() caller: Principal, @Query() query: ListFaqCandidates): Promise<Page<FaqCandidate>> {
    return this.candidates.list(caller.tenantId, query);
  }

  @Post(':id/accept')
  @Endpoint({ summary: 'Make a draft article of a candidate', scope: 'admin', params: ById, body: AcceptFaqCandidateSchema, response: FaqSchema, status: 201, errors: ['not_found', 'candidate_decided'] })
  accept(@Caller() caller: Principal, @Param('id') id: string, @Body() body: AcceptFaqCandidate): Promise<Faq> {
    return this.candidates.accept(caller.tenantId, caller, id, body);
  }

  @Post(':id/dismiss')
  @Endpoint({ summary: 'Say that no article is wanted; what is asked alike later is counted here', scope: 'admin', params: ById, response: FaqCandidateSchema, errors: ['not_found', 'candidate_decided'] })
  dismiss(@Caller() caller: Principal, @Param('id') id: string): Promise<FaqCandidate> {
    return this.candidates.dismiss(caller.tenantId, caller, id);
  }
}
