import type { Flow, Intent } from '#libs/contracts';
import { DECISION_THRESHOLDS } from '#libs/intents';
import type { Understanding } from './understand.js';

type Choice = Extract<Flow['expects'], { kind: 'choice' }>;

/** In code points: who writes more than this says something of their own. */
const LONGEST_CHOICE = 60;

const LEAD = String.raw`(?:i mean[t]? |it(?:'|’)?s |that(?:'|’)?s |我(?:是|要|想)?(?:問|问|說|说|指)?(?:的)?是?)?`;
const TAIL = String.raw`(?: one| option| choice)?(?:,? please| pls)?[吧啦喔哦的]?`;
const ordinal = (words: string): RegExp => new RegExp(String.raw`^${LEAD}(?:${words})${TAIL}$`, 'u');
const ORDINALS = [
  ordinal(String.raw`(?:the )?(?:first|1st|former)|(?:option |number |no\.? ?)?(?:1|one)|a|第?[一1](?:個|个|種|种|項|项)?|前者|前面(?:那|這|这)?(?:個|个)?`),
  ordinal(String.raw`(?:the )?(?:second|2nd|latter|last)|(?:option |number |no\.? ?)?(?:2|two)|b|第?[二2](?:個|个|種|种|項|项)?|後者|后者|[後后]面(?:那|這|这)?(?:個|个)?`),
];

/** How each meaning is called by who answers the clarifying question. */
const NAMES: Record<Intent, RegExp> = {
  faq: /\b(?:general|info|information|faq)\b|一般|資訊|信息|常見|常见|諮詢|咨询/u,
  order: /\b(?:orders?|package|parcel|shipment)\b|訂單|订单|包裹/u,
  refund: /\b(?:refunds?|returns?|returning|exchange|money back)\b|退款|退貨|退货|退換|退换|換貨|换货|退錢|退钱/u,
  technical: /\b(?:technical|tech|app|website|site|bug|error|device)\b|技術|技术|故障|網站|网站|應用|应用/u,
  human: /\b(?:human|person|people|someone|somebody)\b|真人|人工|客服/u,
  other: /\b(?:something|anything) else\b|\b(?:other|neither|none)\b|其他|其它|別的|别的|都不是/u,
};

/**
 * Which of the two meanings that were named a reply chooses, be it by its place ("the second", 第二個),
 * by its name ("the refund"), or because it plainly tells one of them.
 * @returns null when it chooses neither, or clearly wishes for something else
 */
export function readChoice({ options }: Choice, text: string, reply: Pick<Understanding, 'parts' | 'candidates'>): Intent | null {
  const said = text.normalize('NFKC').toLowerCase().replace(/^[\p{P}\p{S}\s]+|[\p{P}\p{S}\s]+$/gu, '');
  if (said === '' || [...said].length > LONGEST_CHOICE || reply.parts.length > 1) return null;
  const place = ORDINALS.findIndex((pattern) => pattern.test(said));
  if (place >= 0) return options[place]!;
  const [{ intent, sure }] = reply.parts as [Understanding['parts'][number]];
  if (sure && intent !== 'other' && !options.includes(intent)) return null;
  const named = options.filter((option) => NAMES[option].test(said));
  return named.length === 1 ? named[0]! : likelier(options, reply.candidates);
}

function likelier(options: Choice['options'], candidates: Understanding['candidates']): Intent | null {
  const [first, second] = options.map((option) => candidates.find(({ intent }) => intent === option)?.confidence ?? 0) as [number, number];
  const share = Math.max(first, second) / (first + second || 1);
  const [best] = candidates;
  if (share < DECISION_THRESHOLDS.choiceFrom || !best || !options.includes(best.intent)) return null;
  return first > second ? options[0] : options[1];
}
