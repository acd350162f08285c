import { healthExchangeContract } from '#libs/testing';
import { HealthHub, InProcessHealthExchange } from '../../src/index.js';

healthExchangeContract('in-process', async () => {
  const hub = new HealthHub();
  return { here: new InProcessHealthExchange(hub), there: new InProcessHealthExchange(hub), join: async () => new InProcessHealthExchange(hub), close: async () => undefined };
});
