/**
 * What customers say in several ways without meaning anything else. A phrase is replaced by what it stands for:
 * `?kind` of question, `!mark` that must be the same in both questions, or a word. Nothing here may be merely
 * related (a courier is no parcel): questions that become alike get the same answer.
 */
const SAME: Record<string, string> = {
  '?how':
    'how do i,how do you,how do we,how can i,how can we,how could i,how would i,how should i,how to,how does one,how am i supposed to,how do i go about,how can you,how i can,how i could,' +
    'what is the way to,whats the way to,what is the best way to,whats the best way to,what are the steps to,what steps do i take to,what do i need to do to,what do i have to do to,what should i do to,what must i do to,' +
    'what is the process to,whats the process to,whats the process for,what is the process for,what is the procedure for,the steps to,the way to,tell me how to,show me how to,explain how to,know how to,how exactly do i,whats the procedure for,steps for,steps to,way of',
  '?can':
    'can i,can we,could i,may i,am i able to,am i allowed to,are we allowed to,is it possible to,is it possible for me to,would it be possible to,is it ok to,is it okay to,is it allowed to,would i be able to,will i be able to,' +
    'can one,can customers,is it fine to,is it alright to,do you let me,do you allow me to,will you let me,do you let customers,do you let people,am i permitted to,are customers allowed to,can you let me,could we,can u,can i still',
  '?do': 'do you,do u,do you guys,does your shop,does your store,does the shop,does the store,can you,could you,will you,would you,do you ever,can your shop,are you able to,is there,are there,are you',
  '?do receive': 'do i get,do we get,will i get',
  '?do offer': 'do you offer,do you have,do you provide,have you got,do you guys have,do you guys offer',
  '?duration':
    'how long does it take to,how long does it take for,how long does it take until,how long does,how long do,how long will it take to,how long will it take for,how long will it take until,how long will,how long would,how long is,how long are,how long until,how long before,how many days does it take to,how many days does it take for,' +
    'how many days until,how many days does,how many days will,how many days,how soon will,how soon do,how soon does,how soon can,how quickly will,how quickly do,how quickly does,how fast will,how fast do,how fast does,how long can,how long have,how long',
  '?cost':
    'how much does it cost to,how much do you charge for,how much do you charge to,how much is it to,how much would it cost to,how much will it cost to,what does it cost to,how much does,how much is,how much are,how much do,how much will,how much for,whats the cost of,what is the cost of,whats the price of,what is the price of,' +
    'what is the price for,whats the price for,what is the cost for,what does,what do you charge for,what do you charge to,whats the charge for,what is the charge for,what is the fee for,whats the fee for,how expensive is,how much,the price of,the cost of',
  '?when': 'when will,when do,when does,when can i,when is,when are,when can,at what time do,at what time does,what time do,what time does,what time is,what time are,on what date,when should,when',
  '?where-is': 'where is the,where is,where are,wheres',
  '?where': 'where can i,where do i,where do,where can,where should i,where would i,where',
  '?who': 'who',
  '?why': 'why is,why was,why are,why did,why do,why does,why has,why have,why cant i,how come,why,what is the reason,whats the reason',
  '?which': 'which,what kinds of,what kind of,what types of,what type of,what sorts of,what sort of',
  '?what': 'what is your,what are your,what is the,what are the,what is,whats your,whats the,whats,what are',
  '?what-if': 'what happens if,what happens when,what should i do if,what do i do if,what can i do if,what should i do when,what do i do when,what if,what to do if,what to do when,what can i do when',
  '!before': 'before,prior to,ahead of',
  '!after': 'after,once,following',
  '!not': 'not,no,never,none,cannot,cant,can not,wont,will not,dont,do not,doesnt,does not,didnt,did not,isnt,is not,arent,wasnt,werent,without,nothing,nobody,hasnt,havent,hadnt,shouldnt,wouldnt,couldnt,unable to,neither,nor',
  '!from': 'from',
  '!only': 'only,just one',
  '!except': 'except,apart from,other than,besides',
  '!instead': 'instead of,instead,rather than',
  '!or': 'or',
  '!if': 'if,unless',
  '!than': 'than',
  '!still': 'still,yet',
  '!past': 'was,were,did',
  '!while': 'while,during,until,till,since,by',
  return: 'send back,send it back,give back,bring back,take back,returning,hand back,ship back',
  refund: 'money back,my money back,get my money back,reimbursement,reimburse,a refund for,refunds',
  cancel: 'call off,cancellation,cancelation,cancelling,canceling',
  parcel: 'package,parcel,packages',
  delivery: 'delivery,shipping,shipment,deliver,ship,deliveries',
  'delivery cost': 'delivery cost,delivery fee,delivery charge,shipping cost,shipping fee,shipping charge,shipping costs,delivery costs,shipping fees,delivery charges,shipping charges,delivery fees,postage',
  password: 'password,passwd,pw,pass word,passcode',
  login: 'log in,login,sign in,signin,log on,logon,logging in,signing in,log into,sign into',
  logout: 'log out,logout,sign out,signout',
  register: 'sign up,signup,register,create an account,open an account,make an account,set up an account,create account,registering',
  phone: 'mobile phone,cell phone,cellphone,smartphone,mobile,phone',
  'phone number': 'phone number,telephone number,mobile number,cell number,number for my phone',
  email: 'e mail,email,e mails,email address,e mail address,mail address',
  change: 'change,modify,edit,update,alter,amend,changing,updating',
  delete: 'delete,erase,get rid of',
  buy: 'buy,purchase,buying,purchasing',
  coupon: 'coupon,coupon code,promo code,promotion code,promotional code,discount code,voucher code,coupon codes,promo codes,discount codes',
  use: 'use,redeem,apply,using,redeeming',
  'gift card': 'gift card,giftcard,gift cards,gift certificate,gift voucher',
  store: 'store,shop,stores,shops,physical store,physical shop,brick and mortar store',
  hours: 'opening hours,business hours,opening times,hours of operation,store hours,hours',
  item: 'item,product,goods,article,items,products,thing,things,stuff,merchandise',
  exchange: 'exchange,swap,exchanging,swapping',
  'credit card': 'credit card,credit cards',
  instalment: 'instalments,installments,installment,instalment',
  loyalty: 'loyalty points,reward points,rewards points,points',
  pay: 'pay,paying,make a payment,payment',
  accept: 'accept,take,support,accepting',
  track: 'track,trace,tracking',
  unsubscribe: 'unsubscribe from,unsubscribe,opt out of,opt out',
  contact: 'contact,reach,get in touch with,get hold of',
  abroad: 'abroad,overseas,internationally,to other countries,to another country',
  broken: 'broken,damaged',
  receive: 'get,receive,got,received,receiving,getting',
  arrive: 'arrive,come,show up,turn up,arriving',
};

