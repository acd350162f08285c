/**
 * Where routing decisions turn, all in one place; only from when on the classifier counts as sure is in
 * its model, as calibration set it. All are confidences from 0 to 1.
 */
export const DECISION_THRESHOLDS = {
  /** A model that is less sure of itself is no better than the classifier was. */
  modelSureFrom: 0.5,
  /** An unsure guess at least this likely is acted on when nothing better is known: a human is called, a specialist asked. */
  transferFrom: 0.6,
  /** A wish among several is one of its own when it is sure or at least this likely; a less plain one belongs to its neighbour's story. */
  partFrom: 0.8,
  /** A question that nothing answers may really be for a specialist who is at least this likely: the contact is asked. */
  rivalFrom: 0.25,
  /** Asked which of two meanings it is, a reply is taken for one of them when it makes up so much of what both have. */
  choiceFrom: 0.8,
} as const;
