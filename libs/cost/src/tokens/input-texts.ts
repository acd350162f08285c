type JsonObject = { [key: string]: unknown };

/**
 * An image of 1024 by 1024 pixels in OpenAI's tiles: 85 tokens and 170 for each 512-pixel square of the
 * image scaled to 768 pixels (guide "Images and vision", calculating costs). The images themselves are
 * not looked at. `low` is a single tile's base.
 */
const OPENAI_IMAGE_TOKENS = { low: 85, high: 85 + 4 * 170 };

/** Width times height divided by 750, for the largest image Anthropic does not scale down, 1092 by 1092 (guide "Vision", evaluate image size). */
const ANTHROPIC_IMAGE_TOKENS = Math.ceil((1092 * 1092) / 750);

/** What each message costs besides its text, and the answer's beginning (OpenAI cookbook, "How to count tokens with tiktoken"). */
const TOKENS_PER_MESSAGE = 3;
const TOKENS_PER_ANSWER = 3;

/** What of a request a tokenizer counts, and what comes on top. */
export interface InputTexts {
  texts: string[];
  tokens: number;
}

/** Reads the body of a chat completion, a message or an embedding, in OpenAI's or Anthropic's format. Encoded files are left out. */
export function inputTextsOf(body: JsonObject): InputTexts {
  const found: InputTexts = { texts: [], tokens: 0 };
  readContent(body['system'], found);
  const messages = objectsIn(body['messages']);
  for (const message of messages) readMessage(message, found);
  if (messages.length > 0) found.tokens += TOKENS_PER_ANSWER;
  for (const tool of objectsIn(body['tools'])) found.texts.push(JSON.stringify(tool));
  readEmbeddingInput(body['input'], found);
  return found;
}

function readMessage(message: JsonObject, found: InputTexts): void {
  found.tokens += TOKENS_PER_MESSAGE;
  pushText(message['role'], found);
  pushText(message['name'], found);
  readContent(message['content'], found);
  for (const call of objectsIn(message['tool_calls'])) {
    const called = objectsIn([call['function']])[0];
    pushText(called?.['name'], found);
    pushText(called?.['arguments'], found);
  }
}

/** A text, or a list of parts. */
function readContent(content: unknown, found: InputTexts): void {
  pushText(content, found);
  for (const part of objectsIn(content)) readPart(part, found);
}

function readPart(part: JsonObject, found: InputTexts): void {
  switch (part['type']) {
    case 'image_url':
      found.tokens += objectsIn([part['image_url']])[0]?.['detail'] === 'low' ? OPENAI_IMAGE_TOKENS.low : OPENAI_IMAGE_TOKENS.high;
      break;
    case 'image':
      found.tokens += ANTHROPIC_IMAGE_TOKENS;
      break;
    case 'tool_use':
      pushText(part['name'], found);
      found.texts.push(JSON.stringify(part['input'] ?? {}));
      break;
    case 'tool_result':
      readContent(part['content'], found);
      break;
    case 'document':
      readDocument(part, found);
      break;
    default:
      pushText(part['text'] ?? part['refusal'] ?? part['thinking'], found);
  }
}

function readDocument(part: JsonObject, found: InputTexts): void {
  const source = objectsIn([part['source']])[0];
  if (source?.['type'] === 'text') pushText(source['data'], found);
  else readContent(source?.['content'], found);
}

/** Texts, or tokens that the caller counted already. */
function readEmbeddingInput(input: unknown, found: InputTexts): void {
  pushText(input, found);
  if (!Array.isArray(input)) return;
  for (const item of input) {
    pushText(item, found);
    if (typeof item === 'number') found.tokens += 1;
    if (Array.isArray(item)) found.tokens += item.length;
  }
}

function pushText(value: unknown, found: InputTexts): void {
  if (typeof value === 'string' && value !== '') found.texts.push(value);
}

const objectsIn = (value: unknown): JsonObject[] => (Array.isArray(value) ? value.filter((item): item is JsonObject => typeof item === 'object' && item !== null && !Array.isArray(item)) : []);
