import type { Dispatcher } from 'undici';

/** Headers that belong to the connection, as in the standard's fetch; `host` is the one that was checked. */
const OF_THE_CONNECTION = new Set(['host', 'connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'expect', 'content-length', 'te', 'trailer']);

/** fetch's arguments as undici takes them. */
export function outboundRequest(url: URL, init: RequestInit): Dispatcher.DispatchOptions {
  const headers = flatHeaders(init.headers ?? []);
  // Nothing is unpacked here: a small response can be made to unpack to a very large one.
  headers.push('accept-encoding', 'identity');
  if (init.body instanceof URLSearchParams) headers.push('content-type', 'application/x-www-form-urlencoded;charset=UTF-8');
  return {
    origin: url.origin,
    path: `${url.pathname}${url.search}`,
    method: (init.method ?? 'GET').toUpperCase(),
    headers,
    body: (init.body instanceof URLSearchParams ? String(init.body) : init.body) as Dispatcher.DispatchOptions['body'],
  };
}

function flatHeaders(given: NonNullable<RequestInit['headers']>): string[] {
  const pairs = (Symbol.iterator in given ? given : Object.entries(given)) as Iterable<[string, string | undefined]>;
  const flat: string[] = [];
  for (const [name, value] of pairs) {
    const key = name.toLowerCase();
    if (value !== undefined && key !== 'accept-encoding' && !OF_THE_CONNECTION.has(key)) flat.push(key, value);
  }
  return flat;
}
