import { AppError } from '#libs/kernel';
import type { AccessTokens } from './access-tokens.js';
import type { ApiKeys } from './api-keys.js';
import type { Principal } from './principal.js';

/** Tells who makes a request, from its headers. */
export class Authentication {
  constructor(
    private readonly apiKeys: ApiKeys,
    private readonly tokens: AccessTokens,
  ) {}

  /**
   * `X-API-Key`, or `Authorization: Bearer` with a staff access token.
   * @throws AppError unauthenticated
   */
  async identify(headers: { 'x-api-key'?: string | string[]; authorization?: string }): Promise<Principal> {
    const apiKey = headers['x-api-key'];
    if (typeof apiKey === 'string' && apiKey.length > 0 && apiKey.length <= 500) return this.apiKeys.authenticate(apiKey);
    const bearer = /^Bearer ([\w.-]{1,4000})$/i.exec(headers.authorization ?? '')?.[1];
    if (bearer) return this.tokens.verify(bearer);
    throw new AppError('unauthenticated', 'Send an API key as X-API-Key, or an access token as Authorization: Bearer');
  }
}
