/**
 * How long a vendor asked to wait, from `retry-after-ms` (milliseconds) or `Retry-After` (seconds or an
 * HTTP date, RFC 9110 §10.2.3).
 * @returns milliseconds, zero when the moment has passed, null when it did not say
 */
export function retryAfterMs(headers: Headers | undefined, now: number): number | null {
  const exact = numberOf(headers?.get('retry-after-ms'));
  if (exact !== null) return exact;
  const value = headers?.get('retry-after');
  const seconds = numberOf(value);
  if (seconds !== null) return Math.ceil(seconds * 1000);
  const date = Date.parse(value ?? '');
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

function numberOf(value: string | null | undefined): number | null {
  if (!value?.trim()) return null;
  const number = Number(value);
  return Number.isFinite(number) && number >= 0 ? number : null;
}
