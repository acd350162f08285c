import { Readable } from 'node:stream';
import { Body, Controller, Get, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  ExportFaqsQuery as ExportFaqsQuerySchema,
  FaqExport,
  FaqImportReport as FaqImportReportSchema,
  ImportFaqs as ImportFaqsSchema,
  ImportFaqsQuery as ImportFaqsQuerySchema,
} from '#libs/contracts';
import type { ExportFaqsQuery, FaqImportReport, ImportFaqs, ImportFaqsQuery } from '#libs/contracts';
import type { Principal } from '#libs/identity';
import { ArticleImport, ArticleReader, exportArticles } from '#libs/knowledge';
import { Caller } from '../http/caller.js';
import { Endpoint } from '../http/contract.js';

const TYPES = { json: 'application/json; charset=utf-8', csv: 'text/csv; charset=utf-8' };

/** Many articles in one request. */
@ApiTags('faqs')
@Controller('api/v1/faqs')
export class FaqTransferController {
  constructor(
    private readonly articles: ArticleImport,
    private readonly reader: ArticleReader,
  ) {}

  @Post('import')
  @Endpoint({ summary: 'Import articles as JSON or CSV; answers when they can be found', scope: 'admin', query: ImportFaqsQuerySchema, body: ImportFaqsSchema, response: FaqImportReportSchema, csv: 'body' })
  import(@Caller() caller: Principal, @Query() query: ImportFaqsQuery, @Body() body: ImportFaqs): Promise<FaqImportReport> {
    return this.articles.run(caller.tenantId, caller, body, query.dry_run === 'true');
  }

  @Get('export')
  @Endpoint({ summary: 'Every article, in a form that an import takes back', scope: 'admin', query: ExportFaqsQuerySchema, response: FaqExport, csv: 'response' })
  export(@Caller() caller: Principal, @Query() { format }: ExportFaqsQuery): StreamableFile {
    const pieces = exportArticles(this.reader.all(caller.tenantId), format);
    return new StreamableFile(Readable.from(pieces), { type: TYPES[format], disposition: `attachment; filename="faqs.${format}"` });
  }
}
