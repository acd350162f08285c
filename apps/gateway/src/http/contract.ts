import { HttpCode, SetMetadata, applyDecorators } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiHeader, ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiSecurity } from '@nestjs/swagger';
import type { OpenAPIObject } from '@nestjs/swagger';
import { z } from 'zod';
import { ERROR_CODES, Problem, type ErrorCode, type RelayScope, type Scope } from '#libs/contracts';

/** Whose messages an endpoint counts: the contact named in a chat body, or the conversation's contact. */
export type ContactLimit = 'chat' | 'conversation';

/** One endpoint: what goes in and comes out. The same schemas validate requests and make the OpenAPI document. */
export interface Contract {
  summary: string;
  /** What the credentials must allow: this, or one of these; `any`: any valid credentials. */
  scope: Scope | readonly Scope[] | 'public' | 'any' | { relay: RelayScope };
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  response?: z.ZodType;
  status?: number;
  /** The response is a stream of server-sent events of this schema. */
  events?: z.ZodType;
  /** The body or the response may also be CSV. */
  csv?: 'body' | 'response';
  contactLimit?: ContactLimit;
  idempotent?: boolean;
  errors?: ErrorCode[];
}

type SchemaObject = Exclude<NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>[string], { $ref: string }>;

export const CONTRACT = 'switchboard:contract';

export function Endpoint(contract: Contract): MethodDecorator {
  const status = contract.status ?? 200;
  return applyDecorators(
    SetMetadata(CONTRACT, contract),
    HttpCode(status),
    ApiOperation({ summary: contract.summary }),
    ...securityOf(contract),
    ...(contract.csv === 'body' ? [ApiConsumes('application/json', 'text/csv')] : []),
    ...(contract.body ? [ApiBody({ schema: toOpenApi(contract.body, 'input') })] : []),
    ...Object.entries(contract.params?.shape ?? {}).map(([name, schema]) => ApiParam({ name, schema: toOpenApi(schema as z.ZodType, 'input') })),
    ...Object.entries(contract.query?.shape ?? {}).map(([name, schema]) => ApiQuery({ name, required: false, schema: toOpenApi(schema as z.ZodType, 'input') })),
    ...(contract.idempotent ? [ApiHeader({ name: 'Idempotency-Key', required: false, description: 'The same key with the same body gives the same turn, once' })] : []),
    successResponse(contract, status),
    ...problemResponses(contract),
  );
}

function securityOf({ scope }: Contract): (MethodDecorator & ClassDecorator)[] {
  if (scope === 'public') return [];
  return isRelayScope(scope) ? [ApiSecurity('virtual-key')] : [ApiSecurity('api-key'), ApiSecurity('bearer')];
}

/** The endpoint is for VirtualKeys, not for staff and API keys. */
export const isRelayScope = (scope: Contract['scope']): scope is { relay: RelayScope } => typeof scope === 'object' && 'relay' in scope;

function successResponse(contract: Contract, status: number): MethodDecorator {
  const description = contract.summary;
  if (contract.events) return ApiResponse({ status, description, content: { 'text/event-stream': { schema: toOpenApi(contract.events, 'output') } } });
  if (!contract.response) return ApiResponse({ status, description });
  return ApiResponse({ status, description, content: { 'application/json': { schema: toOpenApi(contract.response, 'output') }, ...(contract.csv === 'response' && { 'text/csv': { schema: { type: 'string' } } }) } });
}

function problemResponses(contract: Contract): MethodDecorator[] {
  const codes: ErrorCode[] = [
    ...(contract.scope === 'public' ? [] : (['unauthenticated', 'forbidden'] as const)),
    ...(contract.body || contract.query || contract.params ? (['invalid_request'] as const) : []),
    ...(contract.body ? (['malformed_json', 'payload_too_large', 'unsupported_media_type'] as const) : []),
    ...(contract.idempotent ? (['idempotency_key_reused'] as const) : []),
    ...(contract.contactLimit ? (['user_quota_exceeded'] as const) : []),
    'rate_limit_exceeded',
    'service_busy',
    ...(contract.errors ?? []),
  ];
  const statuses = [...new Set(codes.map((code) => ERROR_CODES[code].status))];
  const byStatus = statuses.map((status) => [status, codes.filter((code) => ERROR_CODES[code].status === status)] as const);
  return byStatus.map(([status, grouped]) =>
    ApiResponse({ status, description: `code: ${grouped.join(', ')}`, content: errorContent(contract) }),
  );
}

/** The relay tells errors as the vendor does whose format was spoken. */
const errorContent = ({ scope }: Contract): Record<string, { schema: SchemaObject }> =>
  isRelayScope(scope) ? { 'application/json': { schema: toOpenApi(z.looseObject({ error: z.looseObject({ message: z.string(), type: z.string() }) }), 'output') } } : { 'application/problem+json': { schema: toOpenApi(Problem, 'output') } };

/** A zod schema as an OpenAPI 3.0 schema. */
function toOpenApi(schema: z.ZodType, io: 'input' | 'output'): SchemaObject {
  const { $schema: _, '~standard': _standard, ...json } = z.toJSONSchema(schema, { target: 'openapi-3.0', io, unrepresentable: 'any' });
  return json as SchemaObject;
}
