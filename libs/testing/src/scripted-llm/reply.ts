import type { OutgoingHttpHeaders } from 'node:http';

/** What goes over the wire: nothing, or an HTTP answer part by part. */
export type Reply = { kind: 'silence' } | { kind: 'hang-up' } | HttpReply;

export interface HttpReply {
  kind: 'http';
  status: number;
  headers: OutgoingHttpHeaders;
  /** Milliseconds before the headers. */
  delayMs: number;
  parts: ReplyPart[];
  /** What follows the parts: the end, nothing more until the client goes, or the end of the connection. */
  ending: 'end' | 'silence' | 'hang-up';
}

export interface ReplyPart {
  text: string;
  /** Milliseconds before it. */
  pauseMs: number;
}

/** @param options how the reply differs from one that is sent at once and to its end; `sent` is what is sent of `body` */
export function wholeReply(
  status: number,
  headers: OutgoingHttpHeaders,
  body: string,
  { sent = body, ...others }: { sent?: string } & Partial<Pick<HttpReply, 'delayMs' | 'ending'>> = {},
): HttpReply {
  return {
    kind: 'http',
    status,
    headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    delayMs: 0,
    parts: sent === '' ? [] : [{ text: sent, pauseMs: 0 }],
    ending: 'end',
    ...others,
  };
}
