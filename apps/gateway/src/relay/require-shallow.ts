import { AppError } from '#libs/kernel';

/** Deeper than any conversation or JSON Schema goes; what writes JSON runs out of stack some thousands of levels down. */
const MOST_LEVELS = 200;

/**
 * Refuses a body nested so deep that it cannot be written out again: on its way to a channel that would
 * look like the channel's failure.
 * @throws AppError invalid_request
 */
export function requireShallow(body: unknown): void {
  if (!isShallow(body, MOST_LEVELS)) throw new AppError('invalid_request', `The body must not be nested more than ${MOST_LEVELS} levels deep`);
}

function isShallow(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (levels === 0) return false;
  for (const inner of Array.isArray(value) ? value : Object.values(value)) if (!isShallow(inner, levels - 1)) return false;
  return true;
}
