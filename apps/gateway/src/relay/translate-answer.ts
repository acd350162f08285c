import { formatNamed, type JsonObject, type WholeAnswer, type WireFormatName } from '#libs/channels';

/** A channel's whole answer as a client of `format` expects it. @throws ProviderError garbled when it cannot be said in the format */
export function answerIn(format: WireFormatName, answer: Pick<WholeAnswer, 'format' | 'body'>): JsonObject {
  if (answer.format === format) return answer.body;
  return formatNamed(format).writeCompletion(formatNamed(answer.format).readCompletion(answer.body));
}

/** Turns a channel's events into the frames that a client of `format` expects. */
export interface FrameWriter {
  frames(event: JsonObject): string;
  end(): string;
}

export function framesIn(format: WireFormatName, channelFormat: WireFormatName, includeUsage: boolean): FrameWriter {
  if (format === channelFormat) return format === 'openai' ? passOpenAi(includeUsage) : passAnthropic();
  const read = formatNamed(channelFormat).createReader();
  const writer = formatNamed(format).createWriter({ includeUsage });
  return { frames: (event) => read(event).map((piece) => writer.write(piece)).join(''), end: () => writer.end() };
}

/** The usage is always asked for, and shown to those who asked. */
const passOpenAi = (includeUsage: boolean): FrameWriter => ({
  frames: (event) => (!includeUsage && isUsageAlone(event) ? '' : `data: ${JSON.stringify(event)}\n\n`),
  end: () => 'data: [DONE]\n\n',
});

const passAnthropic = (): FrameWriter => ({
  frames: (event) => `event: ${String(event.type)}\ndata: ${JSON.stringify(event)}\n\n`,
  end: () => '',
});

const isUsageAlone = ({ choices, usage }: JsonObject): boolean => Array.isArray(choices) && choices.length === 0 && usage !== null && usage !== undefined;
