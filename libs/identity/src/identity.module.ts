import { Global, Module } from '@nestjs/common';
import { CONFIG, type Config } from '#libs/kernel';
import { Logger } from '#libs/observability';
import { Database } from '#libs/persistence';
import { SubjectLimits } from '#libs/ratelimit';
import { AccessTokens } from './access-tokens.js';
import { ApiKeys } from './api-keys.js';
import { Authentication } from './authentication.js';
import { StaffGroups } from './groups.js';
import { signingSecret } from './signing-secret.js';
import { StaffSessions } from './staff-sessions.js';
import { StaffDirectory } from './staff.js';
import { KeyAdmission } from './virtual-keys/key-admission.js';
import { VirtualKeys } from './virtual-keys/virtual-keys.js';

@Global()
@Module({
  providers: [
    { provide: ApiKeys, inject: [Database, Logger], useFactory: (database: Database, logger: Logger) => new ApiKeys(database, logger) },
    {
      provide: AccessTokens,
      inject: [CONFIG],
      useFactory: async (config: Config) => new AccessTokens(await signingSecret(config), config.ACCESS_TOKEN_SECONDS),
    },
    { provide: StaffDirectory, inject: [Database], useFactory: (database: Database) => new StaffDirectory(database) },
    { provide: StaffGroups, inject: [Database], useFactory: (database: Database) => new StaffGroups(database) },
    {
      provide: StaffSessions,
      inject: [Database, AccessTokens, CONFIG],
      useFactory: (database: Database, tokens: AccessTokens, config: Config) => new StaffSessions(database, tokens, config.REFRESH_TOKEN_SECONDS),
    },
    {
      provide: Authentication,
      inject: [ApiKeys, AccessTokens],
      useFactory: (apiKeys: ApiKeys, tokens: AccessTokens) => new Authentication(apiKeys, tokens),
    },
    { provide: VirtualKeys, inject: [Database, Logger], useFactory: (database: Database, logger: Logger) => new VirtualKeys(database, logger) },
    { provide: KeyAdmission, inject: [SubjectLimits], useFactory: (limits: SubjectLimits) => new KeyAdmission(limits) },
  ],
  exports: [ApiKeys, AccessTokens, StaffDirectory, StaffGroups, StaffSessions, Authentication, VirtualKeys, KeyAdmission],
})
export class IdentityModule {}
