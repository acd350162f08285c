import type { EntityScan } from './entity-scan.js';

/** Names in mixed capitals that are no goods of a shop: services, makers, formats. */
const NO_PRODUCT =
  /^(?:PayPal|WhatsApp|YouTube|LinkedIn|LinePay|ApplePay|GooglePay|FedEx|MasterCard|WiFi|GitHub|TikTok|JavaScript|WeChat|DoorDash|OneDrive|DropBox|HomeKit|AirPlay|AirDrop|FaceTime|PowerPoint|AfterPay|LaTeX|McDonald|McDonalds|OpenAI|ChatGPT|DeepSeek|PlayStore|AppStore|UberEats|FamilyMart|OKMart|JkoPay|AliPay|UnionPay|TrustPilot|TaoBao|EasyCard|HiLife|LinkRocket)|(?:Exception|Error)$/i;
const NO_NAME =
  /^(?:Jan|Feb|March|April|May|June|July|August|Sept|October|November|December|Android|Windows|Visa|Page|Room|Error|Level|Step|Version|Section|Floor|Order|Chapter|Unit|Flat|Building|Part|Item|Size|Gate|Line|Chrome|Safari|Firefox|Edge|Type|About|Over|Only|Since|After|Before|Bought|Got|Paid|Need|Want|Have|The|For|From|Until|Around|Within|Under|Like|And|Was|Just|Still|Take|Add|Change|Group|Day|Week|Year|Month|Code|Number|Class|Zone|Apt|Suite|Box|Top|Last|Next|Ok|Hi|Top|First|All|Try|Waited|Waiting|Ordered|Now|Black|Nearly|Almost|Lost|Returned|Sent|Missing|Please|Charge|Charged|These|Those|My|Your|It|In|At|On|Is|Are|Can|Do|Did|Its|If|Why|How|When|Where|What|Who|We|You|They|He|She|Buy|Refund|Return|Exchange|Cancel)$/;
const SUFFIX = String.raw`(?: (?:Pro|Max|Mini|Plus|Lite|Air|Ultra|SE|\d{1,3}[A-Z]?|[A-Z]\d{1,2})(?![\w.,]\d|\w|%| ?(?:days|weeks|months|euro|times|years|hours|min)))`;
const CAMEL = new RegExp(String.raw`(?<![\w.@/#-])(?:[A-Z][a-z]+(?:[A-Z][a-z]+)+|i(?:Phone|Pad|Mac|Watch))(?![\w@-])${SUFFIX}{0,2}`, 'g');
const NAME_WITH_SUFFIX = new RegExp(String.raw`(?<![\w.@/#-])(?<name>[A-Z][a-z]{2,15})${SUFFIX}{1,2}`, 'g');
const THING =
  '(?:Chair|Lamp|Kettle|Heater|Speaker|Power ?Bank|Watch|Table|Desk|Sofa|Mixer|Blender|Toaster|Oven|Fan|Vacuum|Keyboard|Mouse|Monitor|Camera|Headphones|Earbuds|Backpack|Tent|Jacket|Bottle|Mug|Bed|Mattress|Router|Hub|Tablet|Phone|Charger|Bike|Scooter|Drone|Printer|Shelf|Stool|Bag|Boots|Tracker|Purifier|Humidifier|Grinder)';
const NAMED_THING = new RegExp(String.raw`(?<![\w.@/#-])(?!(?:The|My|This|A|An|Your|Our|That|Is|Was|Does|Do|Can|Has|Which|Any|Smart|New|Black|White|Dining|Office|Where)\b)(?:[A-Z][a-z]{2,15} ){1,2}${THING}(?![\w-])${SUFFIX}{0,2}`, 'g');
const MODEL = '[A-Z]{1,2}\\d{1,3}[A-Z]?(?![\\d])';
const HAN_THING =
  '扫地机(?:器人)?|吸尘器|移动电源|行动电源|音箱|音响|喇叭|打印机|印表机|键盘|滑鼠|鼠标|手表|手环|耳机|加湿器|除湿机|空气净化器|空气清净机|净化器|清净机|电风扇|风扇|台灯|电饭煲|电锅|气炸锅|相机|显示器|平板|投影机|投影仪|吹风机|咖啡机|水壶|快煮壶|行李箱|背包|充电器|路由器|分享器|电视|冰箱|洗衣机|烤箱|体重计|体重秤|牙刷|按摩枪|摄像头|摄影机';
const LATIN_NAME = String.raw`[A-Z][A-Za-z]{1,15}|${MODEL}`;
const NAME_BEFORE_HAN = new RegExp(String.raw`(?<![\w#@.-])(?:${LATIN_NAME}) ?(?:${HAN_THING})(?:\d{1,2}(?!\d))?`, 'g');
const MODEL_AFTER_HAN = new RegExp(String.raw`(?:小[蜂米鱼熊鹿])?(?:${HAN_THING}) ?${MODEL}(?!\w)`, 'g');

/**
 * Names of products, as far as their spelling gives them away: capitals inside a word (PulseBand 2), a name before a
 * number or a word such as Pro (Nimbus 3), before a thing (Kora Chair), or a model beside a thing in Chinese (R8扫地机).
 */
export function findProducts(scan: EntityScan): void {
  scan.take('product', NAME_BEFORE_HAN, (_, text) => product(text));
  scan.take('product', MODEL_AFTER_HAN, (_, text) => product(text));
  scan.take('product', NAMED_THING, (_, text) => product(text));
  scan.take('product', CAMEL, (_, text) => (NO_PRODUCT.test(text) ? null : product(text)));
  scan.take('product', NAME_WITH_SUFFIX, ({ groups }, text) => (NO_NAME.test(groups!['name']!) ? null : product(text)));
}

const product = (text: string) => ({ value: text.replace(/\s+/g, ' ') });
