import { z } from 'zod';

/** RFC 9457 problem details with the stable `code` of ERROR_CODES. */
export const Problem = z.object({
  type: z.string().describe('`urn:switchboard:error:<code>`'),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  detail: z.string(),
  instance: z.string().optional(),
  correlation_id: z.string(),
  retry_after: z.number().int().optional().describe('seconds to wait before trying again'),
  errors: z
    .array(z.object({ path: z.string(), message: z.string() }))
    .optional()
    .describe('what was not valid, field by field'),
});
export type Problem = z.infer<typeof Problem>;
