import { Client } from '@elastic/elasticsearch';

type ClientOptions = ConstructorParameters<typeof Client>[0];

/** A client of the server at the URL, which may have a name and a password in it. Requests are not repeated: who asks has something to fall back on. */
export const connectElasticsearch = (url: string, options: Partial<Pick<ClientOptions, 'Connection'>> = {}): Client => new Client({ node: url, maxRetries: 0, requestTimeout: 10_000, ...options });
