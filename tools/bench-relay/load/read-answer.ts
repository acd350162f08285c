import type { CallFormat, Target } from './load-job.js';

/** What is read of the formats' answers, events and errors. */
interface OpenAiAnswer {
  choices: [{ message: { content: string } }];
}
interface AnthropicAnswer {
  content: [{ text: string }];
}
interface OpenAiChunk {
  choices: [{ delta: { content?: string } }?];
}
interface AnthropicEvent {
  type: string;
  delta: { text: string };
}

/** What is wrong with what came; null when it is the answer, to its end. */
export function findFault(target: Target, status: number, body: string): string | null {
  if (status !== 200) return `${status} ${errorCode(body)}`;
  try {
    const text = target.stream ? streamedText(target.format, body) : wholeText[target.format](JSON.parse(body));
    return text === target.answer ? null : `200 with another text: ${text.slice(0, 80)}`;
  } catch (error) {
    return `200 unreadable: ${(error as Error).message}`;
  }
}

const wholeText: Record<CallFormat, (body: unknown) => string> = {
  openai: (body) => (body as OpenAiAnswer).choices[0].message.content,
  anthropic: (body) => (body as AnthropicAnswer).content[0].text,
};

const pieceOf: Record<CallFormat, (event: unknown) => string> = {
  openai: (event) => (event as OpenAiChunk).choices[0]?.delta.content ?? '',
  anthropic: (event) => ((event as AnthropicEvent).type === 'content_block_delta' ? (event as AnthropicEvent).delta.text : ''),
};

const END: Record<CallFormat, string> = { openai: 'data: [DONE]\n\n', anthropic: 'data: {"type":"message_stop"}\n\n' };

function streamedText(format: CallFormat, body: string): string {
  if (!body.endsWith(END[format])) throw new Error(`the stream ends with ${body.slice(-120)}`);
  const lines = body.split('\n').filter((line) => line.startsWith('data: {'));
  return lines.map((line) => pieceOf[format](JSON.parse(line.slice('data: '.length)))).join('');
}

/** The code by which a caller tells errors apart, in both formats. */
function errorCode(body: string): string {
  try {
    const { error } = JSON.parse(body) as { error: { code?: string; type?: string } };
    return error.code ?? error.type ?? 'without a code';
  } catch {
    return 'without an error of the format';
  }
}
