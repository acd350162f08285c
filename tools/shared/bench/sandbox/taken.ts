/** A part of a server that belongs to this run. */
export interface Taken {
  url: string;
  /** As the server says, e.g. `15.20`. */
  version: string;
  remove(): Promise<void>;
}
