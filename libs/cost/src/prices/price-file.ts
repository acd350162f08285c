import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { ModelTier } from '#libs/contracts';

const Amount = z.string().regex(/^\d{1,9}(\.\d{1,10})?$/);

const amounts = { input: Amount, output: Amount, cache_read: Amount.nullable(), cache_write: Amount.nullable() };

const ShippedPrice = z.strictObject({
  match: z.string().min(1),
  aliases: z.array(z.string().min(1)).default([]),
  provider: z.string().min(1),
  tier: ModelTier.nullable(),
  ...amounts,
  long_prompt: z.strictObject({ above: z.int().positive(), ...amounts }).nullable().default(null),
  as_of: z.iso.date(),
  source: z.url(),
});
export type ShippedPrice = z.infer<typeof ShippedPrice>;

const PriceFile = z.object({ as_of: z.iso.date(), models: z.array(ShippedPrice).min(1) });

/**
 * Reads the prices that come with the platform; the file says itself what its entries mean.
 * @throws Error when the file is missing or not as it should be
 */
export async function loadPriceFile(path: string): Promise<ShippedPrice[]> {
  return PriceFile.parse(JSON.parse(await readFile(path, 'utf8'))).models;
}
