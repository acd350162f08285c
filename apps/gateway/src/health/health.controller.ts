import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Health as HealthSchema } from '#libs/contracts';
import { HealthRegistry, VERSION, registry } from '#libs/observability';
import { Endpoint } from '../http/contract.js';

@ApiTags('health')
@Controller()
export class HealthController {
  constructor(private readonly health: HealthRegistry) {}

  @Get(['health', 'health/ready'])
  @Endpoint({ summary: 'Every part; 503 when a needed one is down', scope: 'public', response: HealthSchema })
  async report(@Res() reply: FastifyReply): Promise<void> {
    const report = await this.health.report(VERSION);
    await reply.status(report.status === 'unavailable' ? 503 : 200).send(report);
  }

  @Get('health/live')
  @Endpoint({ summary: 'The process runs', scope: 'public', response: z.object({ status: z.literal('ok') }) })
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('metrics')
  @ApiExcludeEndpoint()
  @Endpoint({ summary: 'Prometheus metrics', scope: 'public' })
  async metrics(@Res() reply: FastifyReply): Promise<void> {
    await reply.type(registry.contentType).send(await registry.metrics());
  }
}
