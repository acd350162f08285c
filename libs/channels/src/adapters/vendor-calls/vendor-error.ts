/** What a vendor told of an error, in whatever of the usual shapes. */
export interface VendorError {
  message: string | null;
  /** `code` and `type` together, lower case: vendors put the same word into either. */
  marks: string;
  param: string | null;
  /** Routers tell the status of what they routed to as a numeric code. */
  code: number | null;
}

/**
 * Reads `{error: {message, type, code, param}}` and its relatives: the error alone, in a list (Gemini),
 * as a string (Ollama), or as `detail` (servers built on FastAPI).
 */
export function readVendorError(body: unknown): VendorError {
  const outer = fieldsOf(Array.isArray(body) ? body[0] : body);
  const error = typeof outer.error === 'string' ? { message: outer.error } : { ...outer, ...fieldsOf(outer.error) };
  const fields: Record<string, unknown> = error;
  const message = fields.message ?? fields.detail;
  return {
    message: typeof message === 'string' && message !== '' ? message : null,
    marks: marksOf(fields),
    param: typeof fields.param === 'string' ? fields.param : null,
    code: typeof fields.code === 'number' ? fields.code : null,
  };
}

/** Anthropic is more exact in `details`; OpenRouter tells of moderation only by what it adds. */
function marksOf(error: Record<string, unknown>): string {
  const moderated = 'flagged_input' in fieldsOf(error.metadata) ? 'moderation' : null;
  const marks = [error.code, error.type, error.status, fieldsOf(error.details).error_code, moderated];
  return marks.filter((mark) => typeof mark === 'string').join(' ').toLowerCase();
}

/** Whether the vendor itself told of an error; false for the page of a proxy before it. */
export const isTold = (error: VendorError): boolean => error.message !== null || error.marks !== '';

const fieldsOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
