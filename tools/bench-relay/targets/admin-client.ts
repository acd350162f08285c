/** What the benchmark sets up over REST, as an admin would. */
export class AdminClient {
  constructor(
    private readonly url: string,
    private readonly apiKey: string,
  ) {}

  /** A channel to the scripted server. `timeouts` in milliseconds, as REST names them. */
  async createChannel(channel: { name: string; type: 'openai-compatible' | 'anthropic'; base_url: string; keys: string[]; models: string[]; timeouts?: object }): Promise<void> {
    await this.#post('channels', channel);
  }

  async createVirtualKey(name: string): Promise<{ id: string; key: string }> {
    return (await this.#post('virtual-keys', { name })) as { id: string; key: string };
  }

  async #post(path: string, body: object): Promise<unknown> {
    const response = await fetch(`${this.url}/api/v1/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': this.apiKey },
      body: JSON.stringify(body),
    });
    if (response.status !== 201) throw new Error(`POST /api/v1/${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }
}
