import { AppError } from '#libs/kernel';

/**
 * PostgreSQL cannot store NUL, and a path or a query has no use for it. What bodies must not hold their contracts say,
 * as a file that is relayed to a model may well have one.
 * @throws AppError invalid_request where a parameter of the path or the query, declared or not, has one
 */
export function refuseNul({ params, query }: { params: unknown; query: unknown }): void {
  const errors = [...withNul('params', params), ...withNul('query', query)].map((path) => ({ path, message: 'must not contain NUL' }));
  if (errors.length > 0) throw new AppError('invalid_request', `${errors[0]!.path}: ${errors[0]!.message}`, { errors: errors.slice(0, 20) });
}

const withNul = (where: string, given: unknown): string[] =>
  Object.entries(given ?? {})
    .filter(([name, value]) => [name, value].flat().some((text) => typeof text === 'string' && text.includes('\0')))
    .map(([name]) => `${where}.${name.replaceAll('\0', '')}`);
