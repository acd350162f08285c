import { HAN_SCRIPT_PAIRS } from './han-script-pairs.js';

/** Simplified characters that traditional text uses as well (公里, 只有), so they prove nothing. */
const SHARED_SIMPLIFIED = new Set(
  '丑斗干范卷里扑仆朴晒云只制准布占并系家雇胄剿寸尺念坤征欲捍采背折于丫拱泛泄抵琅酸愈症皂杯了朱秘谷糊吁扎弦台搜姜' +
    '借核欣托咨撰剩踩周游腌巨表合升刮喂肴余松胡面曲出岳昆雕你它困郁秋千哄舍凶克挂致向藤奸注杰咽蒙丰御筑沈熔板沾' +
    '咸才卜佣幸污吃泯挽回',
);
/** Traditional characters that simplified text keeps in some words (著名, 慰藉). */
const SHARED_TRADITIONAL = new Set('著藉乾');

const simplifiedOf = new Uint16Array(0x10000);
const scriptOf = new Int8Array(0x10000);

for (let at = 0; at < HAN_SCRIPT_PAIRS.length; at += 2) {
  const traditional = HAN_SCRIPT_PAIRS.charAt(at);
  const simplified = HAN_SCRIPT_PAIRS.charAt(at + 1);
  simplifiedOf[traditional.charCodeAt(0)] = simplified.charCodeAt(0);
  if (!SHARED_TRADITIONAL.has(traditional)) scriptOf[traditional.charCodeAt(0)] = 1;
  if (!SHARED_SIMPLIFIED.has(simplified)) scriptOf[simplified.charCodeAt(0)] = -1;
}

/** The text with traditional characters replaced by their simplified form, so that both scripts share features. */
export function foldHanScript(text: string): string {
  let folded = '';
  let copiedUpTo = 0;
  for (let at = 0; at < text.length; at += 1) {
    const simplified = simplifiedOf[text.charCodeAt(at)];
    if (!simplified) continue;
    folded += text.slice(copiedUpTo, at) + String.fromCharCode(simplified);
    copiedUpTo = at + 1;
  }
  return copiedUpTo === 0 ? text : folded + text.slice(copiedUpTo);
}

/** How many characters exist only in the traditional script minus those only in the simplified one. */
export function traditionalLead(text: string): number {
  let lead = 0;
  for (let at = 0; at < text.length; at += 1) lead += scriptOf[text.charCodeAt(at)] ?? 0;
  return lead;
}
