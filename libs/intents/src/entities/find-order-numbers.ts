import type { EntityScan, Reading } from './entity-scan.js';

/** Codes of parcels count as well: customers give whichever they have. */
const AFTER_ITS_NAME =
  /(?:(?<![a-z])(?:order|parcel|package|tracking|shipment|rma|ref(?:erence)?)(?: ?(?:number|num|nr|no|id|code|ref))?\.?|订单号码?|订单编号|订单|单号|编号|运单号?|快递号)(?: is|是|为|:|：)?[ :]{0,3}(?<it>#?[a-z]{0,5}-?\d[a-z\d]{0,19}(?:-[a-z\d]{1,12}){0,3})(?![\w-])/gi;
const WITH_HASH = /(?<![\w#&])#[a-z]{0,5}-?\d[a-z\d]{1,19}(?:-[a-z\d]{1,12}){0,3}(?![\w-])/gi;
const LETTERS_AND_DIGITS = /(?<![\w#@.-])(?:[a-z]{2,5}-\d{2,12}(?:-\d{2,12}){0,3}|[a-z]{1,3}-?\d{3,20})(?![\w-])/gi;
const BARE = /(?<!\d[.,])(?<![\w#@:/$€£¥+-]|v\.? )(?<it>\d{5,20})(?![\w@%/:-]|[.,]\d|\s?(?:mah|ml|mm|cm|kg|km|hz|w(?![a-z])|元|块|毫|公|点|人|件|次|位|步|份))/gi;
/** A code to prove who one is, an error's code, or a post code. */
const OTHER_CODE = /(?:error(?: ?code)?|err|code|otp|pin|postcode|zip(?: code)?|status code|version|model|错误(?:代?码)?|代码|代号|验证码|校验码|密码|统编|统一编号|邮编|邮递区号|型号|版本|学号|房号)(?: is| of|是|为)?[ :：#"'「]{0,3}[a-z]{0,4}-?\d{2,12}/gi;
/** E-203 is an error, and one figure five times over a test. */
const NO_NUMBER = /(?<![\w-])(?:e-\d{2,4}|(\d)\1{4,20})(?![\w-])/gi;
/** Lines of the authorities and of carriers on the mainland. */
const HOTLINE = /(?<!\d)(?:12315|12345|12306|10086|10010|10000|95\d{3})(?!\d)/g;
const FEWEST_DIGITS = 3;

/** Numbers of orders and parcels: W123, #10042, ORD-2024-0031, 88213. */
export function findOrderNumbers(scan: EntityScan): void {
  scan.take('order_number', AFTER_ITS_NAME, ({ groups }) => readNumber(groups!['it']!));
  scan.take('order_number', WITH_HASH, ([text]) => readNumber(text));
  scan.skip(OTHER_CODE);
  scan.skip(HOTLINE);
  scan.skip(NO_NUMBER);
  scan.take('order_number', LETTERS_AND_DIGITS, ([text]) => readNumber(text));
  scan.take('order_number', BARE, ([text]) => readNumber(text));
}

function readNumber(text: string): Reading | null {
  if (text.replace(/\D/g, '').length < FEWEST_DIGITS) return null;
  return { value: text.replace('#', '').toUpperCase() };
}
