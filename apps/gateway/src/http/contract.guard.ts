import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import type { RelayScope } from '#libs/contracts';
import { AppError, correlate } from '#libs/kernel';
import { requireRelayScope, requireScope } from '#libs/identity';
import { RateLimits } from '#libs/ratelimit';
import { CONTRACT, isRelayScope, type Contract } from './contract.js';
import { ContactKeys } from './contact-keys.js';
import { refuseNul } from './refuse-nul.js';
import { setLimitHeaders, type GatewayRequest } from './request.js';

/** After authentication: scope, then the limit per contact, then the request's own validity. */
@Injectable()
export class ContractGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly limits: RateLimits,
    private readonly contacts: ContactKeys,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const contract = this.reflector.get<Contract | undefined>(CONTRACT, context.getHandler());
    if (!contract) throw new Error(`${context.getClass().name}.${context.getHandler().name} has no contract`);
    const request = context.switchToHttp().getRequest<GatewayRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    this.#authorize(contract, request);
    refuseNul(request);
    if (contract.contactLimit) await this.#countContact(contract, request, reply);
    validate(contract, request);
    return true;
  }

  #authorize(contract: Contract, request: GatewayRequest): void {
    if (contract.scope === 'public') return;
    if (isRelayScope(contract.scope)) return this.#authorizeKey(contract.scope.relay, request);
    if (!request.principal) throw new AppError('unauthenticated');
    correlate({ tenantId: request.principal.tenantId });
    if (contract.scope !== 'any') requireScope(request.principal, ...[contract.scope].flat());
  }

  #authorizeKey(scope: RelayScope, { keyHolder }: GatewayRequest): void {
    if (!keyHolder) throw new AppError('unauthenticated');
    correlate({ tenantId: keyHolder.tenantId });
    requireRelayScope(keyHolder, scope);
  }

  async #countContact(contract: Contract, request: GatewayRequest, reply: FastifyReply): Promise<void> {
    const key = await this.contacts.of(contract.contactLimit!, request);
    if (key) setLimitHeaders(reply, await this.limits.take('contact', key));
  }
}

/** Replaces params, query and body by what their schemas make of them. @throws AppError invalid_request */
function validate(contract: Contract, request: GatewayRequest): void {
  const problems: { path: string; message: string }[] = [];
  const parse = <T>(where: string, schema: z.ZodType<T>, value: unknown): T | undefined => {
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    problems.push(...parsed.error.issues.map((issue) => ({ path: [where, ...issue.path].join('.'), message: issue.message })));
    return undefined;
  };
  if (contract.params) request.params = parse('params', contract.params, request.params);
  if (contract.query) request.query = parse('query', contract.query, request.query);
  if (contract.body) request.body = parse('body', contract.body, request.body === undefined ? {} : request.body);
  if (problems.length > 0) throw new AppError('invalid_request', `${problems[0]!.path}: ${problems[0]!.message}`, { errors: problems.slice(0, 20) });
}
