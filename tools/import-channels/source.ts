/** Rows of the older system, one at a time: the column names, then the values of each row. */
export interface Source {
  columns: readonly string[];
  /** `place` says where the row is, for a person to find it. */
  rows: AsyncIterable<{ place: string; values: readonly string[] }>;
}
