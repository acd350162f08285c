import { ProviderError, type ProviderErrorKind } from '../../provider-adapter.js';
import { ourError } from './explain-error.js';

/** Thrown by the outbound fetch before it connects to an address it must not. */
const REFUSED_ADDRESS = 'OutboundAddressRefused';
const TIMED_OUT = /timed? ?out|TimeoutError|ETIMEDOUT/i;
/** Causes of causes: more than any client nests, and an end for a circle. */
const MAX_CAUSES = 10;

/** An error that came from the connection or from reading the answer, not from the vendor's own words. */
export function connectionError(error: unknown): ProviderError {
  if (error instanceof ProviderError) return error;
  return ourError(connectionKind(error), error);
}

function connectionKind(error: unknown): ProviderErrorKind {
  const chain = causesOf(error);
  if (chain.some(({ name }) => name === REFUSED_ADDRESS)) return 'refused_address';
  if (chain.some(({ name }) => name === 'SyntaxError')) return 'garbled';
  if (chain.some(({ name, message }) => TIMED_OUT.test(`${name} ${message}`))) return 'timeout';
  return 'connection';
}

interface Cause {
  name: string;
  message: string;
}

/** Known by their names: the classes of an HTTP client need not be the ones that are imported here. */
function causesOf(error: unknown): Cause[] {
  const chain: Cause[] = [];
  for (let cause = error; isCause(cause) && chain.length < MAX_CAUSES; cause = cause.cause) chain.push(cause);
  return chain;
}

const isCause = (value: unknown): value is Cause & { cause?: unknown } => typeof value === 'object' && value !== null && 'name' in value && 'message' in value;
