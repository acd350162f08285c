const HAN_DIGITS = '零一二三四五六七八九';
const HAN_UNITS: Record<string, number> = { 十: 10, 百: 100, 千: 1_000 };
const LARGE_UNITS: Record<string, number> = { 千: 1_000, 万: 10_000, 亿: 100_000_000, k: 1_000 };

/** The value of Chinese numerals up to 9999万, such as 三百五十 or 两千; NaN for what is none. */
export function readHanNumber(text: string): number {
  const [high, low] = text.includes('万') ? text.split('万') : ['', text];
  if (high === '') return readHanThousands(low!);
  return readHanThousands(high!) * 10_000 + (low ? readHanThousands(low) : 0);
}

function readHanThousands(text: string): number {
  let sum = 0;
  let digit = Number.NaN;
  for (const character of text) {
    const unit = HAN_UNITS[character];
    if (unit) {
      sum += (Number.isNaN(digit) ? 1 : digit) * unit;
      digit = Number.NaN;
      continue;
    }
    digit = HAN_DIGITS.indexOf(character.replace('两', '二').replace('〇', '零'));
    if (digit < 0) return Number.NaN;
  }
  return sum + (Number.isNaN(digit) ? 0 : digit);
}

/**
 * The value of figures with separators, such as 1,890 or 1.299,00 or 5万. One or two digits after the last separator
 * are a fraction; three are thousands.
 */
export function readFigures(text: string): number {
  const unit = LARGE_UNITS[text.at(-1)!.toLowerCase()] ?? 1;
  const figures = text.replace(/[^\d.,]/g, '').replace(/[.,]+$/, '');
  const fraction = /[.,](\d{1,2})$/.exec(figures)?.[1] ?? '';
  const whole = figures.slice(0, figures.length - (fraction === '' ? 0 : fraction.length + 1)).replace(/\D/g, '');
  return Number(`${whole || '0'}.${fraction || '0'}`) * unit;
}
