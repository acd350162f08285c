import type { LlmBehaviour } from '../../../libs/testing/src/scripted-llm/index.js';
import type { Children } from '../../shared/bench/children.js';
import type { ArrivalsByKey, FarEndMessage } from './far-end-messages.js';

/** The scripted model server, running. */
export interface FarEnd {
  url: string;
  /** From now on for all calls with this key, whose arrivals are noted. */
  behave(apiKey: string, behaviour: LlmBehaviour): Promise<void>;
  /** @param since milliseconds since 1970 */
  arrivals(apiKeys: string[], since: number): Promise<ArrivalsByKey>;
  stop(): Promise<void>;
}

export async function startFarEnd(children: Children): Promise<FarEnd> {
  const child = children.start(`${import.meta.dirname}/scripted-llm-process.js`, { ipc: true });
  const { url } = await child.nextMessage<{ url: string }>();
  const tell = <T>(message: FarEndMessage): Promise<T> => {
    child.send(message);
    return child.nextMessage<T>();
  };
  return {
    url,
    behave: async (apiKey, behaviour) => void (await tell({ kind: 'behave', apiKey, behaviour })),
    arrivals: (apiKeys, since) => tell({ kind: 'arrivals', apiKeys, since }),
    stop: child.stop,
  };
}
