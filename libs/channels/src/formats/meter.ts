import type { WireFormatName } from '../wire-format.js';
import { AnthropicMeter } from './anthropic/anthropic-meter.js';
import type { Meter } from './measuring.js';
import { OpenAiMeter } from './openai/openai-meter.js';

export type { Meter, MeteredEvent } from './measuring.js';

export const createMeter = (format: WireFormatName): Meter => (format === 'openai' ? new OpenAiMeter() : new AnthropicMeter());
