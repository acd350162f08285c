import { foldHanScript } from '../han-script.js';
import { readableSpans, toHalfWidth } from '../normalize-text.js';

/** What stands between a piece and the one before it; `marker` says outright that something else follows. */
export type Boundary = 'start' | 'line' | 'sentence' | 'marker' | 'conjunction' | 'comma';

/** A stretch of a message that may be a wish of its own, without the word that introduces it. */
export interface Piece {
  start: number;
  end: number;
  boundary: Boundary;
  /** The message in half width and simplified characters, where the piece stands; positions are the same. */
  text: string;
}

/** A message cut into more at commas and conjunctions is a story, and only its sentences are looked at. */
const MOST_PIECES = 10;

/** Where a clause begins: "the iPhone 8 plus" and "do you also sell …" introduce nothing. */
const CLAUSE_START = String.raw`(?<=^|[.!?,;:\n–—-]\s{0,3})`;
const MARKER_EN = String.raw`by the way|btw|(?:${CLAUSE_START}(?:and |oh,? |but )?|(?:and |oh,? |but ))also|${CLAUSE_START}(?:(?:and |oh,? )?(?:one|another|a) (?:(?:more|other|further|last|second|quick) )?(?:thing|question)|on another note|on top of that|additionally|separately|plus|secondly|second question|second,|p\.?s\.?|(?:and )?while (?:you|u)['’]?(?:re| are) (?:at it|there)|oh,? and)`;
const MARKER_HAN =
  '(?:顺便|顺带)(?:再)?(?:(?:想)?问(?:一?下|问)?|请问|一提|说一?[下句]|一问)?|另外(?!一[件只双]|一个[呢在没还是,?]|那)(?:一个问题)?(?:还)?(?:想?再?问(?:一?下)?|请问)?|还有(?:啊|一件事|一个问题|个问题|就是|想问)?(?!货|没|库存|多久|多少|优惠|得|现|机会|什么|办法|效|救|在)|对了|再来|再(?:请|想)?问(?:一?下)?|此外|其次|第二个?问题|另一个问题|第二';
const HAN = '\\p{Script=Han}';
const CUT = new RegExp(
  [
    String.raw`(?<line>\s{0,20}\n\s*(?:[-*•]\s*)?)`,
    String.raw`(?<listed>(?:(?<=^|[\s,;。.?!])|(?<=${HAN}))\(?[1-9][).、](?![\d]))`,
    String.raw`(?<sentence>[?!。;…~]+["'」』)]*|(?<!\b(?:no|mr|mrs|ms|dr|st|vs|nr|approx|etc))(?<=[^\d\s.]|\d)\.+["')]*(?=\s|$|${HAN}))`,
    String.raw`(?<marker>(?<![\w])(?:${MARKER_EN})(?![\w']))`,
    String.raw`(?<hanMarker>(?<=^|[^\p{Script=Han}])(?:${MARKER_HAN}))`,
    String.raw`(?<conjunction>(?<=\s)(?:and(?: then)?|then|but|&|\+)(?=\s)|然后|并且|而且|(?<=${HAN})(?<![我你您他还没是都里只就也才会])还有(?!货|没|库存|多久|多少|得|现|机会|什么|办法|效|救|在|[一两二三几\\d]))`,
    String.raw`(?<comma>(?<!\d),|,(?!\d)|、|\s[-–—]+\s|(?<=${HAN})\s+(?=${HAN})|(?<=[\w)])\s+(?=怎么|如何|我要|我想|帮我|请问)|(?<=[吗呢了吧])(?=怎么|如何|我要|我想|帮我|请问|另外|还有|顺便|能不能))`,
  ].join('|'),
  'giu',
);

/** Cuts a message wherever another wish could begin. Of a long one only the start and the end are looked at. */
export function cutMessage(message: string): Piece[] {
  const text = foldHanScript(toHalfWidth(message));
  const cuts = readableSpans(message).flatMap(({ start, end }) => [...text.slice(start, end).matchAll(CUT)].map((match) => toCut(match, start)));
  const pieces = piecesBetween(text, cuts);
  if (pieces.length <= MOST_PIECES) return pieces;
  const coarse = piecesBetween(text, cuts.filter(({ boundary }) => boundary !== 'comma' && boundary !== 'conjunction'));
  return coarse.length <= MOST_PIECES ? coarse : [...coarse.slice(0, MOST_PIECES - 1), { ...coarse[MOST_PIECES - 1]!, ...endOf(coarse, text) }];
}

interface Cut {
  start: number;
  end: number;
  boundary: Boundary;
}

function toCut(match: RegExpMatchArray, offset: number): Cut {
  const groups = match.groups!;
  const start = offset + match.index!;
  return { start, end: start + match[0].length, boundary: boundaryOf(groups) };
}

function boundaryOf(groups: Record<string, string | undefined>): Boundary {
  if (groups['marker'] !== undefined || groups['hanMarker'] !== undefined || groups['listed'] !== undefined) return 'marker';
  if (groups['line'] !== undefined) return 'line';
  if (groups['sentence'] !== undefined) return 'sentence';
  return groups['conjunction'] === undefined ? 'comma' : 'conjunction';
}

const STRENGTH: Boundary[] = ['comma', 'conjunction', 'sentence', 'line', 'marker', 'start'];

/** Of several boundaries with nothing said between them the strongest counts. A sentence keeps its sign at the end. */
function piecesBetween(text: string, cuts: readonly Cut[]): Piece[] {
  const pieces: Piece[] = [];
  let start = 0;
  let boundary: Boundary = 'start';
  for (const cut of [...cuts, { start: text.length, end: text.length, boundary: 'start' as const }]) {
    const end = cut.boundary === 'sentence' ? cut.end : cut.start;
    if (saysSomething(text, start, end)) {
      pieces.push(trimmed(text, start, end, boundary));
      boundary = cut.boundary;
    } else if (pieces.length === 0 || STRENGTH.indexOf(cut.boundary) > STRENGTH.indexOf(boundary)) {
      boundary = cut.boundary;
    }
    start = cut.end;
  }
  return pieces;
}

const saysSomething = (text: string, start: number, end: number): boolean => end > start && /[\p{L}\p{N}]/u.test(text.slice(start, Math.min(end, start + 200)));

function trimmed(text: string, from: number, to: number, boundary: Boundary): Piece {
  let [start, end] = [from, to];
  while (/[\s,;:、。]/.test(text.charAt(start))) start += 1;
  while (end > start && /[\s,;:、(-]/.test(text.charAt(end - 1))) end -= 1;
  return { start, end, boundary, text: text.slice(start, end) };
}

function endOf(pieces: Piece[], text: string): Pick<Piece, 'end' | 'text'> {
  const { end } = pieces.at(-1)!;
  return { end, text: text.slice(pieces[MOST_PIECES - 1]!.start, end) };
}
