import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { IntentClassifier, IntentsModule } from '#libs/intents';
import { BUS, Consumers, MessagingModule, type Bus } from '#libs/messaging';
import { metrics } from '#libs/observability';
import { PersistenceModule } from '#libs/persistence';
import { routeTurn } from './route-turn.js';

@Module({ imports: [PersistenceModule, MessagingModule, IntentsModule] })
export class RouterAgentModule implements OnModuleInit {
  constructor(
    private readonly consumers: Consumers,
    private readonly classifier: IntentClassifier,
    @Inject(BUS) private readonly bus: Bus,
  ) {}

  onModuleInit(): void {
    this.consumers.handle('router-agent.route-turn', async (envelope) => {
      const stop = metrics.turnStage.startTimer({ stage: 'route' });
      const command = routeTurn(this.classifier, envelope.tenant_id, envelope.data.turn);
      await this.bus.publish(command);
      stop();
    });
  }
}
