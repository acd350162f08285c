import type { HandoffReason, Locale } from '#libs/contracts';
import type { FinishedPart, JoinedTurn } from '#libs/conversations';
import { handoffText, leftToColleagueText } from './handoff-texts.js';
import { aboutParts, aboutTheRest } from './quote-parts.js';

const PARAGRAPH = '\n\n';

/**
 * One reply of all parts: the answers in the order of the message, then what is asked back or handed
 * over. A turn of which any part goes to a human goes there as a whole, its answers are given first.
 * @param parts at least one, in the order of the message
 * @param missingBecause why the parts that are not among them are not
 */
export function joinParts(parts: readonly FinishedPart[], locale: Locale, missingBecause: HandoffReason = 'stalled'): JoinedTurn {
  const missing = parts.length < parts[0]!.count;
  return missing || parts.some(isHandedOff) ? handedOff(parts, locale, missing ? missingBecause : null) : answered(parts, locale);
}

function answered(parts: readonly FinishedPart[], locale: Locale): JoinedTurn {
  const [first] = parts;
  const asking = parts.find(({ outcome }) => outcome === 'asked');
  const paragraphs = [...answersOf(parts), ...unansweredOf(parts, locale), asking?.reply];
  return {
    lead: first!,
    outcome: { kind: 'answered', agentType: first!.agentType, text: textOf(paragraphs), fromCache: parts.every(({ fromCache }) => fromCache), flow: asking?.flow ?? undefined },
  };
}

function handedOff(parts: readonly FinishedPart[], locale: Locale, missingBecause: HandoffReason | null): JoinedTurn {
  const handed = parts.filter(isHandedOff);
  const asksForHuman = handed.find(({ handoffReason }) => handoffReason === 'contact_asked');
  const lead = asksForHuman ?? handed[0] ?? parts[0]!;
  const reason = lead.handoffReason ?? missingBecause!;
  const left = parts.filter(({ outcome }) => outcome === 'unanswered' || outcome === 'asked');
  const paragraphs = [
    ...answersOf(parts),
    ...handedOverOf(handed.filter((part) => part.handoffReason !== 'contact_asked'), locale),
    left.length > 0 && `${aboutParts(textsOf(left), locale)}${leftToColleagueText(locale)}`,
    missingBecause && `${aboutTheRest(locale)}${handoffText(missingBecause, null, locale)}`,
    asksForHuman && handoffText('contact_asked', 'human', locale),
  ];
  return { lead, outcome: { kind: 'handed_off', reason, text: textOf(paragraphs) } };
}

const isHandedOff = ({ outcome }: FinishedPart): boolean => outcome === 'handed_off';
const textsOf = (parts: readonly FinishedPart[]): string[] => parts.map(({ text }) => text);
const answersOf = (parts: readonly FinishedPart[]): string[] => parts.filter(({ outcome }) => outcome === 'answered').map(({ reply }) => reply);

/** When nothing at all was found it is said once, of everything. */
function unansweredOf(parts: readonly FinishedPart[], locale: Locale): string[] {
  const unanswered = parts.filter(({ outcome }) => outcome === 'unanswered');
  return grouped(unanswered, ({ reply }) => reply).map((group) => (group.length === parts.length ? group[0]!.reply : `${aboutParts(textsOf(group), locale)}${group[0]!.reply}`));
}

const handedOverOf = (parts: readonly FinishedPart[], locale: Locale): string[] =>
  grouped(parts, ({ handoffReason, intent }) => handoffText(handoffReason!, intent, locale)).map((group) => `${aboutParts(textsOf(group), locale)}${handoffText(group[0]!.handoffReason!, group[0]!.intent, locale)}`);

/** Parts of which the same is said, in the order of the first of each. */
const grouped = (parts: readonly FinishedPart[], sameOf: (part: FinishedPart) => string): FinishedPart[][] =>
  [...new Set(parts.map(sameOf))].map((same) => parts.filter((part) => sameOf(part) === same));

/** Two wishes that one article answers are told it once. */
const textOf = (paragraphs: readonly (string | false | null | undefined)[]): string => [...new Set(paragraphs.filter(Boolean))].join(PARAGRAPH);
