import type { Scope, StaffRole } from '#libs/contracts';
import { AppError } from '#libs/kernel';

/** Who makes a request: an API key or a signed-in member of staff. */
export interface Principal {
  kind: 'api_key' | 'staff';
  id: string;
  tenantId: string;
  name: string;
  role: StaffRole | null;
  scopes: readonly Scope[];
}

/** @throws AppError forbidden when the principal has none of the scopes */
export function requireScope(principal: Principal, ...anyOf: readonly Scope[]): void {
  if (!anyOf.some((scope) => principal.scopes.includes(scope))) throw new AppError('forbidden', `This needs the scope ${anyOf.join(' or ')}`);
}
