import type { Quota, RelayScope } from '#libs/contracts';
import { AppError } from '#libs/kernel';

/** What was used of a quota, or may be: tokens, and US dollars as a decimal. */
export interface KeyUsage {
  tokens: number;
  cost: string;
}

/** Who calls the relay, as the key's row told at `readAt`. */
export interface VirtualKeyHolder {
  tenantId: string;
  id: string;
  name: string;
  scopes: readonly RelayScope[];
  /** Null: every model the channels offer. */
  models: readonly string[] | null;
  /** Whose personal and group channels the key may use; null: the tenant's alone. */
  staffId: string | null;
  quota: Quota | null;
  used: KeyUsage;
  /** A minute; null: no limit. */
  limits: { requestsPerMinute: number | null; tokensPerMinute: number | null };
  expiresAt: Date | null;
  /** On the clock of `performance.now()`: what was committed before is in `used`. */
  readAt: number;
}

/** @throws AppError model_not_found, in the words for a model that no channel offers: which others have is not for this key to know */
export function requireModel(holder: VirtualKeyHolder, model: string): void {
  if (holder.models && !holder.models.includes(model)) throw new AppError('model_not_found');
}

/** @throws AppError forbidden when the key may not call this part of the relay */
export function requireRelayScope(holder: VirtualKeyHolder, scope: RelayScope): void {
  if (!holder.scopes.includes(scope)) throw new AppError('forbidden', `This needs the scope ${scope}`);
}
