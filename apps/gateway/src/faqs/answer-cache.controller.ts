import { Controller, Delete } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '#libs/identity';
import { AnswerCache, clearAnswers } from '#libs/knowledge';
import { Database } from '#libs/persistence';
import { Caller } from '../http/caller.js';
import { Endpoint } from '../http/contract.js';

/** Answers that are kept for those who ask the same again. */
@ApiTags('faqs')
@Controller('api/v1/cache/answers')
export class AnswerCacheController {
  constructor(
    private readonly database: Database,
    private readonly answers: AnswerCache,
  ) {}

  @Delete()
  @Endpoint({ summary: 'Forget every kept answer, in all processes; each question is answered anew from the articles', scope: 'admin', status: 204, errors: ['service_unavailable'] })
  async clear(@Caller() caller: Principal): Promise<void> {
    await clearAnswers(this.database, this.answers, caller.tenantId, caller);
  }
}
