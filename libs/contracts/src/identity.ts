import { z } from 'zod';
import { ShortText } from './text.js';

/** What a credential may do. `chat` is for integrators and widgets, `desk` for human agents, `analytics` for managers, `admin` for settings. */
export const Scope = z.enum(['chat', 'conversations', 'desk', 'analytics', 'admin']);
export type Scope = z.infer<typeof Scope>;

export const StaffRole = z.enum(['admin', 'manager', 'human_agent']);
export type StaffRole = z.infer<typeof StaffRole>;

export const ROLE_SCOPES: Record<StaffRole, readonly Scope[]> = {
  admin: ['conversations', 'desk', 'analytics', 'admin'],
  manager: ['conversations', 'desk', 'analytics'],
  human_agent: ['conversations', 'desk'],
};

const Password = z.string().min(12).max(200);

export const Login = z.object({
  tenant: ShortText.describe('the tenant’s slug'),
  email: z.email().max(320),
  password: z.string().min(1).max(200),
});
export type Login = z.infer<typeof Login>;

export const Refresh = z.object({ refresh_token: z.string().min(1).max(200) });
export type Refresh = z.infer<typeof Refresh>;

export const TokenPair = z.object({
  access_token: z.string(),
  refresh_token: z.string(),
  token_type: z.literal('Bearer'),
  expires_in: z.number().int().describe('seconds until the access token ends'),
});
export type TokenPair = z.infer<typeof TokenPair>;

export const CreateStaff = z.object({ email: z.email().max(320), name: ShortText, role: StaffRole, password: Password });
export type CreateStaff = z.infer<typeof CreateStaff>;

export const Staff = z.object({
  id: z.uuid(),
  email: z.string(),
  name: z.string(),
  role: StaffRole,
  created_at: z.iso.datetime(),
  disabled_at: z.iso.datetime().nullable(),
});
export type Staff = z.infer<typeof Staff>;

export const CreateApiKey = z.object({
  name: ShortText,
  scopes: z.array(Scope).min(1),
  expires_at: z.iso
    .datetime()
    .refine((value) => Date.parse(value) > Date.now(), 'must be in the future')
    .optional(),
});
export type CreateApiKey = z.infer<typeof CreateApiKey>;

export const ApiKey = z.object({
  id: z.uuid(),
  name: z.string(),
  last_four: z.string(),
  scopes: z.array(Scope),
  created_at: z.iso.datetime(),
  last_used_at: z.iso.datetime().nullable(),
  expires_at: z.iso.datetime().nullable(),
  revoked_at: z.iso.datetime().nullable(),
});
export type ApiKey = z.infer<typeof ApiKey>;

/** The only time the secret is shown. */
export const CreatedApiKey = ApiKey.extend({ key: z.string() });
export type CreatedApiKey = z.infer<typeof CreatedApiKey>;

export const Me = z.object({
  tenant_id: z.uuid(),
  kind: z.enum(['api_key', 'staff']),
  id: z.uuid(),
  name: z.string(),
  role: StaffRole.nullable(),
  scopes: z.array(Scope),
});
export type Me = z.infer<typeof Me>;
