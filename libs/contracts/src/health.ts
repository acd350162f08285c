import { z } from 'zod';

export const ServiceHealth = z.object({
  status: z.enum(['up', 'down']),
  kind: z.string().describe('which implementation runs, e.g. `postgresql` or `embedded`'),
  needed: z.boolean().describe('whether the platform is unavailable without it'),
  latency_ms: z.number().optional(),
  detail: z.string().optional(),
});
export type ServiceHealth = z.infer<typeof ServiceHealth>;

export const Health = z.object({
  status: z.enum(['ok', 'degraded', 'unavailable']),
  timestamp: z.iso.datetime(),
  version: z.string(),
  services: z.record(z.string(), ServiceHealth),
});
export type Health = z.infer<typeof Health>;
