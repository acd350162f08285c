import type { CreateChannel } from '#libs/contracts';

/** What the channels of a provider are, unless the row says more. */
export interface KnownProvider {
  names: readonly string[];
  type: CreateChannel['type'];
  preset: CreateChannel['preset'];
  models: readonly string[];
  /** For providers with names of their own for others' models. */
  modelMapping?: Readonly<Record<string, string>>;
  /** Servers that ask for no key. */
  keyOptional?: boolean;
}

const PROVIDERS: readonly KnownProvider[] = [
  { names: ['anthropic', 'claude'], type: 'anthropic', preset: 'anthropic', models: ['claude-haiku-4-5', 'claude-sonnet-4-5', 'claude-opus-4-5'] },
  { names: ['openai', 'chatgpt', 'gpt'], type: 'openai-compatible', preset: 'openai', models: ['gpt-5', 'gpt-5-mini', 'gpt-4.1', 'gpt-4.1-mini', 'gpt-4o', 'gpt-4o-mini'] },
  { names: ['deepseek'], type: 'openai-compatible', preset: 'deepseek', models: ['deepseek-chat', 'deepseek-reasoner'] },
  { names: ['gemini', 'google', 'google-ai', 'google-gemini'], type: 'openai-compatible', preset: 'gemini', models: ['gemini-2.5-pro', 'gemini-2.5-flash'] },
  { names: ['doubao', 'ark', 'volcengine', 'bytedance'], type: 'openai-compatible', preset: 'doubao', models: ['doubao-seed-1-6', 'doubao-seed-1-6-flash'] },
  {
    names: ['openrouter'],
    type: 'openai-compatible',
    preset: 'openrouter',
    models: [],
    modelMapping: {
      'claude-haiku-4-5': 'anthropic/claude-haiku-4.5',
      'claude-sonnet-4-5': 'anthropic/claude-sonnet-4.5',
      'gpt-5': 'openai/gpt-5',
      'gpt-5-mini': 'openai/gpt-5-mini',
      'gemini-2.5-pro': 'google/gemini-2.5-pro',
      'gemini-2.5-flash': 'google/gemini-2.5-flash',
      'deepseek-chat': 'deepseek/deepseek-chat',
    },
  },
  { names: ['local-server', 'local', 'ollama', 'vllm', 'lm-studio'], type: 'openai-compatible', preset: 'local-server', models: [], keyOptional: true },
  // Anything else that speaks OpenAI's format; the row says where it is and what it offers.
  { names: ['openai-compatible', 'custom'], type: 'openai-compatible', preset: null, models: [] },
];

const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** The provider of that name, in any case and spelling of blanks and hyphens. */
export const findProvider = (name: string): KnownProvider | undefined => PROVIDERS.find((provider) => provider.names.some((known) => plain(known) === plain(name)));

/** The providers as lines for the usage. */
export function providerTable(): string {
  return PROVIDERS.map(({ names, models, modelMapping }) => `  ${names.join(', ')}: ${[...models, ...Object.keys(modelMapping ?? {})].join(', ') || 'none, the row must name them'}`).join('\n');
}
