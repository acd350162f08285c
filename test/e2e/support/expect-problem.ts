import { expect } from '@jest/globals';
import { ERROR_CODES, Problem, type ErrorCode } from '#libs/contracts';
import type { TestDatabase } from '#libs/testing';
import type { ApiResponse } from './api-client.js';

/** A refusal as every client may rely on: problem+json with one of these codes, and nothing of our insides. */
export function expectProblem(response: ApiResponse, ...codes: ErrorCode[]): Problem {
  const { status, body, text, headers } = response;
  expect({ status, code: body?.code, text }).toEqual({ status: ERROR_CODES[(codes.find((code) => code === body?.code) ?? codes[0])!].status, code: codes.find((code) => code === body?.code) ?? codes[0], text });
  expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
  const problem = Problem.strict().parse(body);
  expect(problem).toMatchObject({ type: `urn:switchboard:error:${problem.code}`, status });
  expect(problem.correlation_id).toEqual(headers.get('x-correlation-id') ?? expect.stringMatching(/^[0-9a-f-]{36}$/));
  expect(text).not.toMatch(/\n? {4}at |node_modules|\.[jt]s:\d|SELECT |INSERT |pg_|duplicate key/);
  return problem;
}

/** Rows of every table, by table; what background work may write by itself is left out. */
export async function countRows(postgres: TestDatabase): Promise<Record<string, number>> {
  const tables = ['tenants', 'api_keys', 'staff', 'refresh_tokens', 'audit_log', 'contacts', 'conversations', 'messages', 'turns', 'idempotency_keys', 'outbox', 'inbox', 'faqs', 'faq_versions', 'faq_feedback', 'faq_queries', 'api_usage'];
  const [counts] = await postgres.asOwner<Record<string, string>>(`SELECT ${tables.map((table) => `(SELECT count(*) FROM ${table}) AS ${table}`).join(', ')}`);
  return Object.fromEntries(Object.entries(counts!).map(([table, rows]) => [table, Number(rows)]));
}