const STOP =
  'a,an,the,i,im,ive,id,me,my,mine,myself,we,our,ours,us,you,u,your,yours,is,am,are,be,been,being,do,does,done,to,of,for,in,on,at,with,as,it,its,this,that,these,those,there,here,please,pls,have,has,had,' +
  'want,need,like,would,could,will,shall,should,can,just,so,really,also,too,very,some,any,about,and,but,then,okay,ok,hey,hi,hello,anyway,actually,basically,exactly,currently,now,already,guys,customer,make,made,going,go,which,one,off,up,them,they,he,she,possible,able,them,way,when';

/** They narrow a question so little that it may have them or not. */
const FAINT = 'online,website,site,app,web,page,shop,store,item,order,item,own,place,placed,bought,purchased,usually,normally,typically,generally,take,cost,policy,offer,receive,accept';

const list = (words: string): string[] => words.split(',');

export const ENGLISH_PHRASES: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(SAME).flatMap(([meaning, phrases]) => list(phrases).map((phrase) => [phrase, meaning.split(' ')] as const)));
export const LONGEST_ENGLISH_PHRASE = Math.max(...[...ENGLISH_PHRASES.keys()].map((phrase) => phrase.split(' ').length));
export const ENGLISH_FILLERS: ReadonlySet<string> = new Set(list(STOP));
export const ENGLISH_FAINT: ReadonlySet<string> = new Set(list(FAINT));
