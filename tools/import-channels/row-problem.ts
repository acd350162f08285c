/** A row cannot become a channel; the message says why, and never with a part of a key. */
export class RowProblem extends Error {}
