import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Principal, VirtualKeyHolder } from '#libs/identity';
import { AppError } from '#libs/kernel';
import type { GatewayRequest } from './request.js';

/** The authenticated principal of the request. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const { principal } = context.switchToHttp().getRequest<GatewayRequest>();
  if (!principal) throw new AppError('unauthenticated');
  return principal;
});

/** The VirtualKey of a request to the relay. */
export const KeyHolder = createParamDecorator((_: unknown, context: ExecutionContext): VirtualKeyHolder => {
  const { keyHolder } = context.switchToHttp().getRequest<GatewayRequest>();
  if (!keyHolder) throw new AppError('unauthenticated');
  return keyHolder;
});

/** Longest Idempotency-Key. */
const MAX_KEY_LENGTH = 200;

/** The request's Idempotency-Key, or undefined. @throws AppError invalid_request when it is no printable ASCII of 1 to 200 characters */
export const IdempotencyKey = createParamDecorator((_: unknown, context: ExecutionContext): string | undefined => {
  const key = context.switchToHttp().getRequest<GatewayRequest>().headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || !/^[\x20-\x7e]+$/.test(key) || key.length > MAX_KEY_LENGTH) {
    throw new AppError('invalid_request', `Idempotency-Key must be 1 to ${MAX_KEY_LENGTH} printable ASCII characters`);
  }
  return key;
});
