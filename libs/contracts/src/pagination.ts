import { z } from 'zod';

export const DEFAULT_PAGE_SIZE = 20;

/** Query of every list: an opaque cursor from the page before, and how many items at the most. */
export const PageQuery = z.object({
  cursor: z.string().max(500).optional().describe('`next_cursor` of the page before'),
  limit: z.coerce.number().int().min(1).max(100).default(DEFAULT_PAGE_SIZE),
});
export type PageQuery = z.infer<typeof PageQuery>;

/** One page: its items, and the cursor of the next page or null at the end. */
export const pageOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next_cursor: z.string().nullable() });

export interface Page<T> {
  items: T[];
  next_cursor: string | null;
}
