import type { WireFormat, WireFormatName } from '../wire-format.js';
import { ANTHROPIC_FORMAT } from './anthropic/anthropic-format.js';
import { OPENAI_FORMAT } from './openai/openai-format.js';

const FORMATS: Readonly<Record<WireFormatName, WireFormat>> = { openai: OPENAI_FORMAT, anthropic: ANTHROPIC_FORMAT };

export const formatNamed = (name: WireFormatName): WireFormat => FORMATS[name];
