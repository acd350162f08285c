import type { JsonObject } from '../../completion.js';
import { objectOf } from '../json.js';

/** Deeper than any vendor follows a schema; what is below is left as it is. */
const MAX_DEPTH = 64;

/** Under these a schema has data, not schemas. */
const DATA = new Set(['enum', 'const', 'default', 'examples', 'required']);
/** Under these it has schemas by names of the author's choice. */
const BY_NAME = new Set(['properties', 'patternProperties', '$defs', 'definitions']);

/** The vendor's structured output wants every object of a schema to say that it has no other fields. */
export const closedSchema = (schema: JsonObject): JsonObject => close(schema, 0) as JsonObject;

function close(value: unknown, depth: number): unknown {
  if (depth > MAX_DEPTH) return value;
  if (Array.isArray(value)) return value.map((item) => close(item, depth + 1));
  const schema = objectOf(value);
  if (!schema) return value;
  const closed = mapped(schema, (inner, key) => {
    const named = BY_NAME.has(key) ? objectOf(inner) : null;
    if (named) return mapped(named, (one) => close(one, depth + 2));
    return DATA.has(key) ? inner : close(inner, depth + 1);
  });
  return schema.type === 'object' && schema.properties ? { ...closed, additionalProperties: false } : closed;
}

const mapped = (object: JsonObject, change: (value: unknown, key: string) => unknown): JsonObject =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value, key)]));
