/** The command line cannot be carried out as written; the message says what to change. */
export class UsageError extends Error {}
