/** What is asked and answered in every call: as long as a short exchange with a customer. */
export const SYSTEM = `You answer customers of an online shop. Be brief and friendly, use only what the shop's articles say, never promise a date, and pass on to a person what you do not know. ${'Answer in the language of the question. '.repeat(8)}`;
export const QUESTION = 'My parcel was to arrive on Monday, but the tracking page has not changed since Saturday. What can I do?';

/** The answer in the pieces in which it is streamed; plain ASCII, so that it looks the same in JSON. */
export const PIECES = [
  'I am sorry that your parcel is late. ',
  'The tracking page is updated when the parcel reaches the next depot, ',
  'which can take two working days around a weekend. ',
  'If nothing has changed by tomorrow evening, ',
  'please reply here with your order number, ',
  'and we will ask the carrier to look for it. ',
  'You will be told by e-mail what they found, ',
  'and if it is lost we send the order again.',
];
export const ANSWER = PIECES.join('');

/** What the vendor says that a call used. */
export const USAGE = { input: 160, output: 80 };

/** Between two pieces of a stream, in milliseconds: enough that each is a piece of its own on the wire. */
export const PIECE_EVERY_MS = 2;

/** Pieces of a stream that is to stay open, one every second. */
export const HELD_PIECES = Array.from({ length: 14 }, (_, index) => `Piece ${index} of an answer that takes its time. `);
export const HELD_PIECE_EVERY_MS = 1_000;

/** A model whose name begins so streams held pieces. */
export const HELD_MODEL = 'held-';
