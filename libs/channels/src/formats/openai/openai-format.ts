import type { WireFormat } from '../../wire-format.js';
import { readCompletion } from './read-completion.js';
import { readRequest } from './read-request.js';
import { createReader } from './stream-reader.js';
import { OpenAiStreamWriter } from './stream-writer.js';
import { writeCompletion } from './write-completion.js';
import { writeRequest } from './write-request.js';

/** Chat completions as OpenAI and the many servers compatible with it speak them. */
export const OPENAI_FORMAT: WireFormat = {
  name: 'openai',
  readRequest,
  writeRequest,
  readCompletion,
  writeCompletion,
  createReader,
  createWriter: (options) => new OpenAiStreamWriter(options),
};
