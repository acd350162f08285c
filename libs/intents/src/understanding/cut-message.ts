import { foldHanScript } from '../han-script.js';
import { readableSpans, toHalfWidth } from '../normalize-text.js';

/** What stands between a piece and the one before it; `marker` says outright that something else follows, `unmarked` is nothing but a question beginning. */
export type Boundary = 'start' | 'line' | 'sentence' | 'marker' | 'conjunction' | 'comma' | 'unmarked';

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
const CLAUSE_BEGINS = String.raw`(?=\s+(?:how|what|whats|when|whens|where|wheres|why|which|who|do|does|did|can|could|is|are|has|have|will|would|please|pls|i|i'm|i'd|i've|im|my|your|the|we|wondering)\b)`;
/** "do you also sell …" and "the iPhone 8 plus is …" add a word, not a wish. */
const ADDS_A_WORD = String.raw`(?<!\b(?:do|does|did|can|could|would|will|is|are|was|am|i|you|we|they|it|there|has|have|not|[\d]{1,2}|pro)\s{1,3})`;
const MARKER_EN = [
  String.raw`by the way|btw`,
  String.raw`(?:${CLAUSE_START}(?:and |oh,? |but )?|(?:and |oh,? |but ))also|${ADDS_A_WORD}(?:also|plus)${CLAUSE_BEGINS}`,
  String.raw`${CLAUSE_START}(?:(?:and |oh,? )?(?:also )?(?:a |one |another |just a )?(?:quick |more |other |further |last |second |final |small )*(?:thing|question|q|one)(?: too| as well)?[:,?.!]|(?:and |oh,? )?(?:one|another|a) (?:(?:more|other|further|last|second|quick) )?(?:thing|question)|on (?:another|a different|a separate) (?:note|topic|subject)|on top of that|additionally|furthermore|separately|plus|(?:and )?(?:secondly|thirdly|lastly|finally)|next(?=[:,])|second question|second,|p\.?s\.?|oh,? and)`,
  String.raw`(?:and )?(?:besides|aside from|apart from|as well as|other than|in addition to) (?:that|this)`,
  String.raw`(?:and )?while (?:you|u|i|we)['’]?(?:re| are|m| am) (?:at it|here|there|on it)`,
].join('|');
const MARKER_HAN =
  '(?:顺便|顺带|顺道)(?:再)?(?:(?:也)?(?:想)?问(?:一?[下句]|问)?|请问|请教|一提|说一?[下句]|一问)?|另外(?!一[件只双]|一个[呢在没还是,?]|那)(?:一个问题)?(?:还|也)?(?:想?再?问(?:一?下)?|请问)?|还有(?:啊|一件事|一个问题|个问题|就是|想问|一点)?(?!货|没|库存|多久|多少|优惠|得|现|机会|什么|办法|效|救|在)|[哦喔噢啊]?对了|再来(?:就是)?|再就是|再者|再(?:请|想)?问(?:一?[下句])?|再一个|话说(?:回来)?|[还也]想(?:再)?(?:请教|请问|问|知道|了解)(?:一?下)?|此外|除此之外|其次|最后(?:一个问题)?(?:想?问(?:一?下)?)?(?=[,想请问])|接[着下]来?(?:是|想问)?|第二个?问题|另一个问题|第[二三](?![天次件双只个周])|以及';
const HAN = '\\p{Script=Han}';
/** Where a question begins without any sign before it, unless a word before it asks already: "how much do you …", "tell me what …". */
const QUESTION_BEGINS = String.raw`(?=(?:do|does|did|can|could|is|are|will) (?:you|u|i|we|there|your|the|my)\b)(?<!\b(?:how|what|which|where|when|why|who|or|so|and|but)\s{1,3})(?<!\b(?:how|what|which|where|when|why|who|if|whether|and|or|but|that)\b(?!'?s\b| (?:is|are|do|does|can|did)\b)[^.?!,;\n]{0,60})|(?=(?:how (?:do|does|did|much|many|long|can)|what(?:'?s| is| are| about| time| sizes?)|where(?:'?s| is| are| can| do)|when(?:'?s| is| do| does| will)|why (?:is|does|do|can't|cant))\b)(?<!\b(?:know|tell|me|wondering|see|check|ask|sure|about|of|to|in|on|from|that|for|by|with|is|was|out|understand|and|or|but|please|pls|confirm|wonder|no|idea|hi|hello|hey|find|remember|forgot|so|exactly|ok|now|explain|show|just|us|then|also|not|at)\s{1,3})`;
const CUT = new RegExp(
  [
    String.raw`(?<line>\s{0,20}\n\s*(?:[-*•]\s*)?)`,
    String.raw`(?<listed>(?:(?<=^|[\s,;。.?!])|(?<=${HAN}))\(?[1-9][).、](?![\d]))`,
    String.raw`(?<sentence>[?!。;…~]+["'」』)]*|(?<!\b(?:no|mr|mrs|ms|dr|st|vs|nr|approx|etc))(?<=[^\d\s.]|\d)\.+["')]*(?=\s|$|${HAN}))`,
    String.raw`(?<marker>(?<![\w])(?:${MARKER_EN})(?![\w']))`,
    String.raw`(?<hanMarker>(?<=^|[^\p{Script=Han}])(?:${MARKER_HAN}))`,
    String.raw`(?<conjunction>(?<=\s)(?:and(?: then)?(?! (?:collect|conditions|white|running|again|so on)\b)|then|but|&|\+|n(?=\s(?:how|what|when|where|is|do|can)))(?=\s)|然后|并且|而且|再来就是|再就是|(?<=[,?!。\s])跟(?=${HAN}{4})|(?<=${HAN})(?<![我你您他还没是都里只就也才会])还有(?!货|没|库存|多久|多少|得|现|机会|什么|办法|效|救|在|\\s*[一两二三几\\d]))`,
    String.raw`(?<comma>(?<!\d),|,(?!\d)|、|\s[-–—]+\s|(?<=${HAN})\s+(?=${HAN})|\s+\/{1,2}\s+|(?<=${HAN})\/(?=${HAN}{3})|(?<=[\w)])\s+(?=怎么|如何|我要|我想|帮我|请问|你们)|(?<=[吗呢吧])(?=${HAN})|(?<=[了啊呀嘛])(?=怎么|如何|我要|我想|帮我|请问|另外|还有|顺便|对了|能不能))`,
    String.raw`(?<unmarked>(?<=[\w)]{2})\s+(?:${QUESTION_BEGINS}))`,
  ].join('|'),
  'giu',
);

/** Cuts a message wherever another wish could begin. Of a long one only the start and the end are looked at. */
export function cutMessage(message: string): Piece[] {
  const text = foldHanScript(toHalfWidth(message));
  const cuts = readableSpans(message).flatMap(({ start, end }) => [...text.slice(start, end).matchAll(CUT)].map((match) => toCut(match, start)));
  const pieces = piecesBetween(text, cuts);
  if (pieces.length <= MOST_PIECES) return pieces;
  const coarse = piecesBetween(text, cuts.filter(({ boundary }) => boundary !== 'unmarked' && boundary !== 'comma' && boundary !== 'conjunction'));
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
  if (groups['conjunction'] !== undefined) return 'conjunction';
  return groups['unmarked'] === undefined ? 'comma' : 'unmarked';
}

const STRENGTH: Boundary[] = ['unmarked', 'comma', 'conjunction', 'sentence', 'line', 'marker', 'start'];

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
