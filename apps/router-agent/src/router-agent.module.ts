import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { ChannelsModule, LanguageModels } from '#libs/channels';
import { IntentClassifier, IntentsModule } from '#libs/intents';
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
    private readonly classifier: IntentClassifier,
    private readonly models: LanguageModels,
    @Inject(BUS) private readonly bus: Bus,
  ) {}

  onModuleInit(): void {
    const parts = { understand: understandWith(this.classifier), classifier: this.classifier, models: this.models };
    this.consumers.handle('router-agent.route-turn', async (envelope) => {
      const stop = metrics.turnStage.startTimer({ stage: 'route' });
      const commands = await routeTurn(parts, envelope.tenant_id, envelope.data.turn);
      await publishAll(this.bus, commands);
      stop();
    });
  }
}
