import { Global, Module, type OnApplicationShutdown } from '@nestjs/common';
import { CONFIG, type Config } from '#libs/kernel';
import { createOutboundFetch } from './adapters/undici/create-outbound-fetch.js';
import { OutboundFetch } from './outbound-fetch.js';
import { OutboundPolicy } from './outbound-policy.js';

@Global()
@Module({
  providers: [
    { provide: OutboundPolicy, inject: [CONFIG], useFactory: (config: Config) => new OutboundPolicy(config.OUTBOUND_ALLOWED_HOSTS) },
    { provide: OutboundFetch, inject: [OutboundPolicy], useFactory: (policy: OutboundPolicy) => createOutboundFetch({ policy }) },
  ],
  exports: [OutboundPolicy, OutboundFetch],
})
export class OutboundModule implements OnApplicationShutdown {
  constructor(private readonly outbound: OutboundFetch) {}

  async onApplicationShutdown(): Promise<void> {
    await this.outbound.close();
  }
}
