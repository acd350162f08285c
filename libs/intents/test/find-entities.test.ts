import { describe, it, expect } from '@jest/globals';
import { findEntities } from '../src/entities/find-entities.js';
import type { Locale } from '../src/types.js';

/** A Wednesday; in Taipei and Shanghai it is the same day. */
const NOW = new Date('2024-06-12T04:00:00Z');
const found = (text: string, locale: Locale = 'en') => findEntities(text, locale, NOW).map(({ type, text: exact, value, currency }) => [type, exact, value, ...(currency ? [currency] : [])]);

describe('findEntities', () => {
  it.each<[string, Locale, string[][]]>([
    ['Order status ORD-2024-0031', 'en', [['order_number', 'ORD-2024-0031', 'ORD-2024-0031']]],
    ['where is W123', 'en', [['order_number', 'W123', 'W123']]],
    ['Order #10042 and ord-2024-0031', 'en', [['order_number', '#10042', '10042'], ['order_number', 'ord-2024-0031', 'ORD-2024-0031']]],
    ['any news of 88213?', 'en', [['order_number', '88213', '88213']]],
    ['order 1042 please', 'en', [['order_number', '1042', '1042']]],
    ['訂單W123跟單號 88213', 'zh-TW', [['order_number', 'W123', 'W123'], ['order_number', '88213', '88213']]],
    ['訂單#41190,改送別間', 'zh-TW', [['order_number', '#41190', '41190']]],
    ['W123', 'zh-TW', [['order_number', 'W123', 'W123']]],
    ['查询快递 SF1234567890123', 'zh-CN', [['order_number', 'SF1234567890123', 'SF1234567890123']]],
    ['订单编号:202406129988776655', 'zh-CN', [['order_number', '202406129988776655', '202406129988776655']]],
  ])('reads order numbers in %j', (text, locale, wanted) => expect(found(text, locale)).toEqual(wanted));

  it.each<[string, Locale, string[][]]>([
    ['write to Sara.Lind@Mailbox.org, please', 'en', [['email', 'Sara.Lind@Mailbox.org', 'sara.lind@mailbox.org']]],
    ['信箱是amy22@gmail.com喔', 'zh-TW', [['email', 'amy22@gmail.com', 'amy22@gmail.com']]],
    ['call +44 7911 123456', 'en', [['phone', '+44 7911 123456', '+447911123456']]],
    ['my number: (212) 555-0198', 'en', [['phone', '(212) 555-0198', '2125550198']]],
    ['020 7946 0321', 'en', [['phone', '020 7946 0321', '02079460321']]],
    ['手機 0912-345-678', 'zh-TW', [['phone', '0912-345-678', '+886912345678']]],
    ['市話 02-2345-6789', 'zh-TW', [['phone', '02-2345-6789', '+886223456789']]],
    ['0912345678', 'zh-TW', [['phone', '0912345678', '+886912345678']]],
    ['打我电话13812340000', 'zh-CN', [['phone', '13812340000', '+8613812340000']]],
    ['座机 010-12345678', 'zh-CN', [['phone', '010-12345678', '+861012345678']]],
  ])('reads addresses and phone numbers in %j', (text, locale, wanted) => expect(found(text, locale)).toEqual(wanted));

  it.each<[string, Locale, string[][]]>([
    ['refund the £1,119.50', 'en', [['amount', '£1,119.50', '1119.5', 'GBP']]],
    ['€1.299,00 or 45 euros', 'en', [['amount', '€1.299,00', '1299', 'EUR'], ['amount', '45 euros', '45', 'EUR']]],
    ['you took 9.99', 'en', [['amount', '9.99', '9.99']]],
    ['50 bucks', 'en', [['amount', '50 bucks', '50', 'USD']]],
    ['NT$990 或 1,890元', 'zh-TW', [['amount', 'NT$990', '990', 'TWD'], ['amount', '1,890元', '1890', 'TWD']]],
    ['多扣500元', 'zh-TW', [['amount', '500元', '500', 'TWD']]],
    ['把一百块补给我', 'zh-CN', [['amount', '一百块', '100', 'CNY']]],
    ['¥89.9,还有两千三百元', 'zh-CN', [['amount', '¥89.9', '89.9', 'CNY'], ['amount', '两千三百元', '2300', 'CNY']]],
    ['扣我9块9', 'zh-CN', [['amount', '9块9', '9.9', 'CNY']]],
    ['￥１２９', 'zh-CN', [['amount', '￥１２９', '129', 'CNY']]],
    ['5万元', 'zh-CN', [['amount', '5万元', '50000', 'CNY']]],
    ['20 美元', 'zh-CN', [['amount', '20 美元', '20', 'USD']]],
  ])('reads amounts in %j', (text, locale, wanted) => expect(found(text, locale)).toEqual(wanted));

  it.each<[string, Locale, string[][]]>([
    ['since 12 March', 'en', [['date', '12 March', '2024-03-12']]],
    ['on March 3rd, 2023.', 'en', [['date', 'March 3rd, 2023', '2023-03-03']]],
    ['24 December', 'en', [['date', '24 December', '2023-12-24']]],
    ['13/05/2024 and 2024-06-02', 'en', [['date', '13/05/2024', '2024-05-13'], ['date', '2024-06-02', '2024-06-02']]],
    ['March 2024', 'en', [['date', 'March 2024', '2024-03']]],
    ['yesterday', 'en', [['date', 'yesterday', '2024-06-11']]],
    ['last Tuesday', 'en', [['date', 'last Tuesday', '2024-06-11']]],
    ['next Monday', 'en', [['date', 'next Monday', '2024-06-17']]],
    ['deliver it on friday', 'en', [['date', 'friday', '2024-06-14']]],
    ['two weeks ago', 'en', [['date', 'two weeks ago', '2024-05-29']]],
    ['last month', 'en', [['date', 'last month', '2024-05']]],
    ['5月12日', 'zh-TW', [['date', '5月12日', '2024-05-12']]],
    ['3/5 訂的', 'zh-TW', [['date', '3/5', '2024-03-05']]],
    ['113年6月1日', 'zh-TW', [['date', '113年6月1日', '2024-06-01']]],
    ['上週三買的,前天到', 'zh-TW', [['date', '上週三', '2024-06-05'], ['date', '前天', '2024-06-10']]],
    ['上禮拜訂的', 'zh-TW', [['date', '上禮拜', '2024-W23']]],
    ['三天前', 'zh-TW', [['date', '三天前', '2024-06-09']]],
    ['8月15号下的单,昨天还没发', 'zh-CN', [['date', '8月15号', '2024-08-15'], ['date', '昨天', '2024-06-11']]],
    ['上个月', 'zh-CN', [['date', '上个月', '2024-05']]],
    ['下周五', 'zh-CN', [['date', '下周五', '2024-06-21']]],
  ])('reads dates in %j', (text, locale, wanted) => expect(found(text, locale)).toEqual(wanted));

  it.each<[string, Locale, string[][]]>([
    ['my Nimbus 3 and the PulseBand 2', 'en', [['product', 'Nimbus 3', 'Nimbus 3'], ['product', 'PulseBand 2', 'PulseBand 2']]],
    ['my iPhone 15 Pro', 'en', [['product', 'iPhone 15 Pro', 'iPhone 15 Pro']]],
    ['Do you assemble the Kora Chair?', 'en', [['product', 'Kora Chair', 'Kora Chair']]],
    ['掃地機 R7 不動了', 'zh-TW', [['product', '掃地機 R7', '掃地機 R7']]],
    ['R8扫地机和AirBuds Pro', 'zh-CN', [['product', 'R8扫地机', 'R8扫地机'], ['product', 'AirBuds Pro', 'AirBuds Pro']]],
  ])('reads products in %j', (text, locale, wanted) => expect(found(text, locale)).toEqual(wanted));

  it.each<[string, Locale]>([
    ['', 'en'],
    ['👍👍', 'en'],
    ['error 50012 on the checkout page', 'en'],
    ['https://shop.example/orders/88213?id=12345', 'en'],
    ['my code is 482913', 'en'],
    ['open 24/7 on black friday?', 'en'],
    ['pay with PayPal', 'en'],
    ['跳出 E-203', 'zh-TW'],
    ['111111', 'en'],
    ['验证码123456收不到', 'zh-CN'],
    ['再不处理就打12315', 'zh-CN'],
    ['20000mAh 的行動電源', 'zh-TW'],
  ])('finds nothing in %j', (text, locale) => expect(found(text, locale)).toEqual([]));

  it('reads a day where the customer is', () => {
    const night = new Date('2024-06-12T20:00:00Z');
    expect(findEntities('今天', 'zh-TW', night)[0]!.value).toBe('2024-06-13');
    expect(findEntities('today', 'en', night)[0]!.value).toBe('2024-06-12');
  });

  it('says where each stands, in the message as it is', () => {
    const text = '你好😀 我的訂單W123,昨天買的,共1,890元';
    const entities = findEntities(text, 'zh-TW', NOW);
    expect(entities).toHaveLength(3);
    for (const { start, end, text: exact } of entities) expect(text.slice(start, end)).toBe(exact);
  });

  it('reads only the start and the end of a very long message', () => {
    const text = `W1001 ${'a1@-. '.repeat(16_000)} W1002 ${'x'.repeat(2_000)} W1003`;
    expect(findEntities(text, 'en', NOW).filter(({ type }) => type === 'order_number').map(({ value }) => value)).toEqual(['W1001', 'W1003']);
  });
});
