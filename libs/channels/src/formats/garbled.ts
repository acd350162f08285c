import { ProviderError } from '../provider-adapter.js';

/** An answer that is not what its format promises; another channel may do better. */
export const garbled = (message: string, cause?: unknown): ProviderError => new ProviderError('garbled', message, { cause });
