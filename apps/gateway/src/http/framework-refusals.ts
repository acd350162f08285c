import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '#libs/kernel';
import { isRelayed } from '../relay/relay-error.js';
import { sendRelayError } from '../relay/send-relay-error.js';
import { toAppError, toProblem } from './problem.js';

/** Refuses what Fastify cannot route: a URL that is not well-formed, a parameter that is too long. */
export function refuseUnroutable(thrown: Error, request: FastifyRequest, reply: FastifyReply): void {
  const error = toAppError(thrown);
  const path = request.url.split('?', 1)[0]!;
  if (isRelayed(path)) return sendRelayError(error, path, request, reply);
  void reply.status(error.status).type('application/problem+json').send(JSON.stringify(toProblem(error, path)));
}

/** Refuses what Node cannot read as a request: headers too large or not HTTP, or a request that takes too long. */
export function refuseUnreadable(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  if (socket.writable) socket.write(rawResponse(new AppError(UNREADABLE[error.code ?? ''] ?? 'invalid_request')));
  socket.destroy(error);
}

const UNREADABLE = { HPE_HEADER_OVERFLOW: 'headers_too_large', ERR_HTTP_REQUEST_TIMEOUT: 'request_timeout' } as Record<string, 'headers_too_large' | 'request_timeout'>;

function rawResponse(error: AppError): string {
  const { instance: _, ...problem } = toProblem(error, '');
  const body = JSON.stringify(problem);
  return `HTTP/1.1 ${error.status} ${STATUS_CODES[error.status]}\r\nContent-Type: application/problem+json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`;
}
