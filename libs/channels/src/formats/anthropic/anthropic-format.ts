import type { WireFormat } from '../../wire-format.js';
import { readCompletion } from './read-completion.js';
import { readRequest } from './read-request.js';
import { createReader } from './stream-reader.js';
import { AnthropicStreamWriter } from './stream-writer.js';
import { writeCompletion } from './write-completion.js';
import { writeRequest } from './write-request.js';

/** Anthropic's Messages API. */
export const ANTHROPIC_FORMAT: WireFormat = {
  name: 'anthropic',
  readRequest,
  writeRequest,
  readCompletion,
  writeCompletion,
  createReader,
  createWriter: () => new AnthropicStreamWriter(),
};
