import type { ChannelPreset } from '#libs/contracts';
import type { WireFormatName } from './wire-format.js';

export interface ProviderPreset {
  format: WireFormatName;
  baseUrl: string;
  quirks: {
    /** Takes `stream_options: {include_usage: true}` and then tells the usage of a stream. Anthropic always does. */
    streamOptions: boolean;
    /** Offers `/embeddings`. */
    embeddings: boolean;
    needsKey: boolean;
    /** On the operator's own machines: the address must be among OUTBOUND_ALLOWED_HOSTS. */
    privateAddress: boolean;
  };
}

const HOSTED = { streamOptions: true, embeddings: true, needsKey: true, privateAddress: false };

/** Where the known vendors are, as their documentation says. Which models take `max_completion_tokens` follows from the model's name. */
export const PROVIDER_PRESETS: Readonly<Record<ChannelPreset, ProviderPreset>> = {
  anthropic: { format: 'anthropic', baseUrl: 'https://api.anthropic.com', quirks: { ...HOSTED, streamOptions: false, embeddings: false } },
  openai: { format: 'openai', baseUrl: 'https://api.openai.com/v1', quirks: HOSTED },
  deepseek: { format: 'openai', baseUrl: 'https://api.deepseek.com', quirks: { ...HOSTED, embeddings: false } },
  openrouter: { format: 'openai', baseUrl: 'https://openrouter.ai/api/v1', quirks: HOSTED },
  gemini: { format: 'openai', baseUrl: 'https://generativelanguage.googleapis.com/v1beta/openai', quirks: HOSTED },
  doubao: { format: 'openai', baseUrl: 'https://ark.cn-beijing.volces.com/api/v3', quirks: HOSTED },
  'local-server': { format: 'openai', baseUrl: 'http://127.0.0.1:11434/v1', quirks: { ...HOSTED, needsKey: false, privateAddress: true } },
};
