import type { Intent, IntentDecision } from '../types.js';
import { BEGINS_WITH_SENDER } from './piece-form.js';
import { orderNumbersOf, WISH_FROM, WITHIN, type ReadPiece } from './read-piece.js';

/** Neighbouring pieces that are one wish. */
export interface Group {
  start: number;
  end: number;
  /** Of the piece that asks for it, when one does. */
  decision: IntentDecision | null;
}

/** The wish that is being read, as far as it tells whether the next piece is part of it. */
export interface OpenGroup extends Group {
  intent: Intent | null;
  confidence: number;
  /** What it asks about is only said by what follows: "Where is it? Order 90133!" */
  incomplete: boolean;
  namesSubject: boolean;
  ofAnotherTime: boolean;
  /** It wants something, but what is not plain. */
  unclear: boolean;
  /** Whether a question or a request is in it, not only statements. */
  asks: boolean;
  orderNumbers: Set<string>;
}

/**
 * Whether a piece begins another wish rather than goes on with the one before it. Different agents, different orders
 * or a word that says so make another; what explains, refers back or says too little goes on.
 * @param next the piece after it
 */
export function isWishOfItsOwn(piece: ReadPiece, group: OpenGroup, next: ReadPiece | undefined): boolean {
  if (group.intent === null) return group.unclear && piece.wish !== null && piece.boundary === 'marker';
  if (piece.wish === null) return introducesNext(piece, group, next);
  if (piece.wish === group.intent) return isForAnotherOrder(piece, group);
  if (piece.boundary === 'marker') return true;
  if (group.incomplete || (piece.boundary === 'unmarked' && group.confidence < WISH_FROM.unmarked)) return false;
  return isAboutAnotherPurchase(piece, group) || standsByItself(piece, group);
}

const isAboutAnotherPurchase = (piece: ReadPiece, group: OpenGroup): boolean =>
  (group.asks && piece.asks && namesNewOrder(piece, group)) || namesAnotherOrder(piece, group) || isOfAnotherTime(piece, group);

function standsByItself(piece: ReadPiece, group: OpenGroup): boolean {
  if (piece.continues || piece.withoutObject || piece.refersBack) return false;
  if (!group.asks && belongsTo(piece, group)) return false;
  return piece.asks || !isOfPurchases(piece.wish) || !isOfPurchases(group.intent);
}

/** "How do I pay? My order is W123. Where is it?": the number is told for the question after it. */
function introducesNext(piece: ReadPiece, group: OpenGroup, next: ReadPiece | undefined): boolean {
  if (!group.asks || !next || next.wish === null || next.wish === group.intent || next.boundary === 'marker') return false;
  return piece.boundary === 'marker' || (piece.boundary !== 'comma' && (next.refersBack || piece.entities.some(({ type }) => type === 'order_number')));
}

/** What went wrong is told before what is to be done about it, and only the latter is the wish. */
function belongsTo(piece: ReadPiece, group: OpenGroup): boolean {
  if (asksBeside(piece, group)) return false;
  if (piece.wish === 'faq' && group.intent === 'order' && !group.namesSubject) return true;
  if (piece.boundary === 'conjunction' && !piece.asks) return !piece.namesSubject && !piece.namesSoftware;
  if (piece.wish === 'human' || piece.wish === 'refund') return true;
  return piece.boundary === 'comma';
}

/** "The app crashes, where is W123": what does not work is one wish, and a plain question about something else another. */
function asksBeside(piece: ReadPiece, group: OpenGroup): boolean {
  if (group.intent === 'technical' && piece.wish === 'human' && !WITHIN.has(piece.boundary)) return true;
  const plain = group.confidence >= WISH_FROM.beside && (piece.decision.confidence >= WISH_FROM.beside || (piece.wish === 'faq' && piece.beginsAsQuestion));
  if (!plain || piece.refersBack) return false;
  if (group.intent === 'technical') return piece.asks ? piece.wish !== 'refund' && piece.wish !== 'human' : piece.wish === 'order' && orderNumbersOf(piece).length > 0;
  if (group.intent === 'human') return piece.namesSoftware || orderNumbersOf(piece).length > 0;
  if (!group.namesSubject) return false;
  return piece.wish === 'faq' ? piece.asks : piece.wish === 'technical' && piece.namesSoftware && !BEGINS_WITH_SENDER.test(piece.text);
}

/** "… to navy, and my last return is not paid": another purchase, though no number tells. */
const isOfAnotherTime = (piece: ReadPiece, group: OpenGroup): boolean =>
  piece.ofAnotherTime && !group.ofAnotherTime && piece.decision.confidence >= WISH_FROM.beside && group.confidence >= WISH_FROM.question;

/** Two orders of which something else is wished are two wishes; "W1 and W2" are not. */
function isForAnotherOrder(piece: ReadPiece, group: OpenGroup): boolean {
  if (!isOfPurchases(piece.wish)) return false;
  if (piece.boundary === 'marker' && isOfAnotherTime(piece, group)) return true;
  if (!namesAnotherOrder(piece, group) || piece.refersBack) return false;
  return piece.asks || (piece.boundary !== 'comma' && piece.boundary !== 'conjunction');
}

/** What went wrong with a purchase explains what is asked for. */
const isOfPurchases = (intent: Intent | null): boolean => intent === 'order' || intent === 'refund';

const namesNewOrder = (piece: ReadPiece, group: OpenGroup): boolean => orderNumbersOf(piece).some((number) => !group.orderNumbers.has(number));

function namesAnotherOrder(piece: ReadPiece, group: OpenGroup): boolean {
  const named = orderNumbersOf(piece);
  return group.orderNumbers.size > 0 && named.length > 0 && !named.some((number) => group.orderNumbers.has(number));
}
