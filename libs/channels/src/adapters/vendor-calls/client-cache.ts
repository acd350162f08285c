import { LRUCache } from 'lru-cache';
import type { ProviderTarget } from '../../provider-adapter.js';

const MAX_CLIENTS = 500;

/** One SDK client per base URL and key. A key that was replaced falls out when others need its place. */
export class ClientCache<Client extends object> {
  readonly #clients = new LRUCache<string, Client>({ max: MAX_CLIENTS });

  constructor(private readonly create: (target: ProviderTarget) => Client) {}

  for(target: ProviderTarget): Client {
    const key = `${target.baseUrl}\n${target.apiKey}`;
    const known = this.#clients.get(key);
    if (known) return known;
    const client = this.create(target);
    this.#clients.set(key, client);
    return client;
  }
}
