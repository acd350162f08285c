/** What an agent says while it is still finding its words. The contact reads along; what counts is the reply it ends with. */
export interface ReplyStream {
  /** More of the reply. Never fails and never waits: what cannot be told now is told with what comes next. */
  write(text: string): void;
  /** What was written does not hold: the reply begins anew. */
  restart(): void;
  /** Aborts when no reply is wanted any more: the turn is about to be too late, or has ended otherwise. */
  readonly signal: AbortSignal;
}
