import { newId } from '#libs/kernel';
import type { TestDatabase } from '#libs/testing';

/** A tenant for outbox rows to belong to; returns its id. */
export async function seedTenant(test: TestDatabase): Promise<string> {
  const id = newId();
  await test.asOwner('INSERT INTO tenants (id, slug, name) VALUES ($1, $2, $2)', [id, `tenant-${id}`]);
  return id;
}
