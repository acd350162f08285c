/**
 * What help articles say and a general dictionary reads otherwise (7天后 as an empress, 供制度 as 供製), simplified form
 * first, found on the Chinese texts under data/. Goes before the dictionary; the longest match wins.
 */
export const TRADITIONAL_WORDS =
  '里 裡|公里 公里|英里 英里|海里 海里|里程 里程|千里 千里|万里 萬里|百里 百里|十里 十里|邻里 鄰里|里长 里長|故里 故里|卡里 卡裡|款里 款裡|单里 單裡|道里 道裡|' +
  '签 簽|冲 沖|天后 天後|日后 日後|制度 制度|供制度 供制度|层面粉 層麵粉|单只 單只|是只 是只|能干洗 能乾洗|不干洗 不乾洗|发卡 發卡|假发货 假發貨|头发票 頭發票';
