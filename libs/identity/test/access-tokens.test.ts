import { describe, expect, it } from '@jest/globals';
import { SignJWT } from 'jose';
import { newId } from '#libs/kernel';
import { AccessTokens } from '../src/index.js';

const SECRET = 'x'.repeat(48);
const staff = { id: newId(), tenantId: newId(), name: 'Ana', role: 'manager' as const };
const signed = (claims: object, secret = SECRET, expires = '5m', issuer = 'switchboard') =>
  new SignJWT({ tid: staff.tenantId, name: 'Ana', role: 'manager', ...claims }).setProtectedHeader({ alg: 'HS256' }).setIssuer(issuer).setSubject(staff.id).setExpirationTime(expires).sign(new TextEncoder().encode(secret));

describe('access tokens', () => {
  const tokens = new AccessTokens(SECRET, 900);

  it('tell who was signed in, with the scopes of the role', async () => {
    expect(await tokens.verify(await tokens.issue(staff))).toEqual({ kind: 'staff', id: staff.id, tenantId: staff.tenantId, name: 'Ana', role: 'manager', scopes: ['conversations', 'desk', 'analytics'] });
  });

  it.each([
    ['another secret', () => signed({}, 'y'.repeat(48))],
    ['a role that does not exist', () => signed({ role: 'owner' })],
    ['an end in the past', () => signed({}, SECRET, '-1s')],
    ['another issuer', () => signed({}, SECRET, '5m', 'elsewhere')],
    ['no signature', async () => `${Buffer.from('{"alg":"none"}').toString('base64url')}.${(await signed({})).split('.')[1]}.`],
    ['a changed payload', async () => (await signed({})).replace(/\.[^.]+\./, `.${Buffer.from(JSON.stringify({ sub: staff.id, role: 'admin', exp: 9_999_999_999 })).toString('base64url')}.`)],
    ['nothing at all', async () => ''],
  ])('with %s are refused', async (_, token) => {
    await expect(tokens.verify(await token())).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});
