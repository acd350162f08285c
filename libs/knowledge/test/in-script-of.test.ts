import { describe, expect, it } from '@jest/globals';
import { inScriptOf } from '../src/text/in-script-of.js';

/** Both are right, so each is what the other becomes. */
const BOTH: [simplified: string, traditional: string][] = [
  ['水壶可以放进洗碗机清洗，水温不超过60度。', '水壺可以放進洗碗機清洗，水溫不超過60度。'],
  ['发货三天后，请联系客服开发票。', '發貨三天後，請聯繫客服開發票。'],
  ['护发素不会让头发干燥，洗后请晾干。', '護髮素不會讓頭髮乾燥，洗後請晾乾。'],
  ['面包在柜台里面，表面有一层面粉。', '麵包在櫃檯裡面，表面有一層麵粉。'],
  ['只要余额充足，系统会恢复范围内的设置。', '只要餘額充足，系統會恢復範圍內的設置。'],
  ['台风期间，千万不要放松，几只松鼠复制了茶几。', '颱風期間，千萬不要放鬆，幾隻松鼠複製了茶几。'],
  ['皇后的公里数累计，干部提供制度说明和制造日期。', '皇后的公里數累計，幹部提供制度說明和製造日期。'],
  ['订单只能退一次，卡里的余额和订单里的积分按公里数累计。', '訂單只能退一次，卡裡的餘額和訂單裡的積分按公里數累計。'],
  ['7天后再签字，标签能干洗，冲洗会冲突。', '7天後再簽字，標籤能乾洗，沖洗會衝突。'],
  ['显著的标准：著名品牌，接着准备。', '顯著的標準：著名品牌，接著準備。'],
];

describe('text in the script of who asks', () => {
  it.each(BOTH)('writes %s as Traditional and back', (simplified, traditional) => {
    expect(inScriptOf('zh-TW', simplified, 'zh-CN')).toBe(traditional);
    expect(inScriptOf('zh-CN', traditional, 'zh-TW')).toBe(simplified);
  });

  it.each(BOTH)('leaves %s and its counterpart as they are where the script is right, whatever the article says it is in', (simplified, traditional) => {
    for (const written of ['en', 'zh-TW', 'zh-CN'] as const) {
      expect(inScriptOf('zh-CN', simplified, written)).toBe(simplified);
      expect(inScriptOf('zh-TW', traditional, written)).toBe(traditional);
    }
  });

  it('changes no wording', () => {
    expect(inScriptOf('zh-TW', '软件和短信的默认设置', 'zh-CN')).toBe('軟件和短信的默認設置');
    expect(inScriptOf('zh-CN', '軟體和簡訊的預設設定', 'zh-TW')).toBe('软体和简讯的预设设定');
    expect(inScriptOf('zh-CN', '感謝妳', 'zh-TW')).toBe('感谢你');
  });

  it('goes by the language of the article where every character is in both scripts', () => {
    expect(inScriptOf('zh-TW', '7天后', 'zh-CN')).toBe('7天後');
    expect(inScriptOf('zh-TW', '台北公里', 'zh-TW')).toBe('台北公里');
  });

  it('leaves other languages, addresses and what stands for nothing as they are', () => {
    const text = 'Up to 60 °C 🧼: https://shop.example/a?b=1 – ¥100\n\ud83d';
    for (const asked of ['en', 'zh-TW', 'zh-CN'] as const) expect(inScriptOf(asked, text, 'en')).toBe(text);
    expect(inScriptOf('en', '水壶', 'zh-CN')).toBe('水壶');
    expect(inScriptOf('zh-TW', '', 'zh-CN')).toBe('');
  });
});
