import type { MessageEntity } from '#libs/contracts';
import { readableSpans } from '../normalize-text.js';
import type { Locale } from '../types.js';
import { dayOf } from './calendar.js';
import { EntityScan } from './entity-scan.js';
import { findAddresses } from './find-addresses.js';
import { findAmounts } from './find-amounts.js';
import { findDates } from './find-dates.js';
import { findOrderNumbers } from './find-order-numbers.js';
import { findPhones } from './find-phones.js';
import { findProducts } from './find-products.js';

/** More in one message are a list pasted in. */
const MOST_ENTITIES = 50;

/**
 * The order numbers, addresses, phone numbers, amounts, dates and products a message names, in their order, none inside
 * another. Of a long message only the start and the end are read.
 * @param now what "yesterday" is counted from
 */
export function findEntities(text: string, locale: Locale, now: Date): MessageEntity[] {
  const today = dayOf(now, locale);
  const found = readableSpans(text).flatMap(({ start, end }) => entitiesOf(text.slice(start, end), start, locale, today));
  return found.slice(0, MOST_ENTITIES);
}

function entitiesOf(piece: string, offset: number, locale: Locale, today: Date): MessageEntity[] {
  const scan = new EntityScan(piece, offset);
  findAddresses(scan);
  findDates(scan, locale, today);
  if (scan.hasDigits) findPhones(scan, locale);
  findAmounts(scan, locale);
  if (scan.hasDigits) findOrderNumbers(scan);
  findProducts(scan);
  return scan.found.sort((one, other) => one.start - other.start);
}
