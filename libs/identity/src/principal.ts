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

/** @throws AppError forbidden when the principal lacks the scope */
export function requireScope(principal: Principal, scope: Scope): void {
  if (!principal.scopes.includes(scope)) throw new AppError('forbidden', `This needs the scope ${scope}`);
}
