import type { MessageEntity } from '#libs/contracts';
import type { Intent, IntentDecision } from '../types.js';
import type { Boundary, Piece } from './cut-message.js';
import { formOf, type PieceForm } from './piece-form.js';

/** What is known of a piece before it is decided which pieces are one wish. */
export interface JudgedPiece extends Piece {
  decision: IntentDecision;
  entities: MessageEntity[];
}

/** Neighbouring pieces that are one wish. */
export interface Group {
  start: number;
  end: number;
  /** Of the piece that asks for it, when one does. */
  decision: IntentDecision | null;
}

/** A piece alone says less than a message, so what it wishes for must be plainer. From the calibration split of data/intents/multi.jsonl. */
const WISH_FROM = { introduced: 0.5, question: 0.55, statement: 0.75, afterComma: 0.8 } as const;

interface OpenGroup extends Group {
  intent: Intent | null;
  /** Whether a question or a request is in it, not only statements. */
  asks: boolean;
  orderNumbers: Set<string>;
}

interface ReadPiece extends JudgedPiece, PieceForm {
  /** What the piece asks for by itself; null when it only greets, thanks, or tells something for another piece. */
  wish: Intent | null;
}

/** Joins pieces to wishes: what does not stand by itself goes to the wish before it, or to the one that follows. */
export function joinPieces(judged: readonly JudgedPiece[]): Group[] {
  const pieces = judged.map((piece, at) => readPiece(piece, judged[at + 1]));
  const groups: OpenGroup[] = [];
  pieces.forEach((piece, at) => {
    const group = groups.at(-1);
    if (!group || isWishOfItsOwn(piece, group, pieces[at + 1])) groups.push(openGroup(piece));
    else extend(group, piece);
  });
  return withoutEmpty(groups);
}

function readPiece(piece: JudgedPiece, next: JudgedPiece | undefined): ReadPiece {
  const form = formOf(piece.text);
  const boundary = form.adds ? 'marker' : piece.boundary;
  const { intent, confidence } = piece.decision;
  const wishes = intent !== 'other' && confidence >= neededFor(boundary, form, next) && (form.asks || !form.introduces);
  return { ...piece, ...form, boundary, wish: wishes ? intent : null };
}

function neededFor(boundary: Boundary, form: PieceForm, next: JudgedPiece | undefined): number {
  if (boundary === 'marker' || next?.boundary === 'marker') return WISH_FROM.introduced;
  if (boundary === 'comma') return WISH_FROM.afterComma;
  return form.asks ? WISH_FROM.question : WISH_FROM.statement;
}

function isWishOfItsOwn(piece: ReadPiece, group: OpenGroup, next: ReadPiece | undefined): boolean {
  if (group.intent === null) return false;
  if (piece.wish === null) return introducesNext(piece, group, next);
  if (piece.wish === group.intent) return false;
  if (piece.boundary === 'marker') return true;
  if (group.asks && piece.asks && namesNewOrder(piece, group)) return true;
  if (piece.continues || piece.withoutObject) return false;
  if (!group.asks && belongsTo(piece, group)) return false;
  if (!piece.asks && isOfPurchases(piece.wish) && isOfPurchases(group.intent)) return false;
  return namesAnotherOrder(piece, group) || !piece.refersBack;
}

/** "How do I pay? My order is W123. Where is it?": the number is told for the question after it. */
function introducesNext(piece: ReadPiece, group: OpenGroup, next: ReadPiece | undefined): boolean {
  if (!group.asks || !next || next.wish === null || next.wish === group.intent || next.boundary === 'marker') return false;
  return piece.boundary === 'marker' || (piece.boundary !== 'comma' && (next.refersBack || piece.entities.some(({ type }) => type === 'order_number')));
}

/** What went wrong is told before what is to be done about it, and only the latter is the wish. */
function belongsTo(piece: ReadPiece, group: OpenGroup): boolean {
  if (namesAnotherOrder(piece, group)) return false;
  if (piece.wish === 'human' || piece.wish === 'refund') return true;
  return piece.boundary === 'comma';
}

/** What went wrong with a purchase explains what is asked for. */
const isOfPurchases = (intent: Intent): boolean => intent === 'order' || intent === 'refund';

const namesNewOrder = (piece: ReadPiece, group: OpenGroup): boolean => orderNumbersOf(piece).some((number) => !group.orderNumbers.has(number));

function namesAnotherOrder(piece: ReadPiece, group: OpenGroup): boolean {
  const named = orderNumbersOf(piece);
  return group.orderNumbers.size > 0 && named.length > 0 && !named.some((number) => group.orderNumbers.has(number));
}

const orderNumbersOf = ({ entities }: ReadPiece): string[] => entities.filter(({ type }) => type === 'order_number').map(({ value }) => value);

function openGroup(piece: ReadPiece): OpenGroup {
  return { start: piece.start, end: piece.end, intent: piece.wish, asks: piece.wish !== null && piece.asks, decision: piece.wish === null ? null : piece.decision, orderNumbers: new Set(orderNumbersOf(piece)) };
}

function extend(group: OpenGroup, piece: ReadPiece): void {
  group.end = piece.end;
  group.asks ||= piece.wish !== null && piece.asks;
  if (piece.wish !== null && (group.intent === null || piece.asks)) {
    group.intent = piece.wish;
    group.decision = piece.decision;
  }
  for (const number of orderNumbersOf(piece)) group.orderNumbers.add(number);
}

/** A last group that never came to a wish goes to the one before it. */
function withoutEmpty(groups: OpenGroup[]): OpenGroup[] {
  const last = groups.at(-1);
  if (groups.length < 2 || last!.intent !== null) return groups;
  groups.at(-2)!.end = last!.end;
  return groups.slice(0, -1);
}
