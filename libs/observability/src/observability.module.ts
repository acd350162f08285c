import { Global, Module, type DynamicModule } from '@nestjs/common';
import { CONFIG, type Config } from '#libs/kernel';
import { ComponentTimings } from './component-timings.js';
import { HealthRegistry } from './health.js';
import { Logger } from './logger.js';

/** Configuration, logger, health and start timings, for every other module of the process. */
@Global()
@Module({})
export class ObservabilityModule {
  static with(config: Config, logger: Logger): DynamicModule {
    const providers = [
      { provide: CONFIG, useValue: config },
      { provide: Logger, useValue: logger },
      { provide: ComponentTimings, useValue: new ComponentTimings() },
      { provide: HealthRegistry, useValue: new HealthRegistry() },
    ];
    return { module: ObservabilityModule, providers, exports: providers.map((provider) => provider.provide) };
  }
}
