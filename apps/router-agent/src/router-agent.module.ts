import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { ChannelsModule, LanguageModels } from '#libs/channels';
import { IntentsModule, TenantClassifiers } from '#libs/intents';
import { BUS, Consumers, MessagingModule, type Bus } from '#libs/messaging';
import { metrics } from '#libs/observability';
import { PersistenceModule } from '#libs/persistence';
import { StreamModule } from '#libs/stream';
import { publishAll } from './publish-all.js';
import { routeTurn } from './route-turn.js';
import { understandWith } from './understand.js';

@Module({ imports: [PersistenceModule, MessagingModule, StreamModule, ChannelsModule, IntentsModule] })
export class RouterAgentModule implements OnModuleInit {
  constructor(
    private readonly consumers: Consumers,
    private readonly classifiers: TenantClassifiers,
    private readonly models: LanguageModels,
    @Inject(BUS) private readonly bus: Bus,
  ) {}

  onModuleInit(): void {
    this.consumers.handle('router-agent.route-turn', async (envelope) => {
      const stop = metrics.turnStage.startTimer({ stage: 'route' });
      const classifier = await this.classifiers.of(envelope.tenant_id);
      const commands = await routeTurn({ understand: understandWith(classifier), classifier, models: this.models }, envelope.tenant_id, envelope.data.turn);
      await publishAll(this.bus, commands);
      stop();
    });
  }
}
