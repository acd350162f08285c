import { SignJWT, jwtVerify } from 'jose';
import { ROLE_SCOPES, StaffRole } from '#libs/contracts';
import { AppError } from '#libs/kernel';
import type { Principal } from './principal.js';

const ISSUER = 'switchboard';

/** Short-lived JWTs (HS256) of signed-in staff. They are believed until they end: keep them short. */
export class AccessTokens {
  readonly #secret: Uint8Array;

  constructor(
    secret: string,
    readonly lifetimeSeconds: number,
  ) {
    this.#secret = new TextEncoder().encode(secret);
  }

  issue(staff: { id: string; tenantId: string; name: string; role: StaffRole }): Promise<string> {
    return new SignJWT({ tid: staff.tenantId, name: staff.name, role: staff.role })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setSubject(staff.id)
      .setIssuer(ISSUER)
      .setIssuedAt()
      .setExpirationTime(`${this.lifetimeSeconds}s`)
      .sign(this.#secret);
  }

  /** @throws AppError unauthenticated when it is forged, ended, or not one of ours */
  async verify(token: string): Promise<Principal> {
    try {
      const { payload } = await jwtVerify(token, this.#secret, { issuer: ISSUER, algorithms: ['HS256'], requiredClaims: ['sub', 'exp'] });
      const role = StaffRole.parse(payload['role']);
      return { kind: 'staff', id: payload.sub!, tenantId: String(payload['tid']), name: String(payload['name']), role, scopes: ROLE_SCOPES[role] };
    } catch (error) {
      throw new AppError('unauthenticated', 'The access token is not valid or has ended', { cause: error });
    }
  }
}
