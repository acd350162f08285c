/** What both SDKs tell of an error's answer, whatever their types promise. */
interface SdkError {
  status: unknown;
  headers: unknown;
}

/** An error within a stream has none. */
export const statusOf = ({ status }: SdkError): number | null => (typeof status === 'number' ? status : null);

/** Known by what it can do: an HTTP client may bring a class of its own. */
export const headersOf = ({ headers }: SdkError): Headers | undefined =>
  typeof (headers as Headers | undefined)?.get === 'function' ? (headers as Headers) : undefined;
