/** What went wrong, stable across releases so that callers and documentation can refer to it. */
export type EmbeddedPostgresErrorCode =
  | 'platform_unsupported'
  | 'binaries_incomplete'
  | 'data_dir_in_use'
  | 'data_dir_not_usable'
  | 'cannot_drop_root'
  | 'credentials_invalid'
  | 'cluster_creation_failed'
  | 'server_start_failed'
  | 'orphan_not_stopped';

/** Every failure of the embedded database that a person can act on; the message says how. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';

  constructor(
    readonly code: EmbeddedPostgresErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The `code` of a Node system error or of a PostgreSQL error, or undefined. */
export function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null | undefined)?.code;
  return typeof code === 'string' ? code : undefined;
}

/** For `.catch()`: undefined when a file or folder is absent, any other error goes on. */
export function undefinedIfAbsent(error: unknown): undefined {
  if (codeOf(error) === 'ENOENT') return undefined;
  throw error;
}
