import { isWishOfItsOwn, type Group, type OpenGroup } from './is-wish-of-its-own.js';
import { lengthInLetters } from './length-in-letters.js';
import { FEWEST_LETTERS, orderNumbersOf, readPiece, WISH_FROM, type JudgedPiece, type ReadPiece } from './read-piece.js';

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

function openGroup(piece: ReadPiece): OpenGroup {
  const { start, end, wish, decision, ofAnotherTime } = piece;
  return {
    start,
    end,
    intent: wish,
    decision: wish === null ? null : decision,
    confidence: wish === null ? 0 : decision.confidence,
    asks: wish !== null && piece.asks,
    incomplete: piece.withoutObject || (piece.refersBack && decision.confidence < WISH_FROM.beside),
    unclear: isUnclear(piece),
    namesSubject: namesSubject(piece),
    ofAnotherTime,
    orderNumbers: new Set(orderNumbersOf(piece)),
  };
}

const namesSubject = (piece: ReadPiece): boolean => piece.namesSubject || orderNumbersOf(piece).length > 0;

/** Neither a wish nor a greeting or thanks. */
const isUnclear = ({ wish, decision, text }: ReadPiece): boolean =>
  wish === null && lengthInLetters(text) >= FEWEST_LETTERS && !(decision.intent === 'other' && decision.confidence >= WISH_FROM.beside);

function extend(group: OpenGroup, piece: ReadPiece): void {
  group.end = piece.end;
  group.ofAnotherTime ||= piece.ofAnotherTime;
  group.unclear ||= isUnclear(piece);
  group.namesSubject ||= namesSubject(piece);
  group.incomplete &&= piece.wish === null;
  group.asks ||= piece.wish !== null && piece.asks;
  if (piece.wish !== null && (group.intent === null || piece.asks)) {
    group.intent = piece.wish;
    group.decision = piece.decision;
    group.confidence = piece.decision.confidence;
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
