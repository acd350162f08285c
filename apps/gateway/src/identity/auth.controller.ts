import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Login as LoginSchema, Me as MeSchema, Refresh as RefreshSchema, TokenPair as TokenPairSchema } from '#libs/contracts';
import type { Login, Me, Refresh, TokenPair } from '#libs/contracts';
import { StaffSessions, type Principal } from '#libs/identity';
import { Caller } from '../http/caller.js';
import { Endpoint } from '../http/contract.js';

@ApiTags('identity')
@Controller('api/v1')
export class AuthController {
  constructor(private readonly sessions: StaffSessions) {}

  @Post('auth/login')
  @Endpoint({ summary: 'Sign in a member of staff', scope: 'public', body: LoginSchema, response: TokenPairSchema, errors: ['unauthenticated'] })
  login(@Body() body: Login): Promise<TokenPair> {
    return this.sessions.signIn(body);
  }

  @Post('auth/refresh')
  @Endpoint({ summary: 'Exchange a refresh token for a new pair', scope: 'public', body: RefreshSchema, response: TokenPairSchema, errors: ['unauthenticated'] })
  refresh(@Body() body: Refresh): Promise<TokenPair> {
    return this.sessions.refresh(body.refresh_token);
  }

  @Post('auth/logout')
  @Endpoint({ summary: 'End the sign-in a refresh token belongs to', scope: 'public', body: RefreshSchema, status: 204, errors: ['unauthenticated'] })
  logout(@Body() body: Refresh): Promise<void> {
    return this.sessions.signOut(body.refresh_token);
  }

  @Get('me')
  @Endpoint({ summary: 'Who the credentials are', scope: 'any', response: MeSchema })
  me(@Caller() caller: Principal): Me {
    return { tenant_id: caller.tenantId, kind: caller.kind, id: caller.id, name: caller.name, role: caller.role, scopes: [...caller.scopes] };
  }
}
