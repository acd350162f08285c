import { AppError } from '#libs/kernel';
import { OutboundAddressRefused, type OutboundPolicy } from '#libs/outbound';

export type BaseUrlPolicy = Pick<OutboundPolicy, 'assertUrl' | 'assertResolves'>;

/**
 * Refuses an address somebody gave where it, or what its name resolves to, must not be called. The
 * policy is asked again when the connection is made; here the admin learns of it at once.
 * @throws AppError outbound_address_refused, or invalid_request when it can be no base of other URLs
 */
export async function checkGivenBaseUrl(policy: BaseUrlPolicy, baseUrl: string): Promise<void> {
  const { search, hash } = new URL(baseUrl);
  // Nothing follows a query, and keys are put into queries: this one would be shown.
  if (search || hash) throw new AppError('invalid_request', 'base_url: must end with its path');
  await policy.assertResolves(baseUrl).catch((error: unknown) => {
    throw explained(error);
  });
}

/**
 * Refuses a preset's address where the operator has not opened it (a server on this machine). Its
 * name is ours and needs no resolving.
 * @throws AppError outbound_address_refused
 */
export function checkPresetBaseUrl(policy: BaseUrlPolicy, baseUrl: string | null): void {
  if (baseUrl === null) return;
  try {
    policy.assertUrl(baseUrl);
  } catch (error) {
    throw explained(error);
  }
}

/**
 * Kept keys go where they were meant to go: an admin may replace them but not see them, and must not
 * come to see them by having them sent to a host of their own.
 * @throws AppError invalid_request when the new address is of another origin: scheme, host or port
 */
export function refuseToCarryKeys(from: string | null, to: string | null): void {
  if (from === null || to === null || from === to) return;
  const [before, after] = [new URL(from), new URL(to)];
  if (before.origin === after.origin) return;
  throw new AppError('invalid_request', 'keys: must be given again when base_url leads elsewhere');
}

const explained = (error: unknown): unknown => (error instanceof OutboundAddressRefused ? new AppError('outbound_address_refused', `${error.message} The operator may list it in OUTBOUND_ALLOWED_HOSTS.`, { cause: error }) : error);
