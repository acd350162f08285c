import type { IncomingHttpHeaders } from 'node:http';

/** Received headers, with the reading half of Headers. The fields are private, so that nothing prints them by accident. */
export class ResponseHeaders implements Iterable<[string, string]> {
  readonly #fields: IncomingHttpHeaders;

  /** @param fields by lower-case names */
  constructor(fields: IncomingHttpHeaders) {
    this.#fields = fields;
  }

  get(name: string): string | null {
    const key = name.toLowerCase();
    const value = Object.hasOwn(this.#fields, key) ? this.#fields[key] : undefined;
    return Array.isArray(value) ? value.join(', ') : (value ?? null);
  }

  has(name: string): boolean {
    return this.get(name) !== null;
  }

  getSetCookie(): string[] {
    return [this.#fields['set-cookie'] ?? []].flat();
  }

  forEach(visit: (value: string, name: string, headers: ResponseHeaders) => void): void {
    for (const [name, value] of this) visit(value, name, this);
  }

  *entries(): IterableIterator<[string, string]> {
    for (const name of Object.keys(this.#fields)) yield [name, this.get(name) ?? ''];
  }

  *keys(): IterableIterator<string> {
    for (const [name] of this) yield name;
  }

  *values(): IterableIterator<string> {
    for (const [, value] of this) yield value;
  }

  [Symbol.iterator](): IterableIterator<[string, string]> {
    return this.entries();
  }
}
