import { ProviderError } from '../../src/provider-adapter.js';

/** The error a call fails with. */
export async function errorOf(call: Promise<unknown>): Promise<ProviderError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof ProviderError) return error;
    throw error;
  }
  throw new Error('the call succeeded');
}

/** All that a stream gives, and the error it ends with. */
export async function drained<Event>(opening: Promise<AsyncIterable<Event>>): Promise<{ events: Event[]; error: ProviderError | null }> {
  const events: Event[] = [];
  try {
    for await (const event of await opening) events.push(event);
    return { events, error: null };
  } catch (error) {
    if (error instanceof ProviderError) return { events, error };
    throw error;
  }
}
