import { newId } from '#libs/kernel';
import type { StaffRole } from '#libs/contracts';
import type { ApiClient, Json } from './api-client.js';
import type { TestTenant } from './platform.js';

export const PASSWORD = 'correct horse battery staple';

/** A signed-in member of staff. */
export interface SignedInStaff {
  id: string;
  email: string;
  tokens: Json;
  api: ApiClient;
}

export async function signInStaff(tenant: TestTenant, role: StaffRole = 'human_agent'): Promise<SignedInStaff> {
  const email = `${newId()}@staff.example`;
  const { body: staff } = await tenant.api.post('/api/v1/staff', { email, name: 'A colleague', role, password: PASSWORD });
  const { status, body: tokens } = await tenant.api.withKey(null).post('/api/v1/auth/login', { tenant: tenant.slug, email, password: PASSWORD });
  if (status !== 200) throw new Error(`The sign-in failed: ${status} ${JSON.stringify(tokens)}`);
  return { id: staff.id, email, tokens, api: tenant.api.withBearer(tokens.access_token) };
}
