import type { MessageEntity } from '#libs/contracts';
import type { Intent, IntentDecision } from '../types.js';
import { asksForInformation } from './asks-for-information.js';
import type { Boundary, Piece } from './cut-message.js';
import { lengthInLetters } from './length-in-letters.js';
import { formOf, type PieceForm } from './piece-form.js';

/** What is known of a piece before it is decided which pieces are one wish. */
export interface JudgedPiece extends Piece {
  decision: IntentDecision;
  entities: MessageEntity[];
}

export interface ReadPiece extends JudgedPiece, PieceForm {
  /** What the piece asks for by itself; null when it only greets, thanks, or tells something for another piece. */
  wish: Intent | null;
}

/** A piece alone says less than a message, so what it wishes for must be plainer. From data/intents/multi.jsonl and multi.more.jsonl. */
export const WISH_FROM = {
  introduced: 0.5,
  question: 0.55,
  statement: 0.75,
  /** A statement after "and". */
  goingOn: 0.85,
  afterComma: 0.8,
  unmarked: 0.85,
  human: 0.8,
  /** Of both, when one stands beside a story that it might belong to. */
  beside: 0.8,
} as const;

/** What is shorter says too little to be taken for a question by its form alone. */
export const FEWEST_LETTERS = 10;
/** The same without a word that says that another question follows. */
const FEWEST_UNMARKED = 12;

/** Where a sentence goes on. */
export const WITHIN: ReadonlySet<Boundary> = new Set<Boundary>(['comma', 'conjunction', 'unmarked']);

/** @param next the piece after it */
export function readPiece(piece: JudgedPiece, next: JudgedPiece | undefined): ReadPiece {
  const form = formOf(piece.text);
  const boundary = form.adds ? 'marker' : piece.boundary;
  const { intent, confidence } = piece.decision;
  const asksForNothing = intent === 'faq' && !form.asks && WITHIN.has(boundary);
  const needed = intent === 'human' ? WISH_FROM.human : neededFor(boundary, form, next);
  const wishes = !asksForNothing && intent !== 'other' && confidence >= needed && (form.asks || !form.introduces) && !form.onlyNumber;
  return { ...piece, ...form, boundary, wish: wishes ? intent : isQuestionByForm(boundary, form, piece) ? 'faq' : null };
}

/** What is said to be another question is one, whatever it is about; else a question that is for no other agent. */
function isQuestionByForm(boundary: Boundary, form: PieceForm, { text, decision }: JudgedPiece): boolean {
  if (boundary === 'start' || boundary === 'unmarked') return false;
  if (form.refersBack || form.withoutObject || form.continues || lengthInLetters(text) < FEWEST_LETTERS) return false;
  if (form.asksToBeTold || (form.asks && boundary === 'marker')) return true;
  return form.beginsAsQuestion && lengthInLetters(text) >= FEWEST_UNMARKED && asksForInformation(decision, WISH_FROM.afterComma);
}

function neededFor(boundary: Boundary, form: PieceForm, next: JudgedPiece | undefined): number {
  if (boundary === 'marker' || next?.boundary === 'marker') return WISH_FROM.introduced;
  if (boundary === 'comma') return WISH_FROM.afterComma;
  if (boundary === 'unmarked') return WISH_FROM.unmarked;
  if (boundary === 'conjunction' && !form.asks) return WISH_FROM.goingOn;
  return form.asks ? WISH_FROM.question : WISH_FROM.statement;
}

export const orderNumbersOf = ({ entities }: JudgedPiece): string[] => entities.filter(({ type }) => type === 'order_number').map(({ value }) => value);
