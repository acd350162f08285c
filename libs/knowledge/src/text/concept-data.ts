/**
 * Words of customer support that stand for one another, by the idea they share. English entries are
 * words or phrases and match in any inflection; Chinese entries match in either script. A phrase may
 * belong to several ideas. About shops and their services in general, and about what people ask
 * besides, so that a question about something no article is about can be told from one that is.
 */
export const CONCEPTS: Record<string, { en: string; zh: string }> = {
  // Where it is and when it comes
  deliver: {
    en:
      'deliver,delivery,shipping,ship,shipment,arrive,arrival,courier,dispatch,send,driver,carrier,postman,mailman,delivery man,doorstep,at my door,bell,' +
      'reach me,get here,get to me,drop off,turn up,show up,deliver to,delivered,handed over to the courier,postal service,mail it,post it,van,logistics,' +
      'fedex,ups,dhl',
    zh:
      '快递,宅配,物流,运送,寄送,配送,送货,到货,送达,收到,发货,出货,寄出,运输,送到,派送,派件,货到,快递员,司机,师傅,物流士,送来,寄来,到家,上门,送上门,拿到手,到手,签收,揽收,揽件,快件,速递,送货员,' +
      '外送,货车,黑猫,顺丰,邮局,投递,送件,配达,到府,派件员,驿站,菜鸟,包裹柜,送过来,寄过来,寄给我',
  },
  track: {
    en:
      'track,tracking,trace,locate,whereabouts,where is,wheres,where are,status,progress,how far,tracking number,on its way,on the way,in transit,' +
      'left the warehouse,out for delivery,picked up my parcel,shipped yet,sent yet,latest on,update on my order,any update,any news,no update,no news,' +
      'not moved,hasnt moved,current location,where did,where has,whats happening with,happening with my order,still in the warehouse,order number says,' +
      'look up my order,check on my order,follow my,follow my parcel,has it left,left your,gone out,already sent,been sent,sent out,sent off,shipped out,' +
      'marked as delivered,says delivered,shows delivered,how is my order,order going,stage,shipment status,whats the status,status of my,where my,' +
      'how is my parcel,check where,find out where,locate my,parcel now,package now,right now,trail,see the route,received a code,code from the courier,' +
      'code to follow,waybill,consignment,proof it was sent,whether it has been sent,whether it was sent,whether my order,whether you sent,' +
      'confirm it was shipped,confirmation of shipping',
    zh:
      '追踪,跟踪,进度,单号,到哪,在哪里了,走到,现在在,什么地方,物流状态,状态查询,订单状态,还在路上,在路上,路上,途中,出仓,揽收,发出,寄出了没,出发,交给物流,动静,卡在,跑到哪,轨迹,查件,查快递,查物流,' +
      '最新进展,哪一站,没更新,不更新,停在,不动,哪一步,走到哪,卡住,显示已签收,显示已送达,查一下,查订单,查得到,查不到,怎么查,处理到哪,出货了没,出货没,发货没,发了没,寄出没,有没有发,是不是寄出,目前状况,' +
      '现在什么情况,什么情况了,近况,下落,去向,位置,到哪里了,送到哪,离我多远,包裹编号,追踪号,追踪码,货态,看得到,看到哪,送到哪里了,物流信息,物流资讯,物流不动,派送中,转运,中转,分拣,仓库,还在仓,包裹走,' +
      '包裹呢,东西呢,我的东西,我的东西呢,怎么还没到,还要多远,哪边可以看,查单,追件,货到哪',
  },
  waiting: {
    en:
      'late,delay,delayed,overdue,slow,stuck,still wait,wait for,waiting,not arrive,hasnt arrived,havent received,still no,not yet,nothing came,still not,' +
      'no sign,been waiting,days ago,weeks ago,a week now,still hasnt,still havent,already a week,last week,days and nothing,no movement,nothing yet,' +
      'not showing,never came,didnt come,didnt arrive,did not arrive,hasnt come,not here yet,where is it',
    zh:
      '延迟,还没到,没收到,未收到,晚到,迟迟,延误,还没收到,没有收到,等了,等好,好几天,还没来,一直没,还没看到,没消息,没动静,没看到,没看见,看不到,不见踪影,等很久,等好久,没下文,还没收,还没有,没有动,' +
      '一个礼拜了,一周了,好久了,半天,那么久,这么久,怎么还,还不,没见,等到现在,不见人',
  },
  duration: {
    en:
      'how long,how soon,how fast,how quick,how many day,time frame,take long,when will,take to,how many week,roughly how long,by monday,by tuesday,' +
      'by wednesday,by thursday,by friday,by saturday,by sunday,by tomorrow,by the weekend,in time,on time,before friday,before the weekend,speed,lead time,' +
      'turnaround,till,wait time,estimated,eta,how many hours,how many months,what day,which day,when can i expect,expect it,expect my,arrival date,' +
      'estimated date,delivery date,by when,before christmas,before my,in time for,by the end,next week,this week,tomorrow,weekdays,working day,business day,' +
      'takes,same week,usually take,normally take,processing time,how quickly,long wait,when do,when does,when is,any idea when,when would,when should i,' +
      'estimate,how much time,much time,days or weeks,a few days,by the 20th,by next,this weekend,birthday on,by my birthday,get it by,here by,be here,' +
      'arrive by,arrive before,before i leave,before i travel,in a week,within a week,until it gets,until i get,until it comes,until it arrives',
    zh:
      '多久,多长时间,几天,多少天,要等,何时,什么时候,时效,几时,啥时候,哪天,来得及,赶得上,赶得及,之前要用,前要用,要用,多快,几日,大概多久,一般要,等多久,几周,几个礼拜,几个星期,最快,前能到,前会到,前拿到,' +
      '前收到,几个工作日,几个工作天,几号,哪一天,周末前,明天能,明天会,后天,这周,下周,几个小时,预计,大概几,一般几,通常,需要几,要几,得等,多少个小时,来不来得及,赶得到,赶不赶,之前能,之前会,送来吗,何时能,' +
      '时间,处理时间,几个月,几时能,多长,多少时间,要多少天,需要多少,能不能在,赶在,生日前,出发前,周末到,周末能,周末会,最慢,最晚到,最晚什么,多久到,多久能,多久会,多久才,多久可以,几时到,啥时候能,啥时能',
  },
  express: {
    en:
      'express,same day,next day,expedite,rush,faster,urgent,overnight,quick,asap,hurry,speed up,fast delivery,quick delivery,today,tomorrow,right away,' +
      'immediately,quickest,fastest,as soon as possible,in a hurry,before tomorrow,24 hours,pay more for faster',
    zh:
      '加急,急件,当天,当日,次日,隔日,隔天,快速,最快,尽快,赶快,急用,很急,着急,特快,赶时间,催,马上,立刻,立即,明天就要,明天要,今天就要,急,最速,快递加急,急送,赶,最快的',
  },
  abroad: {
    en:
      'abroad,international,overseas,foreign,country,worldwide,global,another country,outside the country,border,canada,usa,america,australia,japan,germany,' +
      'france,uk,england,singapore,malaysia,hong kong,korea,europe,asia,expat,norway,sweden,denmark,finland,spain,italy,portugal,mexico,brazil,india,thailand,' +
      'vietnam,philippines,indonesia,new zealand,ireland,switzerland,netherlands,belgium,austria,poland,turkey,greece,taiwan,china,macau,dubai,south africa,' +
      'argentina,another continent,across the border,foreign address,non domestic,outside of,export,cross border,intercontinental',
    zh:
      '海外,国外,国际,境外,外国,国家,跨境,出国,加拿大,美国,澳洲,澳大利亚,日本,德国,法国,英国,新加坡,马来西亚,香港,韩国,欧洲,出口,其他地区,漂洋过海,挪威,瑞典,丹麦,芬兰,西班牙,意大利,义大利,葡萄牙,' +
      '墨西哥,巴西,印度,泰国,越南,菲律宾,印尼,新西兰,纽西兰,瑞士,荷兰,比利时,波兰,土耳其,希腊,澳门,台湾,大陆,迪拜,留学,国际件,国际快递,国际运费,国际包裹,他国,外国人,异国,哪些国家,寄去,送到国,寄到国,' +
      '发国外',
  },
  customs: {
    en:
      'custom,customs,duty,duties,import,import tax,import fee,tariff,border,clearance,import duty,duties paid,held at customs,extra charges,brokerage,' +
      'border fee,taxes,import charges',
    zh:
      '关税,海关,清关,进口税,进口,报关,税谁,税金,税费,通关,被扣,卡海关,报税,补税,要缴税,要交税,税要,额外税,被税',
  },
  pickup: {
    en:
      'pickup,pick up,collect,collection,in store,click collect,come and get,fetch,grab,swing by,drive by,stop by,get it myself,reserved item,hold my order,' +
      'branch,skip delivery,keep it for,at the counter,collect it,collect my,collect from,pick it up,pick up myself,pick up point,self pickup,self collect,' +
      'come by and get,ready for collection,ready to collect,ready for pickup,someone else collect,friend collect,on my behalf,pickup code,bring id,show at,' +
      'reserve in store,get it from the store,take it home,go and get,without shipping,not collected,keep my order,hold it for,leave work,way home,on my way,' +
      'on the way home,after work,collect in person,pick it up on,come for it,get it today from,get it from you,reserved order,how many days do you keep,' +
      'how long will you keep,keep it at the,stay at the shop,still be there,my wife collect,my husband collect,my brother collect,husband pick,wife pick,' +
      'send my,what do i show,what do i bring,what should i bring,bring with me,passport or,driving licence to collect,without the code,code to collect,' +
      'lost the pickup code',
    zh:
      '自取,取货,店取,门市,门店,超商,便利店,自提,去店里,店里拿,自己拿,自己去,过去拿,去拿,来拿,领取,去领,顺路,取件,提货,柜台,留几天,帮我留,给留着,还会在,保留,代领,代取,自己领,本人领,领货,来领,' +
      '帮我拿,朋友代,家人代,代拿,帮拿,取货码,提货码,取件码,备货好,备好货,准备好了没,备妥,到店拿,到店取,店里取,现场取,自己过去,过去取,去取,拿货,直接拿,路过,逾期未取,没去拿,忘了取,忘记取,顺便拿,顺便取,' +
      '顺道,回家路上,下班拿,下班去,下班后拿,下班过去,请人拿,叫人拿,别人拿,替我拿,帮忙领,代为,家人去,朋友去,老公去,老婆去,要带什么,带什么证,凭什么拿,凭什么领,出示,报手机,放几天,放多久,留多久,会留,还留,' +
      '还在吗,过几天去,晚几天去,没空去,才有空,多久能拿,多久可以拿,何时能取,多久能取,多久可以取',
  },
  address: {
    en:
      'address,destination,street,house number,postcode,zip,zip code,flat,apartment,door number,moved,move house,new place,recipient,office instead,floor,' +
      'building,somewhere else,different place,my old place,neighbour,reroute,redirect,send elsewhere,send it to,deliver to a different,deliver it to,' +
      'another address,different address,new address,wrong address,old address,work address,home address,new house,new home,new apartment,moving,relocate,' +
      'move to,wrong house,unit number,zip is wrong,misspelled street,delivery details,shipping details,wrong person,my parents,parents house,neighbor,hotel,' +
      'other place,wrong flat,wrong street,wrong number,wrong city,forgot the apartment,forgot my apartment,forgot the flat,forgot the floor,forgot the unit,' +
      'delivery place,where it goes,where it is going,where its sent,different house,to my work,to my workplace,to my job,to the office,to my office,' +
      'to my friend,to my neighbour,to a friend,wont be home,not be home,not home,away that week,on vacation,on holiday,ship elsewhere,sent elsewhere,' +
      'sent to my',
    zh:
      '地址,收件地,门牌,楼栋,楼层,几楼,号码打错,搬家,收货地,收件人,公司地址,老家,老地方,旧家,我家,我妈家,寄到,改寄,换个地方,送到别,街道,巷,小区,单元,邮编,邮递区号,住址,栋,转寄,改送,改送到,换地址,' +
      '地址换,新家,新地址,旧地址,新住处,换地方,别的地方,不在家,换人收,收件资讯,收货信息,收件资料,改成公司,寄公司,送公司,寄到宿舍,宿舍,寄回家,寄到老,老妈家,父母家,邻居,县市,城市,省份,路名,街名,漏了,' +
      '地址不,地址有,地址没,地点,房号,室号,楼号,单元号,漏填,漏了楼,几号楼,几栋,收件处,收货处,送去别,送到公司,送到我,送到学校,送到老,送到朋友,寄给朋友,寄朋友,寄去公司,寄去,改寄公司,改寄给,人不在,' +
      '不在家里,出差,出门,度假,去旅游,换去,改到公司,改到,发到公司,发到别,写成旧,写了旧,选成旧,默认地址,预设地址',
  },
  store: {
    en:
      'store,shop,branch,showroom,outlet,location,in person,counter,physical store,visit,your place,your shop,near me,nearest,mall,local shop,' +
      'brick and mortar,walk in,premises,shops,in town,near by,nearby,come and see,high street,at your location',
    zh:
      '门市,门店,店里,店面,实体店,分店,专柜,到店,去店,逛,现场,店铺,商店,卖场,实体,附近,商场里,专门店,旗舰店,直营,去你们,到你们,过去你们,你们店,店还,那边',
  },
  hours: {
    en:
      'hour,opening,open,business hour,opening hour,closing,close at,closing time,what time,how early,how late,early,tonight,in the morning,in the evening,' +
      'at night,weekend,public holiday,holiday,christmas,new year,sunday,saturday,monday,come by,drop in,before work,after work,lunch,opened,shut,shuts,' +
      'closed,close,still open,open late,open until,bank holiday,easter,weekends,weekday,friday,tuesday,wednesday,thursday,at noon,midnight,in the afternoon,' +
      'pm,am,after six,how late are,when can i visit,when can i come,time do you,schedule,timetable,christmas eve,open on,how late can i,latest i can,' +
      'last entry,early can i,come in,come over,show up at,can i come on,come on sunday,come on a,new years day,new years eve,boxing day,thanksgiving,' +
      'labour day,labor day,national day,chinese new year,lunar new year',
    zh:
      '营业时间,几点,上班时间,服务时间,营业,开门,关门,打烊,开店,公休,假日,国定假日,节假日,国庆,春节,过年,年假,周末,周日,星期天,礼拜天,礼拜日,周六,星期六,早上,晚上,今晚,最早,最晚,开不开,上班吗,有开,' +
      '休息,开业,营业到,开到,关店,几点开,几点关,中午,午休,晚间,凌晨,半夜,深夜,连假,清明,中秋,端午,元旦,五一,过节,平日,工作日,礼拜六,礼拜一,周一,星期一,假期,放假,休不休,有没有开,还开,开着,平时,' +
      '几点到几点,几点前,早上几点,最晚几点,几时开,几点有人,能去,可以去,去得了,去逛,逛到,最晚可以,最晚能,最早可以,礼拜五,星期五晚,过年期间,除夕,初一,年初,跨年,台风天,店有开,店开,开店吗,关不关,店还开',
  },
  // Money
  cost: {
    en:
      'cost,price,fee,charge,rate,expensive,pay for,how much,extra,surcharge,cost extra,pricing,dear,pay extra,worth it,what do you charge,how expensive,' +
      'how pricey,price for,pay anything,cost me,any charge,any fee,costs,charged,dollars,bucks,money for',
    zh:
      '费用,运费,多少钱,价格,价钱,收费,手续费,邮费,贵,几钱,加钱,另外算,另外付,另付,要钱,算钱,价位,出钱,多少费,加多少,另收,加价,花多少,要付,几块,几元,费怎么算,贵不贵,收多少,收几,收不收,要不要钱,' +
      '花钱,多少美元,几块钱,价钱怎,额外,另外,要加,加钱不,收钱',
  },
  postage: {
    en:
      'postage,shipping cost,delivery fee,shipping fee,delivery cost,delivery charge,shipping charge,shipping price,free shipping,free delivery,free postage,' +
      'postal,minimum order,qualify for free,p p,charge to send,sending cost,cost of sending,cost of delivery,cost of shipping,cost to ship,cost to send,' +
      'cost to deliver,cost for delivery,cost for shipping,price of shipping,price of delivery,pay for shipping,pay for delivery,pay for postage,free over,' +
      'spend for free,minimum spend for,minimum for free,delivery included,shipping included,how much is delivery,how much is shipping,how much for delivery,' +
      'how much to ship,how much to send,charged for delivery,charged for shipping,delivery charges,carriage,freight,ship for free,to get it sent,for sending,' +
      'sending fee,sending costs,delivering cost,what is delivery,how much to get it,how much to have,fee for express,express fee,express cost,express price,' +
      'cost of express,next day cost,next day price,below 50,under 50,over 50,above 50,order under,order over,small order,small orders,cart value,' +
      'basket value,spend at least,need to spend,free from',
    zh:
      '运费,邮费,快递费,宅配费,配送费,寄送的费用,快递的钱,包邮,免运,免邮,满多少,凑单,凑到,凑满,不用出,送货费,寄费,运送费,免掉,低消,满额,免运费,快递费谁,出运费,寄一个多少,寄送费,物流费,配送要钱,送要钱,' +
      '要付运,付邮,出邮,收运费,免运门槛,包不包邮,包邮吗,运费险,满额免,几元免,差多少免,达到多少,买多少,买满,满减免,含运,含邮,送货收,寄费怎,寄一件,寄一箱,送一趟,送一次,送到家多少,送到家要,要不要运费,' +
      '有运费,有没有运费,算运费,怎么算运,免费送,免费寄,免费配,免费快递,不满,没满,没到免,差几块,差一点,小东西运,急件多少,急件要,急件费,加急费,快速费,快送多少,快送要,快送费,隔日多少,次日达多少,次日达要',
  },
  free: {
    en:
      'free,complimentary,no charge,for nothing,without paying,no extra',
    zh:
      '免费,包邮,免运,免邮,不用钱,不收费,不要钱,不用付,白送',
  },
  pay: {
    en:
      'pay,payment,checkout,pay method,paying,ways to pay,settle,payment option,purchase with,buy with,pay by,pay using,transaction,pay for my order,' +
      'pay for it,how do i pay,how can i pay,can i pay,which cards,forms of payment,payment type,payment types,accept,accepted,do you take,take cards,' +
      'buy without,checkout options',
    zh:
      '付款,支付,结账,刷卡,缴费,缴款,付钱,给钱,买单,结算,付费,怎么付,付吗,扫码,感应,交钱,掏钱,支付方式,付款方式,怎么给钱,怎样付,付得了,支持什么付,可以付,能付,能用什么付,用什么付,付的,结账方式,' +
      '结算方式,收什么,线上付,付一下,买单方式',
  },
  card: {
    en:
      'card,visa,mastercard,amex,debit,credit,american express,bank card,plastic,card number,maestro,jcb,unionpay,prepaid card,mastercards,visa card,' +
      'credit cards,debit cards,charge my card,card details,cards',
    zh:
      '信用卡,银行卡,借记卡,刷卡,金融卡,储蓄卡,签账卡,银联,卡号,刷得过,万事达,签账,卡片,卡支付,外国卡,国外的卡,储值卡付,预付卡,运通',
  },
  wallet: {
    en:
      'paypal,apple pay,google pay,wallet,alipay,wechat,wechat pay,samsung pay,contactless,bitcoin,crypto,bank transfer,wire,venmo,apple wallet,phone payment,' +
      'tap to pay,pay with my phone,pay by phone,line pay,mobile payment,online banking,bank account,e wallet,digital wallet,gpay',
    zh:
      '支付宝,微信,行动支付,移动支付,电子钱包,手机钱包,钱包,街口,感应支付,手机支付,转账,汇款,云闪付,比特币,扫码支付,网银,悠游付,刷手机,碰一碰,用手机付,数字货币,信用支付,白条,网路银行,网上银行,银行转,' +
      '数位钱包',
  },
  cash: {
    en:
      'cash,cash on delivery,cod,pay the courier,pay the driver,pay on arrival,when it arrives,bills,notes,hand over money,hand the money,banknote,' +
      'pay at the door,pay on delivery,pay upon delivery,pay when it comes,pay when it arrives,pay after,pay once it arrives,pay upon receipt,' +
      'pay when delivered,pay the delivery,coins,pay later when,pay in cash,pay with cash,paying cash,cash only,pay the guy,pay the man,give the money,' +
      'give the courier,give the driver,money at the door,money to the driver,money to the courier,on receipt,only when i have,only after i get,' +
      'once i have it,once i get it,pay afterwards,after it arrives,after delivery,after i receive',
    zh:
      '货到付款,现金,到付,收到再付,收到货再,再付钱,再给钱,再把钱,把钱给,给现金,付现,当面付,见货付款,一手交钱,到货付,货到付,货到再,到了再付,到了再给,先收货,先看货,验货,收货付,签收付,当面,付给司机,' +
      '给师傅钱,给快递员钱,送到再,送到时,送来再付,拿到再付,钞票,给现钱,现钱,现钞,拿现金,付现金,现场付,门口付,上门付,上门收款,快递代收,代收货款,送到家付,送到付,送到了付,到手付,到手再,到家再,收货时付,' +
      '拿货付,取货付,取货付款,先看到东西,先看东西',
  },
  instalment: {
    en:
      'instalment,installment,monthly payment,pay later,klarna,split the price,split payment,split the bill,monthly,per month,each month,every month,interest,' +
      'interest free,spread,spread the cost,bit by bit,several months,buy now pay,credit plan,finance,financing,afterpay,pay in parts,in parts,in several,' +
      'split it,split into,split up,pay a bit,a bit each,bit each month,six months,three months,twelve months,12 months,3 months,6 months,months to pay,' +
      'interest-free,zero interest,zero percent,0 percent,0 interest,divided,divide,payment plan,pay over,over time,over several,over a few,cant afford all,' +
      'pay off,portions,small payments,rate plan,equal parts,equal payments,small amounts,little by little,over half a year,half a year,over a year,over 6,' +
      'over 12,over six,over twelve,over three,stretch the payment,stretch payments,spread payments,spread it,dont have it all,not all at once,all at once,' +
      'in one go',
    zh:
      '分期,花呗,月付,先买后付,每个月,每月,按月,利息,零利率,免息,期数,几期,分几次,分次付,慢慢付,一次付不,一次拿不出,分开付,摊还,分摊,几个月付,分三,分六,分十二,分成,分批付,三期,六期,十二期,刷分期,' +
      '分几个月,免利息,有没有利息,无息,零息,利率,月缴,月供,每期,先付一部分,一次付清,付清,一次性付,一下付不,付不起,手头紧,拆开付,拆成,刷几期,几个月还,半年还,一年还,分半年,分一年,分个几,按期,每月还,' +
      '每个月还,每月扣,每个月扣,拆几个月,一次付太多,一次付太,一次刷太,太贵了一次,一下子付,一口气付,门槛多少可以分,多少才能分,多少可以分,满多少分,额外利,手续费吗分',
  },
  declined: {
    en:
      'decline,reject,fail,refuse,unsuccessful,not go through,invalid,not accept,doesnt work,wont work,not work,error,not valid,expired code,not working,' +
      'didnt work,isnt working,refused,rejected,wont accept,wont take,cant apply,couldnt apply,wont apply,not applied,keeps failing,keeps saying,says invalid,' +
      'does nothing,not recognised,not recognized',
    zh:
      '失败,被拒,拒绝,付不了,不成功,刷不过,无法付款,无效,不能用,用不了,不给用,没反应,显示错误,不接受,过不了,报错,失效,套不上,套用不,没法用,无法使用,不能使用,不认,没生效,显示错,提示错,没折,没减,没扣,' +
      '没打折,输了没,使用不了,没有用,不管用',
  },
  invoice: {
    en:
      'invoice,receipt,bill,vat,tax invoice,accountant,accounting,bookkeeping,paperwork,expense,expenses,reimburse me,pays me back,claim back,tax number,' +
      'tax id,vat no,vat number,company name,proof of purchase,tax return,finance department,boss,tax receipt,tax deductible,receipts,invoices,billing,billed,' +
      'business expense,expense report,expense claim,for my company,company details,paper receipt,copy of the invoice,proof of payment,company on it,' +
      'tax office,reimbursement from work,official document,statement for,bill with,billing address,company billing,wrong company,wrong name on,' +
      'spelled wrong on the,need it on paper,need a document,document for tax,for tax purposes,for the tax,bookkeeper,finance team,accounts department,deduct,' +
      'deductible,employer,reimbursed by my,reimbursement,charge it to my company,paper trail,proof i bought,proof that i paid,proof that i bought,' +
      'duplicate receipt,another copy of the',
    zh:
      '发票,收据,账单,统编,抬头,统一编号,报账,报销,凭证,单据,请款,税号,财务,会计,开票,公司名,专票,普票,电子票,要用的票,核销,公账,给我报,报公司,打统编,要统编,公司户头,公司名称,三联,二联,电子发票,' +
      '补开,重开,开个票,的票,票据,票上,票没,报税用,入账用,抵税,账务,财务要,会计要,公司要,请款用,购买证明,购买凭证,消费凭证,公司出钱,公司买单,公司抬,开公司,补发票,补收据,发票错,发票写错,发票开错,发票没,' +
      '没收到发票,电子档发票,会计那边,老板要,财务那边,给财务,给会计,报账用,税务,国税,统编没,打错统编,统编错,名称错,购物凭据,购物证明,买东西的证明',
  },
  tax: {
    en:
      'tax,duty,vat,gst',
    zh:
      '税,关税,税金,税号',
  },
  coupon: {
    en:
      'coupon,voucher,promo,promo code,promotion code,discount,discount code,offer code,code at checkout,stack,stacking,promos,code invalid,apply the code,' +
      'enter the code,discount voucher,redeem a code,money off,percent off,code not,discount codes,voucher code,coupon field,where does the code go,' +
      'enter code,use two codes,two codes,multiple codes,more than one code,several codes,both codes,code expired,code from,got a code,have a code,' +
      'promo didnt,promo doesnt,discount didnt,discount not,discount wasnt,apply a discount,apply my,reduction code,special code,welcome code,' +
      'first order code,influencer code,use my code,minimum spend,both discounts,combine offers,combine discounts,stack codes,use more than one,' +
      'coupons together,vouchers together,apply two,code doesnt,code isnt,code wont,code not working,code rejected,code failed,discount gone,no discount,' +
      'where to type,where do i type,where do i enter,box for the code,field for the code,discount after paying,add code after,forgot the code,forgot to use,' +
      'forgot my code,apply it later,apply later',
    zh:
      '优惠券,折价券,优惠码,折扣码,折扣,优惠,促销码,抵用券,代金券,券,叠加,并用,折抵码,代码,码不能用,打折码,满减,领券,领了券,用券,忘了用,折价,好几个优惠,好几个折扣,序号,优惠代码,折扣代码,输入码,输码,' +
      '填码,码要,码填,码在,两组,两个码,多组,多张,一起用,同时用,叠着用,合并使用,新人券,首单券,首购,生日券,满减券,折价码,红包,低消,最低消费,网红码,打了码,没减,没折到,忘记用,忘记输,忘了输,忘记填,' +
      '输入优惠,优惠没,优惠不能,打不了折,折不了,折不到,没享受到,错过优惠,漏用,忘用,事后补用,事后补,补打折,补折,付完才想起,付完才想到,券没用,券不能,券过期,券可以,券能,码不对,码失效,码无效,码过期,哪里填,' +
      '填哪,哪里输,填在哪',
  },
  sale: {
    en:
      'sale,deal,offer,promotion,clearance,on sale,black friday,reduced,special offer,discounted,price reduction,half price,season sale,bargain',
    zh:
      '促销,特价,活动,打折,清仓,出清,双十一,降价,便宜,大减价,降了,大促,特卖,周年庆,折扣季',
  },
  giftcard: {
    en:
      'gift card,gift voucher,gift certificate,card balance,balance,store credit,leftover,remaining,dollar card,spend it,half of,rest of it,value of the card,' +
      'load,top up,card code,giftcard,gift cards,gift voucher code,buy a voucher,value left,money left,whats left,what is left,left on it,amount left,' +
      'still left,used part of,part of it,used only part,not used up,unused value,cash out,cash it,turn into cash,convert to cash,exchange for cash,' +
      'remaining value,remaining money,available amounts,amounts,denomination,denominations,prepaid,e gift,egift,card someone gave,gave me a card,got a card,' +
      'card i received,check the balance,scratch card,voucher i was given,use it in parts,several purchases,more than one purchase,use it twice,use it again,' +
      'use the rest,credit left,unspent,what remains,value of 100,which amounts,largest amount,smallest amount,send it by email,digital card,present card,' +
      'gave me one of your cards,one of your cards,prefer money,prefer cash,instead of goods',
    zh:
      '礼品卡,礼物卡,礼券,购物金,储值卡,购物卡,余额,面额,剩下的钱,剩余,没用完,没花完,一张卡,的卡,元的卡,怎么花,要怎么花,只用一半,用了一半,提货券,卡里,卡内,储值,礼品券,卡的余额,卡里还,卡还剩,还剩,' +
      '剩多少,剩余的,花不完,用不完,没用完的,换现金,折现,换钱,变现,提现,面值,多少面额,多少面值,电子卡,实体卡,朋友送的卡,送我的卡,送我一张,收到一张卡,别人送的,卡号输,卡密,刮开,卡要输,购物券,送人卡,买张卡,' +
      '分几次用,分次用,分开用,下次再用,下次还能,一次用完,要一次用,卡上,卡面,最大面额,最小面额,有哪些面额,有多少钱的卡,多少钱的卡,数字卡,送的卡,那张卡,你们的卡,换成钱,换回钱,退成现金',
  },
  points: {
    en:
      'point,reward,loyalty,loyalty program,loyalty scheme,earn,redeem,bonus,cashback,member benefit,collect point,points balance,scheme,perk,rewards program,' +
      'earned,earning,collect points,points missing,missing points,no points,lost points,points disappeared,points vanish,points for,spend my points,' +
      'use my points,use points,how many points,points worth,pts,loyalty card,worth of points,benefits of being,benefits,convert points,points to money,' +
      'membership benefits,reward balance,how many per dollar,per dollar,every dollar,how do i get points,how do i earn,when do i get,when are points,' +
      'points for last order,last purchase,points not,points didnt,points never,points expire,points run out,points lost,money off with points,' +
      'pay with points,turn points,cash in,lifetime of points,what are they worth,what do i get for,collect with each,regular customer,frequent customer,' +
      'customer rewards',
    zh:
      '积分,点数,红利,会员点,回馈,返利,返现,几点,攒,累积,集点,兑换,折抵,抵扣,抵钱,会员回馈,会员返利,会员福利,好康,积点,抵现,点数没,积分没,积分不,点数不,累点,赚点,赚积分,得积分,给积分,给点,送点,' +
      '送积分,入点,没给积分,没加分,没加点,扣点,扣积分,用积分,用点数,一点抵,抵多少,折多少,折抵多少,抵现金,换多少钱,换东西,花积分,清零,归零,失效日,点数换,回饋金,权益,会员好处,会员有什么,怎么赚,怎么得,' +
      '怎么拿点,怎么换,能换什么,能抵,可抵,可以抵,抵得了,抵掉,用点,点可以,点会,点什么时候,分什么时候,积分会,积分能,积分可以,积分怎,点数怎,点数会,点数能,点数可以,花一百,花一块,花一元,消费一,老客户,老顾客,' +
      '常客,买满多少,几倍',
  },
  member: {
    en:
      'member,membership,vip,tier,loyalty,club,become a member,sign up benefits,club card',
    zh:
      '会员,等级,会员卡,入会,会籍',
  },
  pricematch: {
    en:
      'price match,match price,lower price,cheaper elsewhere,cheaper somewhere,found it cheaper,competitor,competition,another shop,another store,other shop,' +
      'other store,others charge,rival,beat this,beat the price,best price,price guarantee,price difference,lowest price,price drop,undercut,next door,' +
      'cheaper at,less elsewhere,go down to,cheaper on,saw it for,amazon,ebay,online cheaper,cheaper online,less money,for less,lower elsewhere,other website,' +
      'another website,other sites,another site,another seller,other retailer,another retailer,different shop,different store,match the price,' +
      'match that price,match it,price dropped,dropped in price,price went down,price fell,went on sale after,sale after i bought,cheaper now,now cheaper,' +
      'cheaper the next day,reduced after,overpaid,paid too much,paid more,same item for,same thing for,same model for,lower offer,better offer,better deal,' +
      'someone else sells,sells it for,sells it cheaper,price beat,give me the difference,back the difference,refund difference,you are more expensive,' +
      'you charge more,your price is higher,pricier,elsewhere,from another,from a different,same day cheaper,week later its,week later it,a week later,' +
      'day after i,days after i bought,right after i bought,just bought and,just bought it and,lowered the price,you lowered,reduced the price,now less,' +
      'now costs less,costs less,charges less,sells for less,asks less,asking less,advert from,competing,compete,shop down the road,down the street,' +
      'across the street,link to the offer,show you a lower',
    zh:
      '差价,买贵,比价,价保,保价,最低价,别家,别的店,其他店,隔壁,对手,竞争对手,跟进,跟价,跟不跟,更便宜,比较便宜,卖得更便宜,退差,补差,补我,补给我,差额,降价了,刚买完,买完就,降了,才卖,只要,才,同款便宜,' +
      '其他家,别处,淘宝,京东,天猫,虾皮,亚马逊,网上更便宜,网路上更便宜,网路比较便宜,外面便宜,外面卖,其他平台,别的平台,别的网站,其他网站,另一家,那家,他家,同行,同业,一样的东西,同款,同型号,卖比较便宜,卖便宜,' +
      '卖得便宜,买贵了,贵了,买亏,亏了,隔天就降,第二天就降,马上降价,就降价,跌价,价格保护,退价差,差价退,退我差,退给我差,差的钱,便宜了,多付的,付多了,给个一样的价,一样的价,低价,更低,更低价,比你们便宜,' +
      '比你们低,你们卖贵,你们比较贵,比别家贵,别人家,对面,对面店,楼下店,隔壁店,外头,外面,网购平台,电商,电商平台,刚下单就,买了就降,才买就,没几天就,没过几天,过两天就,隔天,第二天,上周买,补价差,补差价,补差额,' +
      '退补,退多的,退多付,退我钱差,能退多少差,给便宜,跟他们一样,按他们,同价,平价,一样价,一样价格',
  },
  refund: {
    en:
      'refund,money back,reimburse,reimbursement,get back my money,repay,paid back,my money,credited back,back on my card,on my paypal,on my statement,' +
      'amount back,refunded,still no refund,get the money,refund status,refund take,refund arrive,refund show,refund come,pending refund,' +
      'waiting for my refund,waiting for my money,money yet,money arrive,money returned,money on my account,money not back,money hasnt,my cash back,' +
      'see the money,get my money,receive my money,the credit,credited,credit to my account,bank hasnt,bank account yet,returned payment,transfer back,' +
      'same card,same account,original payment,back to my account,back to my card,refund to,reimbursed,on my bank,statement,sent it back,returned it,' +
      'got my return,received my return,you received,you got it back,arrived back at,processed,payout,compensation paid',
    zh:
      '退款,退钱,退费,退回,我的钱,钱什么时候,入账,到账,原路,那笔钱,款项,收到钱,钱退,退给我,钱还没,退到,账单上,回到卡,钱回来,看到钱,看到那笔,打回,回款,退款进度,退的钱,钱退了,退刷,刷退,退到哪,退去哪,' +
      '退回哪,退回卡,退回我,退回来的钱,返款,还我钱,还钱,钱还,钱没,钱何时,钱什么,钱怎么,拿回钱,收不到钱,退的款,款退,款没,拨款,打款,入到,回到我,没到账,没入账,没入,对账单,银行没,几天能到,几天会到,还没退,' +
      '没退给,退货寄回,寄回去了,已经退回,签收退货,你们收到了,退货签收,退完,退好',
  },
  // Sending back and putting right
  return: {
    en:
      'return,send back,send it back,bring back,bring it back,give back,ship back,hand back,hand it back,take it back,take back,dont like,dont want,' +
      'no longer want,changed my mind,not happy,regret,unwanted,unused,return window,original box,original packaging,too late to,return it,returning,returns,' +
      'return policy,returned,return process,return label,return form,rma,authorisation,authorization,start a return,no reason,without a reason,' +
      'without reason,any reason,already opened,opened the box,opened it already,tried it,used it once,used once,wore it,can it go back,go back to you,' +
      'goes back,not what i expected,not as expected,disappointed,isnt for me,not for me,not what i wanted,dont need,didnt like,did not like,threw the box,' +
      'thrown away the box,without the box,without packaging,box is gone,no longer need,dont want it,cooling off,trial,money back if,get rid of it,' +
      'want to send,sending back,second thoughts,too late,deadline for,return time,time to return,period,still return,still send,send this back,' +
      'send it all back,take it off my hands,hand it in,not satisfied,unhappy,wrong choice,dislike,hate it,shrink wrap,seal,sealed,unsealed,unopened,' +
      'still sealed,tags,without tags,packaging thrown,threw away,thrown out',
    zh:
      '退货,退回,寄回,退换,鉴赏期,鉴赏,能退,可以退,退吗,退还,不喜欢,不想要,后悔,不满意,不合适,无理由,七天,退掉,退不退,来得及退,拆封,拆了,用过,原包装,盒子扔,反悔,不想留,想退,送回去,退东西,退回去,' +
      '退回给,退给你们,能不能退,可不可以退,可否退,还能退,还可以退,怎么退,如何退,要退,申请退,几天内,多少天内,几天之内,期限内,超过几天,过了几天,试用,用了一次,用过一次,用过了,开封,拆封了,拆过,打开过,包装丢,' +
      '盒子丢,没盒子,没有盒子,没有包装,包装没了,包装不见,原盒,原厂包装,吊牌,不适合,跟想的不一样,跟想象,跟想像,不如预期,不需要了,不想买了,不要了,冲动,改变主意,买错,没理由,退货单,退还给,退件,退掉他,寄还,' +
      '送还,拿去退,想退掉,不想留着,用不上,用不到,不合用,封膜,封条,未拆,没拆,剪了标,撕掉,还没用,全新,能退么,可退,给退,让退',
  },
  exchange: {
    en:
      'exchange,swap,replace,different size,wrong size,trade,trade it for,another colour,another color,different colour,different color,other size,' +
      'bigger size,smaller size,newer version,newer model,another model,would suit,instead of the,rather have,bigger one,smaller one,one size up,doesnt fit,' +
      'does not fit,exchanging,exchanged,swap it,swapping,swapped,wrong colour,wrong color,wrong model,get a different,get another,get the other,' +
      'different one,a different model,different model,other colour,other color,other model,the other one,prefer the,prefer another,rather the,' +
      'instead of this,instead of black,instead of white,want it in,want the,in blue,in red,in white,in black,change it for,change for,replace it with,' +
      'switch it for,switch to the,too small need,too big need,size up,size down,bigger,smaller,larger,larger one,larger size,upgrade,upgrade to,trade in for,' +
      'another size,need a bigger,need a smaller,its too small,its too big,too tight,too large,too long,too short,different version,other version,next size,' +
      'half size,size smaller,size bigger,size larger,size 9,prefer a different,got the wrong size,ordered the wrong,doesnt match my,does not match,' +
      'matches better,goes better with,no refund just,dont want money,dont need the money,not a refund',
    zh:
      '换货,更换,调换,退换,换成,换一个,换个颜色,换别的,换大,换小,换颜色,换尺寸,换另一,改成新款,想改成,新款,换款,不合,太大,太小,尺寸不,比较搭,更配,换色,换新款,大一号,小一号,换型号,换一款,换一种,换个,' +
      '换另外,换其他,换黑,换白,换蓝,换红,换尺码,换大一,换小一,调货,换新,可换,能换,想换,要换,买大,买小,太大了,太小了,塞不下,放不下,不合身,不搭,比较好看,比较喜欢,升级,换高,换高阶,换更,换同款,换其他款,' +
      '换别款,换高配,换低配,换贵的,换便宜的,不要退钱,不用退钱,不退钱,只想换,只要换,想拿旧的换,买小了,买大了,小了,大了,太紧,太长,太短,跟家里不搭,不好看,换好看,另一种,别的款',
  },
  colour: {
    en:
      'colour,color,black,white,blue,red,green,grey,gray,pink,yellow,silver,brown,beige,purple,orange,navy,gold,colors,colours,shade,darker,lighter,turquoise,' +
      'teal',
    zh:
      '颜色,黑的,白的,黑色,白色,蓝色,红色,绿色,灰色,粉色,黄色,银色,紫色,米色,蓝的,红的,色,金色,深色,浅色,色的,橘色,橙色,棕色,咖啡色,蓝,红,白',
  },
  size: {
    en:
      'size,sizing,fit,measurement,too big,too small,bigger,smaller,large,medium,tight,loose',
    zh:
      '尺寸,尺码,大小,码数,太大,太小,大一号,小一号,合身,大的,小的,号的',
  },
  difference: {
    en:
      'difference,price difference,pay extra,pay the difference',
    zh:
      '差价,价差,补差,差额,多退少补,补差额',
  },
  cancel: {
    en:
      'cancel,cancellation,call off,undo,abort,stop order,withdraw,cancel an order,cancel my order,cancel the order,cancel order,order i just placed,' +
      'cancel it,cancelling,canceling,stop my order,dont want the order,take back my order,withdraw the order,void',
    zh:
      '取消,撤销,撤单,退订单,不买了,取消订单,订单取消,取消这笔,取消那笔,取消下单,订单不要,想取消,能取消,可以取消,怎么取消订',
  },
  change: {
    en:
      'change,edit,modify,update,amend,alter,correct,corrected,fix,switch,switched,adjust,put right,mistyped,typo,wrong,mistake,oops,replace,changing,changed,' +
      'can be changed,wrongly,accidentally,by accident,incorrectly,entered the wrong,put the wrong,gave the wrong,wrote the wrong,typed the wrong,misspelled,' +
      'misspelt,forgot to add,add my,amended,different,put in a different,another one instead,is it possible to alter,still possible to alter,amend my,' +
      'fix the',
    zh:
      '修改,更改,变更,更新,改成,改为,换成,改,写错,填错,打错,选成,选错,错了,不小心,更正,补填,少写,忘记写,忘填,忘了填,漏写,能补,可以补,换,手误,填成,写漏,弄错,换掉,调整,改一下,改掉,改不改,能改,' +
      '可改,可以改,想改,要改,改个,改回,改到,改吗,改下,换新的,输错,写成,搞错,打漏,少打,忘了写,忘记填,补上,加上去,错字,不对了,修正,订正,改正,更动,变动,还能改,来得及改,改得了,能不能改,可不可以改',
  },
  damaged: {
    en:
      'damage,damaged,broken,break,crack,cracked,smash,smashed,dent,dented,shattered,crushed,scratched,scratch,torn,leak,leaking,bent,in pieces,' +
      'dead on arrival,out of the box,split open,chipped,unpacked,opened it,doa,wet,squashed,scuffed,banged,bashed,battered,mangled,ruined,in bits,bits,' +
      'pieces,smashed up,came apart,hole in,torn open,dripping,soaked,broken glass,glass,broken on arrival,arrived broken,arrived damaged,came broken,' +
      'came damaged,on arrival,just arrived,when i opened,upon opening,first time i switched,parts missing,missing part,missing parts,missing piece,bump,' +
      'bumped,squished,stain,stained,dirty,smashed screen,screen cracked on arrival,lid broken,handle broken,leg missing,bits missing,snapped,snapped off,' +
      'falling apart,ripped,crumpled,rattles inside,rattling in the box,looks like someone,kicked,courier damaged,courier broke,transport damage,' +
      'shipping damage,delivery damage,not intact,was open,already open,opened package,arrived open,scratches,marks on it,dents,water got in,' +
      'how soon must i report,report it,report damage,within how many,keep the packaging,throw away the packaging',
    zh:
      '损坏,破损,坏了,坏的,坏掉,破掉,破了,碎了,碎,裂,裂痕,裂纹,压扁,凹,瘪,毁损,刮伤,划痕,刮痕,漏水,变形,撞,砸,打开一看,拆开,拆出来,开箱,烂了,洞,缺角,摔坏,受潮,湿了,打开就,一开机,刮到,刮花,磕,' +
      '磕碰,碰撞,撞到,压坏,压烂,摔烂,碎掉,碎的,断了,折断,破的,破一个,破了个,有洞,破洞,裂开,裂了,裂缝,凹了,凹陷,凹进,瘪了,歪了,歪,潮了,泡汤,湿的,脏了,脏,污渍,零件少,少零件,缺零件,缺件,少配件,' +
      '少了一,一打开,刚收到,刚到,刚拆,拆箱,到货就,送来就,来的时候,到手就,到了就,运输损坏,运输坏,运坏,寄坏,快递摔,快递弄坏,送坏了,摔过,被压,被砸,外箱破,箱子破,包装破,盒子破,盒子烂,箱子烂,有刮,有划,' +
      '有刮痕,有裂,掉漆,缺了,少了个,玻璃破,杯子破,盖子破,把手断,断掉,散了,散架,多久内要说,多久内通知,几天内反映,几小时内,要先拍,要留,要不要留,保留箱,箱子要留',
  },
  photo: {
    en:
      'photo,photos,pic,pics,picture,pictures,photograph,image,photographs,take a picture,take pictures,take photos,evidence,video,send you pictures',
    zh:
      '照片,拍照,拍哪些照,要拍,拍什么图,图片,拍图,相片,拍照片,拍几张,拍个照,照相,证据,拍视频,录影,截图,拍给',
  },
  box: {
    en:
      'box,package,parcel,packaging,carton,packet,original box,container,wrapper,cardboard,packing,bubble wrap',
    zh:
      '包裹,盒子,箱子,外箱,包装,纸箱,盒,箱,外包装,纸盒,包材,泡泡',
  },
  faulty: {
    en:
      'faulty,defective,defect,malfunction,stop working,stopped working,not work,doesnt work,dead,wont turn on,wont start,play up,fault,broke down,' +
      'not turn on,gave up,not turning on,wont switch on,doesnt switch on,wont power,doesnt heat,stopped heating,not heating,noise,strange noise,weird noise,' +
      'noisy,rattling,smell,burning,overheats,freezes,shuts off,turns itself off,turns off,dies,died,keeps turning,no sound,no picture,blinking,flickering,' +
      'not cooling,quit working,not charging,wont charge,acting up,went wrong,something wrong,fails,failed,malfunctioning,no power,stuck,button',
    zh:
      '故障,瑕疵,有问题,不会动,不转,不动了,用不了,不能用,开不了机,没反应,坏了,失灵,毛病,质量问题,不灵,不工作,罢工,不亮,怪声,异音,异响,很吵,声音怪,不热,不制热,不加热,不冷,不制冷,冒烟,焦味,跳电,跳闸,' +
      '自动关机,一直关机,关机,黑屏,黑画面,没画面,没声音,没声,充不进,充不了,充电不,不通电,没电,当机,死机,卡死,卡住了,不动,坏掉,出问题,出毛病,动不了,打不开机,开不了,转不动,怪怪的,不太对,按了没,停了',
  },
  warranty: {
    en:
      'warranty,guarantee,guaranteed,cover,covered,coverage,accident,accidental,drop,count as a defect,months old,years old,year old,wear,still covered,' +
      'manufacturer,water damage,spilled,extended warranty,protection plan,warrenty,guarantees,in warranty,under warranty,out of warranty,warranty claim,' +
      'warranty expired,warranty cover,warranty end,insured,insurance,protected,protection,how many years,after two years,after one year,after a year,' +
      'year and a half,two years,years ago,bought last year,bought a year ago,months ago,manufacturing defect,normal wear,wear and tear,worn out,my fault,' +
      'my own fault,own fault,fell down,fell on the floor,dropped it,knocked,liquid,coffee on,spilt,warranty card,warranty certificate,covers,does it cover,' +
      'still under,is it covered,would it be covered,will it be covered,still have cover,does that count,counts as,count as,after 13 months,after 20 months,' +
      'how many months,kitchen stuff,covered for,guarantee period,guarantee last,bought it in,two and a half,cat knocked,dog chewed,my kid,child broke,' +
      'i broke it,broke it myself,lost the receipt,no receipt,without receipt,without a receipt,box and receipt gone,register the product,' +
      'product registration',
    zh:
      '保修,保固,质保,三包,在保,过保,保不保,有保,算不算,质量问题,摔,摔到,摔破,摔碎,自己摔,保证书,保修卡,人为,用了一年,几年,用了两年,坏了算,泡水,进水,掉水,磨损,保期,延保,算不算数,保固内,保固期,' +
      '在保固,保固吗,保修吗,保修多,保几年,几年保,保多久,保不,保吗,还保,还在保,过了保,出保,延长保固,保障,理赔,涵盖,包含人为,人为损坏,自己弄坏,掉地上,掉到地,掉在地,掉水里,摔了,摔坏,泼到,泼了,打翻,弄湿,' +
      '淋到,正常使用,正常磨,用久,用了快,用了半年,用了三年,用一年,用半年,买了一年,买两年,去年买,买了半年,购买证明,保卡,保单,制造瑕疵,自然坏,老化,耗损,小孩弄坏,小孩打破,孩子摔,猫弄,狗咬,自己不小心,' +
      '不小心摔,不小心弄,不小心掉,磕坏,过了一年,用了十,用了二十,个月了,十个月,一年多,一年半,两年多,没发票能保,没发票,没收据,收据没了,算人为,算保固,算保修,赔不赔,包不包,负责吗,不保的,保多长,多长保,厨具,' +
      '家居',
  },
  repair: {
    en:
      'repair,fix,mend,mending,service centre,service center,technician,send in,workshop,get it fixed,spare part,repaired,servicing,engineer,repairable,' +
      'repairs,fix it,fix my,can be fixed,getting it fixed,fixed,send it in,maintenance,service it,replacement part,look at it,take a look at,someone come,' +
      'come out and,home visit,restore it,repair shop,broken machine,old machine,patch up,revive,bring back to life,tinker,engineer to look,broken after,' +
      'broke after,died after,diagnose,diagnosis,what would it cost to fix,is it worth fixing,worth repairing,take care of broken,take in broken,' +
      'broken device,broken appliance',
    zh:
      '维修,修理,送修,报修,能修,可以修,修吗,修之前,修一次,师傅修,修好,检修,返修,修的话,要修,修,换零件,维修点,维修费,维修站,修多久,修多少,修好吗,修得好,修不好,修不修,修一下,修个,修贵,帮修,拿去修,' +
      '送去修,寄去修,寄修,去修,自费,零件,到府维修,上门修,上门维修,检查一下,检测,保养,救一下,救得活,还能救,抢修,处理一下坏,拿来修,寄过去修,寄给你们修,你们能修,哪里能修,修得了,修得起,划算修,多久修好,' +
      '多久能修,修要,修几天,要多久修',
  },
  quote: {
    en:
      'quote,estimate,price first,quotation,tell me the price,price estimate,offer for,pricing for,how much would it,price beforehand,cost beforehand,' +
      'price in advance,know the price before,before you start',
    zh:
      '报价,报价单,估价,先告诉我价,先跟我说价,价钱先,先报个价,询价,先报价,先估,估一下,费用先,先说价,报个价,多少先,先知道价',
  },
  // Getting help
  human: {
    en:
      'contact,reach,human,agent,representative,speak,talk,chat,customer service,support,real person,a person,someone,somebody,anyone there,bot,robot,staff,' +
      'operator,get in touch,get hold of,helpline,hotline,live chat,call you,call centre,phone line,write to you,anyone help,employee,advisor,contact you,' +
      'reach you,phone you,email you,write you,message you,get through,supervisor,manager,complain,complaint,complaint about,whatsapp,facebook,hotline number,' +
      'support number,support team,support email,support hours,service desk,help desk,helpdesk,customer care,customer support,someone to talk,talk to someone,' +
      'speak to someone,talk with,speak with,live person,actual person,actual human,living person,not a machine,not a bot,stop the bot,automated,' +
      'nobody answers,no one answers,nobody replies,nobody picks,picks up,ring you,give you a call,give me a call,call me,call back,callback,connect me,' +
      'transfer me,put me through,assistant,stupid bot,useless,available to help,anyone available,anyone around,help me in person,i want a human,need a human,' +
      'no robot,no more bots,tired of the bot,fed up with the bot,chatbot,is anybody,anybody there,is there someone,is anyone,someone real,real human,' +
      'speak with a,over the phone,by phone,voice call,actual voice,dial,what number,which number,your number,your e mail,email for support,support address,' +
      'office hours for support,weekend support,support on sunday,support on weekends,at 8 pm,at 10 pm,late at night,respond to mails,reply to mails,' +
      'reply to emails,how quickly do you answer,how fast do you answer,how fast do you reply,response to my mail',
    zh:
      '客服,联系,联络,人工,真人,专员,机器人,换人,换个人,找人,跟人说,有人,客服电话,热线,专人,转接,打给,打电话,电话打,回复我,在线客服,线上客服,不要机器,听不懂,活人,值班,没人理,人管,怎么找你们,接通,' +
      '客服人员,客服专线,客服信箱,客服邮箱,客服时间,客服在,客服没,客服几点,专线,免付费,打过去,打电话给,打给你们,打哪,拨哪,打不通,没人接,没人回,没有人,没人,有人在,有人回,有人可以,谁能,谁可以,主管,经理,' +
      '投诉,抱怨,反映,反应一下,问人,问谁,找谁,找客服,找你们,接客服,接人工,接真人,转客服,转真人,转人工,跟人聊,跟人讲,跟人谈,人来,人讲,讲话,说话,沟通,对谈,诉求,求助,协助,帮忙,自动回复,自动回覆,罐头,' +
      '机械,在线吗,在吗,值班吗,别用机器,不跟机器,跟机器人,机器人没用,换个真,换真人,来个人,叫人来,有没有人,能通话,可以通话,打什么号码,哪支电话,号码几,电话几号,电话多少,电话是多少,信箱是什么,邮箱是多少,' +
      '写邮件给,发邮件给,寄信给你们,周末有人,周末客服,假日客服,晚上有人,半夜有人,半夜客服,这么晚,几点有客服,客服到几,多久回,多久会回,何时回复,什么时候回复,什么时候回覆',
  },
  phone: {
    en:
      'phone,telephone,mobile,cell,smartphone,handset,call,ring,phone number,telephone number,number to call,call in',
    zh:
      '电话,手机,致电,门号,来电,电话号码,市话,号码几号,号码多少',
  },
  answer: {
    en:
      'reply,answer,respond,response,get back to,hear back,replied,reply to my,answering,response time,wrote you,wrote an email,sent a mail,sent an email',
    zh:
      '回复,回信,会回,能回,答复,回我,回我信,回覆,不回,没回,已读,多久回,多快回,写信,发信,寄信',
  },
  // Account
  login: {
    en:
      'login,log in,log me in,sign in,sign-in,signing in,logon,log on,locked,locked out,access my account,get into my,get in,let me in,kicked out,sign on,' +
      'enters my account,sign-in screen,enter my account,cant get in,cant get into,cannot get in,cant access,unable to log,unable to sign,wont let me,' +
      'not let me,keeps logging,log into,get back into,back into my account,blocked,account blocked,stuck at login,too many attempts,too many tries,' +
      'logged out,shut out,account wont open,cant open my account,entry denied,access denied,denied,log back in,get back in,screen says wrong,says wrong,' +
      'says incorrect,keeps rejecting,wrong password,incorrect password,wrong too often,typed it wrong',
    zh:
      '登录,登入,登陆,锁定,被锁,登不,进不去,上不去,登录那一步,登入画面,进来,进账号,进我的账号,进不了,有人登,上号,登上,登不了,登不上,登不进,登录不,登入不,登不到,没办法登,没法登,进不到,无法登入,无法登录,' +
      '进入账,被锁住,锁住,被登出,登出,跳出来,踢出,试太多,错太多,打错太多,输错太多,被拒绝登,说我密码,说密码,不让我进,不让进,不让登,登的时候,老是错,一直错,怎么都进,怎么输都,打好几次,试好几次,被停登',
  },
  password: {
    en:
      'password,passcode,credential,credentials,pw,pwd,passphrase,pass word,what i use to sign,passwords,pin,login details,login data,sign in details,' +
      'secret word,access data',
    zh:
      '密码,口令,当初设什么,当时设的,说不对,一直说不对,密码错,通行码,密码不,改密,换密,设密,登录信息,登入资讯',
  },
  forgot: {
    en:
      'reset,forgot,forget,forgotten,recover,remember,cant remember,lost my,dont remember,no idea what,slipped my mind,reset link,reset mail,reset email,' +
      'i forgot,new password,choose a new,set a new,cannot remember,cant recall,recall,not remember,dont know my,lost password,memory',
    zh:
      '重置,重设,忘记,忘了,找回,想不起,记不得,不记得,太久没用,好久没用,记不住,重置链接,重设连结,重设信,重置邮件,忘掉,忘光,忘啦,忘的,没印象,不知道密,记不起,想不到是,重新设,设新,新密码',
  },
  account: {
    en:
      'account,profile,registration,my details,my account,user account,user profile,username,customer account,my page',
    zh:
      '账号,账户,户口,个人档案,会员资料,用户名,我的账,账号里,会员账,用户,户头,会员中心',
  },
  register: {
    en:
      'register,sign up,create account,create an account,join,open account,become a member,new account',
    zh:
      '注册,申请账号,加入会员,开通,开户,成为会员,入会',
  },
  delete: {
    en:
      'delete,close my account,close account,deactivate,deactivated,remove,erase,terminate,quit,leave,leaving,wipe,get rid of,disappear,closed my account,' +
      'cancel my registration,shut down,delete me,delete my,erase me,erase my,erase everything,remove my account,remove me,forget me,get rid of my account,' +
      'dont want an account,no longer want an account,dont need the account,stop being a member,end my membership,end membership,cancel my account,' +
      'cancel account,cancel membership,cancel my membership,closing my account,closing,want out,leave you,leave your shop,permanently,permanently gone,' +
      'for good,gone forever,wipe my,disable,disabled,deleting,dont want to be a customer,no longer a customer,stop being a customer,remove my data and,' +
      'remove my profile,erase my profile,my profile gone,have my account removed,account removed,account deleted,account closed,say goodbye,done with,' +
      'finished with,shut my account,shut it down,unregister,deregister',
    zh:
      '删除,注销,关闭账号,停用,移除,销号,删号,删掉,不当会员,退出会员,清除,取消会员,取消注册,不要了怎么删,删了,消掉,退会,手滑,删账,砍账号,砍号,砍掉,关掉账,关号,销户,销账号,登出会员,不玩了,不想用了,' +
      '不再用,不用了,不再使用,不想再用,永久,彻底,整个删,清空,抹掉,抹除,退出,取消账,解约,停权,停掉,终止,不做会员,不想当会员,账号移除,拿掉账号,解除会员,拿掉会员,不再是会员,不做你们,账号消失,删干净,' +
      '整个账号,账号不用,账号没用,账号关,关账号,停账,毁掉,拜拜,离开你们,不想留账号,去掉账号',
  },
  restore: {
    en:
      'restore,recover,recoverable,undo,reactivate,get back,get my account back,bring back,revert,by mistake,come back,reopen,get it back,' +
      'bring it back to life,restored,reopened,changed my mind about deleting,still get back,reactivated,reverse,cancel the deletion',
    zh:
      '恢复,复原,救回来,还原,找回来,反悔,撤回,手滑,后悔,重新启用,重新开,救回,救得回,找得回,找得回来,拿回来,回来吗,重新登,再开,复活,重启,撤销',
  },
  email: {
    en:
      'email,e-mail,mail,e mail,inbox,mailbox,mail address,gmail,new mail,electronic mail,e-mails,emails,e mail address,email address,new address for mail,' +
      'hotmail,yahoo,outlook,old mail,old email,work email,work mail,new email,different email,another email,another mail,different mail,mail account,' +
      'email on file,registered email,login email,contact email,mail provider,changed provider,changed jobs,changed job,left my company,left the company,' +
      'no longer have access to my mail,cant reach my old,lost access to my inbox,cant open my mailbox,typo in my mail,typo in my email,misspelled my email,' +
      'wrong email,wrong mail,write to another,send to another mail,different inbox,contact address,notifications to another',
    zh:
      '邮箱,电邮,邮件,信箱,电子邮件,信件,换邮箱,确认信,绑定邮箱,邮箱地址,信箱地址,工作邮箱,公司信箱,公司邮箱,学校信箱,旧邮箱,旧信箱,新邮箱,新信箱,换信箱,换邮,注册信箱,注册邮箱,收信,收不到信,收信的,' +
      '邮箱写错,信箱打错,邮箱打错,邮箱注册错,信箱注册错,毕业了邮箱,收不到你们的信,邮箱停用,信箱停用,邮箱被盗,信箱被盗,邮箱登不,信箱登不,邮箱进不去,信箱进不去,邮箱忘了,换个邮箱,换个信箱,换成新的邮,换成另一个邮,' +
      '改邮箱,改信箱,换绑邮,更新信箱,更新邮箱',
  },
  confirmlink: {
    en:
      'confirm,confirmation,confirmation link,approve,link expired,verification link,link,confirm my,confirm the,verify my email,verification email,' +
      'verification mail,activation link,activation mail,activate,click the link,link doesnt,link is dead,link not working,new link,link again,resend,' +
      'send the link again',
    zh:
      '确认信,确认邮件,确认连结,确认链接,确认,连结,链接,换绑,绑定,生效,验证信,验证邮件,确认的信,确认链,重发链接,重发连结,重寄,重发,连结失效,链接失效,链接打不开,连结打不开,点不开,验证连结,验证链接,启用信,' +
      '激活',
  },
  expire: {
    en:
      'expire,expired,expiry,valid,validity,run out,lapse,still good,good for,use by,deadline,expires,expiring,expiration,expiration date,still valid,' +
      'is it valid,valid until,valid for,time limit,ran out,no longer valid,last forever,lasts,how long valid,how long is it good',
    zh:
      '过期,到期,有效期,效期,失效,期限,作废,过期了,多久有效,有效,会过期,快过期,到几号,能用到,可以用到,用到什么时候,能放多久,可以放多久,放多久,期限到,到期日,有期限,有没有期限,时效性,能留多久,多久失效,' +
      '多久过期,永久有效',
  },
  twofactor: {
    en:
      'two factor,2fa,two step,second step,authenticator,authentication,mfa,otp,login code,one time code,text with numbers,recovery code,security code,' +
      'extra security,secure,second password,hacked,hacker,stolen account,break into,backup code,extra layer,extra protection,verification code,safer,' +
      'two-step,two-factor,2 step,2 factor,2 step verification,two step verification,double verification,second factor,second code,extra step,extra code,' +
      'another code,additional code,additional security,additional layer,protect my account,protect account,protect better,better protected,more secure,' +
      'secure my account,make it safer,keep my account safe,keep my account,account safe,account security,hack,hacking,hackers,someone else logging,' +
      'somebody else,stranger,strangers,someone got into,google authenticator,authenticator app,six digit,six digits,digits,code when i log,code at login,' +
      'code each time,code every time,codes,backup codes,recovery,lost my phone,new phone,changed phone,lost phone,phone was stolen,phone stolen,text code,' +
      'sms code,no code arrives,code doesnt arrive,confirm login,step when signing,step at sign,step for login,security step,another check,additional check,' +
      'second check,extra check,extra lock,double lock,double security,confirm its me,confirm it is me,prove its me,number by text,number by sms,texted code,' +
      'texted a code,text me a code,code to my phone,code on my phone,code from my phone,dropped my phone in,phone broke and,phone died and,got a new phone,' +
      'new number and,lost both,emergency code,spare codes,printed codes,keep hackers out,hacked before,afraid of hackers,someone tried to log,' +
      'someone tried to get',
    zh:
      '双重,两步,两步骤,二次验证,验证器,验证码,备用码,多一道,一道关卡,一组数字,一串数字,被盗,盗号,更安全,动态码,多一层,加一层,安全性,防盗,动态密码,登录保护,二步,别人登,异地登录,多加一道,恢复码,两步登录,' +
      '两步登入,两步验,二阶段,两阶段,二段,两段式,二步骤,双因素,再验证,再认证,认证,谷歌验证,六位,安全码,登录码,登入码,简讯码,短信码,短信验证,简讯验证,收不到码,收不到简讯,收不到短信,收不到验证,手机丢,' +
      '手机掉,手机不见,手机遗失,换手机,换了手机,新手机,备份码,备用密码,救援码,恢复代码,保护账,账号保护,更保险,安全一点,防止,黑客,骇客,入侵,陌生人,有人盗,被偷登,再输,多输,多一步,多一个,再一层,多重,' +
      '双保险,加一道,加道,加锁,上锁,加个锁,加密登,登录时要,登录要,登入时要,登入要,登入时,登录时,每次登录,每次登入,输一次码,输入码才,发码,传码,传简讯码,收码,动态,一次性密码,手机坏了收,号码换了,换号,' +
      '换号了收,换了号,紧急码,救急码,一次性码,备用的码,码弄丢,码丢了,怕被骇,怕被黑,被黑,怕别人,怕账号,有人想登,有人试,异常登录,异常登入,陌生登录,陌生登入',
  },
  safe: {
    en:
      'safe,safety,safely,secure,security,fraud,scam,trust,encrypted,encryption,risk,risky,stolen,trustworthy,trusted,protect,protected,worry,worried,legit,' +
      'safe to,is it safe,encrypt,stolen card',
    zh:
      '安全,诈骗,诈欺,加密,可靠,盗刷,放心,风险,被骗,可疑,安全吗,安不安全,会不会被盗,被盗刷,保密,保护,信得过,靠谱',
  },
  privacy: {
    en:
      'privacy,personal data,gdpr,personal information,my data,my information,data,details do you,on file,know about me,share my,sell my,third party,' +
      'third parties,store about me,keep about me,hold on me,hold about me,everything about me,personal details,tracking me,data request,what you know,' +
      'what data,which data,data about me,my details,information about me,what information,which information,info,info about me,information you have,' +
      'data you have,data do you,you know,you have about me,you store,you keep,you collect,you hold,collect about,do with my,use my data,use my information,' +
      'pass on,pass my,passed on,hand over my,give my,gives my,give out my,given to,sold to,selling my,sell data,shared with,share with,advertisers,' +
      'other companies,partners,who sees,who can see,sees my,access to my data,copy of my data,copy of my information,copy of everything,export my data,' +
      'download my data,right to,my number,my phone number used,my birthday,confidential,data protection,subject access,leaked,leak my,who gets my,who has my,' +
      'who has access,used for,what is my phone number,what for,why do you need my,why do you need,need my birthday,need my phone,see my address,' +
      'give my address,give my phone,give my number,courier see,other people,other firms,know where i live,my card details,my payment details,' +
      'my credit card details,what happens with my,what happens to my data,everything you know,everything you have,my records,my record',
    zh:
      '隐私,个资,个人信息,个人资料,数据,我的资料,我的信息,关于我,跟我有关,收集,第三方,保留我,有我哪些,掌握,拿去干什么,拿去做什么,卖我的,泄露,外泄,资料副本,个资法,我哪些,导出,留存,哪些内容,我的数据,' +
      '我的个人,个人资讯,个人数据,资料给,信息给,资讯给,信息会,资料会,资料被,信息被,给别人,给别的公司,其他公司,合作方,合作厂商,广告商,第三者,外流,泄漏,卖给,出售我,转卖,收集哪,收集什么,知道我,掌握我,' +
      '有我的,我什么信息,我什么资料,哪些资料,哪些信息,什么资料,什么资讯,什么信息,拿我的,用我的,用来干,用来做,拿来做,拿来干,做什么用,干嘛用,副本,一份我的,复本,调取,调阅,查看我的资料,导出我,汇出,' +
      '下载我的资料,下载我的数据,个人隐私,保密,电话拿,手机号拿,谁看得到,谁能看,看得到我,看到我的,要我电话干,要我的电话,要我生日,为什么要我,为何要我,填那么多,填这么多,资料安全,信息安全,资讯安全,会不会外,' +
      '会不会给,会不会卖,卖掉我,卖出去,拿去卖,转给,给到别,提供给,共享,分享给,卡的资料,银行卡信息,信用卡资讯,信用卡资料,我所有,全部信息,全部资料,所有记录,所有纪录,我的记录,我的纪录',
  },
  store_data: {
    en:
      'save my,keep my,store my,remember my,stored,saved,save card,save my card,keep card,keep my card,card saved,card stored,save payment,remember card,' +
      'store card,card on file,keep my details',
    zh:
      '保存,储存,记住,存我,记录我,保留,存卡,记卡,卡号存,卡号会,保存卡,储存卡,留卡,记下,存起来,会存,留底',
  },
  unsubscribe: {
    en:
      'unsubscribe,opt out,newsletter,marketing,spam,mailing list,promotional,stop sending,stop emailing,advert,advertising,ads,junk,too many email,' +
      'promo email,take me off,stop the mail,no more mail,notification,notifications,off the list,promotions,promotional email,promotional mail,' +
      'marketing email,marketing mail,marketing messages,newsletters,weekly mail,weekly email,daily email,daily mail,so many email,so many mail,too many mail,' +
      'too much mail,full of your,inbox full,flooding,bombard,annoying,annoyed,pester,bother me,stop mailing,stop writing,stop the email,stop the newsletter,' +
      'stop getting,stop receiving,dont want your,dont want any more,no more email,no more newsletters,no longer receive,no longer want to receive,dont send,' +
      'do not send,remove me from,remove my email,get off,your ads,advertisement,advertisements,offers by mail,still receive,still receiving,' +
      'still getting mail,still getting email,quiet,switch off notifications,turn off notifications,turn off email,mute,cancel newsletter,' +
      'cancel the newsletter,leave the list,off your list,push messages,off your mailing,no more offers,no more ads,no more promotions,no more marketing,' +
      'sick of your,tired of your mails,tired of your emails,get rid of your mails,get rid of the newsletter,every day another,another mail,another promo,' +
      'another offer,keep getting,keeps arriving,keep mailing,keep emailing,you keep sending,keep sending me,stop these,stop those,stop spamming,block your,' +
      'less mail,fewer mails,fewer emails,only order mails,only order updates,weekly offers,sale mails,sales emails',
    zh:
      '退订,订阅,电子报,广告,取消订阅,营销,行销,推销,推广,群发,名单,寄送名单,不要再寄,别再发,别再给我发,垃圾邮件,宣传信,促销通知,促销推送,推送,通知关,广告信,别发了,不要发,宣传,骚扰,轰炸,不想收,' +
      '一直收到,别再寄,广告邮件,广告讯息,广告短信,广告简讯,促销信,促销邮件,促销信息,推广信,推广邮件,宣传邮件,行销邮件,行销信,营销信息,营销短信,垃圾信,信太多,邮件太多,一堆信,一堆邮件,一堆广告,每天寄,每天发,' +
      '天天寄,天天发,每周寄,每周发,一直寄,一直发,老是发,老是寄,狂寄,狂发,塞爆,塞满,洗版,很烦,烦死,打扰,不要寄,不要再发,别寄,别发,停止寄,停止发,停止发送,停发,不再收,不想再收,不想看到,不要收,拒收,屏蔽,' +
      '封锁,关通知,关闭通知,关掉通知,关掉推播,推播,订阅取消,取消订,名单中移除,名单删,名单里删,名单里,移出,拿掉我,不要广告,不收广告,不看广告,关广告,关掉广告,停掉广告,少发,少寄,太多信,太多邮件,太多信息,' +
      '太多讯息,太频繁,别再推,不要推,别推,怎么还在发,怎么还在寄,怎么还发,怎么还寄,还在发,还在寄,还收到,还是收到,又收到,每天都收,天天收,每天收到,邮件轰炸,信箱爆,邮箱爆,折扣信,特价信,活动信,优惠信,优惠邮件,' +
      '活动邮件,活动通知,优惠通知,取消通知,通知太多',
  },
  subscription: {
    en:
      'subscription,subscribe,plan,renew,auto renew,renewal,recurring',
    zh:
      '订阅,续订,自动续费,续费,方案,包月',
  },
  // Things for sale
  stock: {
    en:
      'stock,available,availability,restock,sold out,back in,out of stock,notify,notify me,let me know,tell me when,give me a shout,ping me,bought again,' +
      'again,remind,alert,get more,unavailable,ran out,coming back,in again,reserve,waiting list,heads up,message me when,in stock,not in stock,out of,' +
      'sells out,selling out,restocked,restocking,new stock,new batch,next batch,next delivery of,more coming,more in,come back,comes back,back again,' +
      'available again,available soon,buy it again,buyable,can be bought,cant buy,cant add,cannot add,greyed out,grayed out,basket button,sold,gone,all gone,' +
      'none left,notification when,notified,alert me,remind me,email me when,mail me when,tell me if,inform me,inform,drop me a line,send me a message when,' +
      'put one aside,set one aside,hold one,keep one for me,save one for me,reserve one,reserve it,waitlist,wait list,temporarily,unavailable now,sold-out,' +
      'discontinued,shout when,tell me as soon,as soon as its back,as soon as it is back,once its back,once it is back,once it is available,when its back,' +
      'when it is back,when its available,when it returns,returns to stock,supply,supplies,supplied,new shipment of,expected back,will you get more,' +
      'will there be more,getting more,get it in again,order it again,page says sold,it says sold,says unavailable,says out,missed it,too late to buy,' +
      'hold it for me until',
    zh:
      '库存,有货,缺货,补货,现货,断货,卖完,上架,再进货,进货,到货提醒,货到通知,通知我,告诉我一声,叫我,喊我,提醒我,能买了,可以买的时候,没货,售完,售罄,缺,回来,还会有,预留,抢不到,买不到,跟我说一声,' +
      '通知一下,再卖,还补,没有货,无货,卖光,抢光,抢完,卖掉,断码,没了,不能加购,加不了购物车,加不进购物车,灰色的,按钮灰,买不了,下不了单,何时有,什么时候有,何时会有,几时有,再来货,来货,到新货,到货了,补不补,' +
      '会补,再补,再进,还进,再上,重新上,上货,还会卖,还卖,又有货,又有了,有了通知,有了跟我,有了叫,有了喊,有了告诉,有了说,到了通知,到货告诉,提醒一下,发消息,发讯息给我,知会,留一个,留一台,留一件,留个,先留,' +
      '先保留,帮留,预定一个,排队,候补,登记,什么时候到货,几时到货,何时到货,何时补,几时补,多久补,多久会有,还会不会有,会再来,会不会再,会再出,还出不出,再有货,恢复供应,供货,又能买,又可以买,可以买了,能买到,' +
      '买得到,没抢到,没买到,显示无货,显示没货,显示售完,一有货,一到货,一补货,到货就,有了再,回货,帮我占,替我留,给我留',
  },
  preorder: {
    en:
      'preorder,pre order',
    zh:
      '预购,预订,预售',
  },
  gift: {
    en:
      'gift,present,wrap,wrapping,gift wrap,ribbon,bow,birthday,card with,message card,greeting,note,few words,wedding,anniversary,surprise,gift paper,' +
      'looking nice,pretty,christmas present,personal message,price tag,valentine,for my mum,for my dad,gifts,giving it to,for a friend,for my wife,' +
      'for my husband,for my girlfriend,for my boyfriend,for my son,for my daughter,for my mother,for my father,for my sister,for my brother,for my boss,' +
      'for my colleague,wrapped,gift box,gift bag,wrapping paper,note inside,note in,short note,handwritten,message inside,message in,personal note,' +
      'congratulations,best wishes,greeting card,write something,write a,add a message,add a note,add a card,include a note,include a card,without the price,' +
      'without price,without a price,no price,no prices,hide the price,price hidden,not see the price,see the price,see what it cost,see how much,' +
      'price on the,packing slip,make it pretty,decorated,fancy,nicely,nice paper,mothers day,fathers day,christmas,graduation,housewarming,baby shower,' +
      'surprise her,surprise him,as a surprise,he should not see,she should not see,should not see,not know the price,without showing,dont show the price,' +
      'hide what i paid,what i paid,paid for it visible,invoice in the box,receipt in the box,pack it nicely,packed nicely,packed as,wrap up,dress it up,' +
      'a bow on,card inside,card along,card to go with,text on the card,words on the card,how many characters,characters on the,letters on the,happy birthday,' +
      'couple of words,some words,greetings,grandma,grandpa,mum,mom,wife,husband',
    zh:
      '礼物,送礼,包装,礼品,贺卡,送人,包成,包漂亮,包好看,包起来,缎带,丝带,蝴蝶结,生日,卡片,写几句,写两句,祝福,包装纸,对方,惊喜,结婚,纪念日,礼盒,爸爸,送给,寄语,手写,母亲节,圣诞,情人节,看到价钱,' +
      '价格标签,礼物盒,送礼物,送朋友,送女友,送男友,送老婆,送老公,送妈妈,送爸爸,送长辈,送同事,送客户,要送,用来送,当礼物,包礼物,包一下,包个,包得,包装成,礼品袋,礼物袋,提袋,小卡,小卡片,附卡,附一张,附上卡,' +
      '留言,留言卡,写张卡,写卡片,写字,祝福语,祝词,祝贺,放张卡,不要放价,不要有价,别放价格,别放价,不放价,别写价,价钱不要,价格不要,不要显示价,隐藏价格,隐藏价,看到多少钱,看见价,看到价格,知道多少钱,价签,标价,' +
      '明细,清单上,精美,漂亮,好看点,体面,生日礼,过生日,婚礼,毕业,父亲节,七夕,新年礼,入厝,乔迁,包装精美,精致,礼品盒,好看的盒,漂亮的盒,漂亮包,打个蝴蝶,绑丝带,绑缎带,包得好,帮忙包,帮我包,要包,包起,' +
      '多少字,几个字,字数,能写多少,写什么字,卡上写,卡片上,卡片写,附卡片,附上卡片,夹张卡,塞张卡,不让他看,不让他,不想让他,收的人,收到的人,收礼的人,不知道价,花了多少,发票放,放发票,里面有发票,女朋友,男朋友,' +
      '老婆,老公,妈妈,奶奶,爷爷,岳母,丈母娘',
  },
  bulk: {
    en:
      'bulk,wholesale,business,corporate,company,large order,b2b,volume,quantity,pieces,a lot of,lots of,whole office,many of,several dozen,dozens,team,' +
      'employees,resell,take a lot,big order,large quantity,for our office,for the office,school,in bulk,bulk price,bulk discount,bulk purchase,quantities,' +
      'larger quantity,large quantities,larger amount,large amount,big quantity,many pieces,20 pieces,30 pieces,100 pieces,several hundred,hundreds,dozen,' +
      'for my company,for our company,for my team,for our team,for my staff,for all employees,for the whole,for our school,for my school,school order,' +
      'company order,corporate order,corporate gift,corporate price,business customer,business account,business price,b2b price,reseller,reselling,' +
      'trade price,trade discount,tender,purchase order,procurement,offer for several,discount for quantity,quantity discount,volume price,buy many,' +
      'buying many,buy lots,buying lots,buy several,buying several,buy ten,buy twenty,multiple units,per unit,per piece,more you buy,stock up,twenty,thirty,' +
      'fifty,forty,20 of them,ten of them,50 of,100 of,200 of,20 units,30 units,100 units,more than ten,over ten,at least ten,several units,buy 10,buy 12,' +
      'buy 15,buy 20,buy 30,buy 50,order 10,order 12,order 15,order 20,order 30,order 50,need 20,need 30,need 40,need 100,hotel chain,restaurant chain,' +
      'charity order,club order,club,classroom,class set,staff gifts,client gifts,price list for companies,written offer,formal offer,offer in writing',
    zh:
      '批发,大量,团购,企业,公司采购,大宗,批量,采购,很多,量大,数量,办公室,一次拿,多买,买多,员工,一次买,团体,拿很多,买很多,几十,上百,整批,走量,学校,单位,多件,多台,多个一起,几十个,几十台,上百个,' +
      '上百台,一百个,十几个,十个以上,几百,一批,一大批,大批,整箱,买十,买二十,买三十,买多点,买得多,多买几,订很多,要很多,数量大,数量多,量多,公司要买,公司买,公司福利,员工福利,员工礼品,公司订,帮公司,' +
      '企业采购,采购价,经销,代理价,批货,批价,批发价,转卖,团体价,团购价,学校要,机构,政府标,标案,招标,量价,量贩,整间,整个办公室,全公司,全部门,全班,二十个,三十个,四十,五十,六十,八十,二十台,三十台,' +
      '五十台,二十件,三十件,五十件,一百台,一百件,两百,十件,十台,十组,十多个,二十多,三十多,每人一,人手一,一人一,员工每,尾牙,年会,公司送,送客户,客户礼,班级,幼儿园,社区团,揪团,合购,一起买,多买便宜,' +
      '买多便宜,量大便宜,书面报价,正式报价,发个报价,开报价,出报价,要报价',
  },
  cheaper: {
    en:
      'cheaper,discount,better price,lower,less,reduction,price break,save money,discounts,price reduced,get a discount,any discount,special price,haggle,' +
      'negotiate',
    zh:
      '便宜,优惠,折扣,算便宜,打折,便宜点,少算,折,折扣价,有折,打几折,便宜一点,便宜些,可以便宜,能便宜,更便宜,降价吗,优惠吗,优惠价,优待,议价,讲价,杀价,少一点,少点',
  },
  manual: {
    en:
      'manual,instruction,instructions,guide,user guide,handbook,booklet,leaflet,little book,pdf,set up,setup,how to use,how do i use,assemble,assembly,' +
      'model number,label,documentation,online copy,serial number,paper version,tutorial,how it works,operate,user manual,manuals,instruction book,' +
      'instruction booklet,paper instructions,instruction sheet,how does it work,how to operate,how to turn,how to clean,how to connect,how do i connect,' +
      'how do i set,how do i turn,how do i clean,which button,buttons,buttons do,explanation,explained,directions,setup guide,installation guide,quick start,' +
      'english version,chinese version,in english,in chinese,in my language,language,printed,paper guide,documents for,model name,model code,model no,' +
      'which model,find the model,serial,type plate,sticker,underside,older product,old product,old model,explain how,explains how,explaining how,show me how,' +
      'shows how,dont know how to,no idea how to,cant figure out,figure out,teach me,steps to,step by step,first use,first time use,before first use,settings,' +
      'configure,configuration,connect it to,connect to wifi,pair it,pair with,blinking light,error code,code on the display,what does the light,' +
      'what does the symbol,symbol,symbols,diagram,read about,description of,came without,nothing in the box,no paper,no instructions,no manual,not included,' +
      'older device,discontinued model,old device,replacement manual,lost the manual,lost the guide,lost the booklet',
    zh:
      '说明书,使用手册,手册,小册子,册子,教程,教学,安装说明,设定,设置,操作,步骤,那张纸,的纸,电子版,怎么操作,型号,怎么用这,指南,序列号,标签,使用方法,说明,图解,不会用,怎么装,说明文件,说明纸,使用说明,' +
      '操作手册,操作说明,用法,怎么使用,怎么用,不会操作,看不懂,按键,按钮,哪个键,怎么调,怎么接,怎么连,怎么安装,怎么组装,怎么设,安装图,指引,引导,入门,中文版,英文版,中文的,英文的,语言版本,书面,纸质,纸本,' +
      '电子档,档案,哪一款,哪个型号,机型,序号在,铭牌,底部,背面,贴纸,标签上,旧产品,老产品,老机型,教我,教一下,怎么弄,怎么开机,怎么开启功能,第一次用,初次使用,首次使用,新手,步骤图,一步一步,操作流程,' +
      '不知道怎么用,不知道怎么装,搞不懂,弄不懂,不懂怎,研究不出,设不好,连不上,配网,闪灯,指示灯,错误代码,符号,图示,没附,没给,没放,里面没有,没有纸,只有机器,英文看不懂,外文,原文,全英文,日文的,翻译版,简体版,' +
      '繁体版,停产,老型号,旧型号,好几年前的',
  },
  download: {
    en:
      'download,install,get the app,online copy,save as,downloading,downloaded,installing,installed,to get the app,save a copy',
    zh:
      '下载,安装,装不,装,网上有,装不上,装不了,抓下来,载,安装不',
  },
  app: {
    en:
      'app,application,ios,android,iphone,ipad,app store,play store,system version,tablet,on my phone,from my phone,mobile version,operating system,os,' +
      'software,version,mobile shop,old phone,update the app,mobile app,phone app,your app,apps,android phone,google play,apple store,phone is too old,' +
      'phone too old,old android,old iphone,older phone,android version,ios version,android 9,shop on my phone,order on my phone,order from my phone,' +
      'buy on my phone,order by phone app,on mobile,mobile device,which devices,compatible phone,supported phones,requirements,minimum version,' +
      'system requirements,huawei,samsung,same account in the app,log in to the app,smartphone version,phone version,on my iphone,on my android,on my ipad,' +
      'for iphone,for android,for ipad,install it on,wont install,cant install,cannot install,not compatible with my phone,my phone is,old smartphone,' +
      'order through the phone,program for my phone,programme for my phone,same login,same account,separate account,separate login,log in on my phone,' +
      'on the go,while travelling',
    zh:
      '应用,程序,程式,安卓,苹果,手机版,系统,版本,客户端,软件,软体,用手机,手机买,手机上,应用商店,平板,第几版,旧手机,老手机,手机逛,手机软体,手机软件,手机程式,手机程序,手机应用,小程序,应用程式,苹果手机,' +
      '苹果能,苹果可以,苹果版,华为,鸿蒙,三星,小米,老的手机,旧的手机,手机太旧,手机太老,手机旧,手机版本,版本太,系统太,系统要,支援哪,支持哪些手机,支援什么手机,手机下单,手机购物,手机看,在手机,手机装,装在手机,' +
      '手机能装,手机可以装,装得了,装得起,不支持我的手机,不支援我的手机,手机不支持,手机不支援,手机不兼容,用苹果,用安卓,安卓能,安卓可以,安卓多少,几版以上,最低版本,最低要求,最低系统,账号通用,账号一样,同一个账号,' +
      '要重新注册,要另外注册,另外申请,手机上买,手机版网',
  },
  website: {
    en:
      'website,site,page,browser,load,crash,web,webpage,online shop,online store,shop online,internet',
    zh:
      '网站,网页,页面,浏览器,官网,打不开,当机,网上,线上,网站上,网店,网页版,电脑版',
  },
  order: {
    en:
      'order,ordered,purchase,bought,buy,orders,ordering,placed an order,place an order,my purchase,bought from you,purchased',
    zh:
      '订单,下单,订购,买了,购买,订的,单,下单了,订了,买的,拍的,拍下,购物,这笔,那笔,那单',
  },
  product: {
    en:
      'headphone,headphones,earbuds,toaster,kettle,blender,mixer,fridge,freezer,washing machine,dishwasher,laptop,monitor,keyboard,mouse,phone case,speaker,' +
      'camera,lamp,vacuum,coffee machine,router,tv,television,heater,oven,microwave,watch,charger,cable,printer,tablet,fan,iron,device,appliance,gadget,thing,' +
      'stuff,item,product,earphones,headset,coffee maker,espresso machine,rice cooker,air fryer,air purifier,humidifier,hair dryer,dryer,stove,grill,juicer,' +
      'scale,clock,radio,projector,console,drone,bike,chair,desk,table,sofa,mattress,pan,pot,knife,bottle,mug,cup,lens,tripod,hard drive,usb,powerbank,' +
      'power bank,adapter,remote,remote control,doorbell,thermostat,vacuum cleaner,robot vacuum,fridge freezer,refrigerator,cooker,bowl,screen',
    zh:
      '耳机,烤面包机,水壶,搅拌机,果汁机,榨汁机,冰箱,洗衣机,洗碗机,笔电,笔记本,电脑,显示器,萤幕,屏幕,键盘,鼠标,滑鼠,喇叭,音箱,相机,灯,吸尘器,扫地机,咖啡机,路由器,电视,暖气,电暖器,烤箱,微波炉,手表,' +
      '充电器,打印机,平板,风扇,家电,东西,商品,产品,货,电锅,电饭煲,电子锅,气炸锅,空气炸锅,空气清净机,空气净化器,加湿器,吹风机,电磁炉,豆浆机,投影,游戏机,无人机,椅子,桌子,沙发,床垫,锅子,锅,刀,杯子,杯,' +
      '镜头,硬碟,硬盘,行动电源,充电宝,遥控器,门铃,电风扇,冷气,空调,热水器,烘衣机,烘干机,电器',
  },
  review: {
    en:
      'review,rating,comment,complaint,testimonial,leave a review,write a review,write review,star,stars,reviews,post a review,give feedback,survey',
    zh:
      '评价,评论,评分,投诉,客诉,留评价,写评价,打星,五星,星级,写评论,晒单,给评价,评价怎么,追评,问卷',
  },
  tradein: {
    en:
      'trade in,trade-in,recycle,recycling,take away my old,take my old,haul away,dispose,disposal,old appliance,buy back,buyback,sell you my,sell my old,' +
      'scrap',
    zh:
      '以旧换新,旧换新,回收,载走,收走,处理旧,旧机换,折抵旧机,收旧,旧冰箱,旧家电,拉走,二手回收,搬走旧',
  },
  rental: {
    en:
      'rent,rental,hire,lease,leasing,borrow,lend,loan',
    zh:
      '租,租借,租赁,租用,出租,借用,借一台,租几天',
  },
  parking: {
    en:
      'parking,park,car park,garage,metro,subway,bus,bus stop,get there,directions to,route,train station,wheelchair,toilet,restroom,dogs,pets,pet',
    zh:
      '停车,停车位,好停车,停车场,车位,捷运,地铁,公交,怎么去,交通,厕所,洗手间,轮椅,带狗,宠物,狗',
  },
  installation: {
    en:
      'install the,install in my,installation service,installer,mount,mounted,wall mount,plumbing,hook up,set it up for me,assemble it for me,carry upstairs,' +
      'carry it up,technician install',
    zh:
      '安装师傅,上门安装,到府安装,帮我装,帮装,帮安装,会帮忙装,包安装,装冷气,安装费,挂墙,壁挂,搬上楼,搬上去,上楼',
  },
  concession: {
    en:
      'student,students,senior,seniors,teacher,teachers,military,veteran,disabled,disability,pensioner,nurse,first responder,student discount,' +
      'employee discount,family discount,birthday discount,refer a friend,referral,refer',
    zh:
      '学生,学生优惠,学生价,教师,老师优惠,军人,军公教,老人,敬老,长者,身心障碍,残疾,教育优惠,员工价,推荐朋友,介绍朋友,邀请好友,拉新,生日优惠',
  },
  partner: {
    en:
      'supplier,vendor,affiliate,affiliates,partner,partnership,franchise,collaborate,collaboration,sponsor,sponsorship,influencer,blogger,commission,' +
      'distributor,dropship,dropshipping,sell on your,sell through you,sell my products,invest,investor,shares,stock price,ceo,founder,press,media kit,' +
      'manufacturer,factory,wholesaler supplier,list my products,sell my goods',
    zh:
      '供应商,供货,分润,分佣,佣金,合作,加盟,代理商,经销商,赞助,博主,网红合作,部落客,业配,团长,当团购主,带货,入驻,上你们平台卖,投资,股票,股价,老板是谁,执行长,创办人,采访,媒体,厂家,厂商,供货给,' +
      '给你们供,放在你们,在你们那里卖,放你们店卖,上架我们的',
  },
  job: {
    en:
      'job,jobs,career,careers,hiring,vacancy,vacancies,internship,intern,apply for a job,work for you,work with you,salary,cv,resume,recruit,recruitment,' +
      'part time,now hiring,are you hiring,do you hire,looking for staff,need staff,open position,open positions,job opening',
    zh:
      '招聘,应聘,工作机会,职缺,职位,实习,征人,应征,打工,兼职,薪水,薪资,工资,履历,简历,缺人,来上班,徵才,招人,招工,招员工,招店员,征门市,在征,征店员,征才,请人吗,还缺人,要人吗',
  },
  printing: {
    en:
      'print photos,photo printing,develop film,print,printing,scan,scanning,photocopy,photobook,passport photo',
    zh:
      '洗照片,冲印,冲洗,打印照片,列印,打印,影印,复印,扫描,证件照,相片书,洗相片',
  },
  unlock: {
    en:
      'unlock,carrier,sim,sim card,esim,jailbreak,contract phone,mobile plan,data plan,root,network operator,roaming',
    zh:
      '解锁,电信,运营商,月租,门号,携号,资费,合约机,流量,越狱,漫游,网络锁',
  },
  compatible: {
    en:
      'compatible,compatibility,fit the model,fits the model,fit my,work with my,works with,support my,does it support,match my,suitable for,usable with,' +
      'supports',
    zh:
      '兼容,相容,适配,适用,配得上,可以装吗,合适吗,支援吗,合不合用,能配,机型可以,套得上,支不支援,通用',
  },
  spec: {
    en:
      'watt,watts,volt,volts,voltage,110v,220v,power consumption,dimension,dimensions,height,width,weigh,weight,how heavy,how big,capacity,litre,liter,litres,' +
      'resolution,decibel,how loud,noise level,battery life,how much memory,ram,storage,waterproof,material,made of,made in,where is it made,ingredients,' +
      'energy rating,batteries included,come with batteries,includes,include batteries,in the box,specs,specification,specifications,hz,refresh rate,inches,' +
      'bpa',
    zh:
      '瓦,几瓦,多少瓦,功率,伏,伏特,电压,耗电,吃电,省电,多重,重量,多大,尺寸多少,长宽,高度,容量,几升,几公升,解析度,分辨率,分贝,续航,电池容量,内存,防水,材质,产地,哪里制造,哪里生产,哪国制,成分,能效,' +
      '附电池,含电池,规格,参数,几寸,有没有附,坪,匹,几吨,待机',
  },
  advice: {
    en:
      'recommend,recommendation,which one is better,which is better,compare,comparison,best for,better for,good for gaming,gaming,which tv,which laptop,' +
      'which camera,difference between,suggest,advice,opinion,worth buying,should i buy,good enough',
    zh:
      '推荐,哪一款好,哪款好,哪个好,哪个比较好,哪一台,哪款,比较好用,怎么挑,怎么选,挑选,选购,差在哪,区别,有什么不同,适合我,打电动,玩游戏,值得买,好用吗,建议买',
  },
  engraving: {
    en:
      'engrave,engraving,custom made,customise,customize,customised,personalised,personalized,monogram,print my name,my logo,logo,embroider',
    zh:
      '刻字,雕刻,定制,客制,印名字,定做,订做,个性化,镭射,烫金',
  },
  classes: {
    en:
      'workshop,workshops,class,classes,course,courses,lesson,lessons,training,seminar,webinar,event,events,tour,exhibition',
    zh:
      '课程,课,上课,教摄影,讲座,培训,教室,活动报名,研讨会,体验课,展览,参观',
  },
  demo: {
    en:
      'try it in,try out,try before,try on,demo,demonstration,test it in,listen to,display model,sample,samples,touch and feel,free trial,floor model',
    zh:
      '试听,试用品,试穿,试戴,试吃,体验,展示机,样品,试玩,现场试,看实物,摸到实品,展品',
  },
  myphone: {
    en:
      'change the phone number,change my phone number,phone number on my,update my phone number,new phone number,change my number,change my name,' +
      'change my username,my name on,change my birthday,my nickname,change the name,merge accounts,two accounts',
    zh:
      '手机号码怎么换,手机号怎么换,换手机号,改手机号,更换手机号,手机号换,绑定的手机号,改名字,改姓名,换名字,改生日,改昵称,用户名改,合并账号,两个账号,换号码,改电话,更换电话,电话号码改',
  },
  timeslot: {
    en:
      'only after,time slot,timeslot,choose a time,choose the time,pick a time,pick a day,choose a day,delivery window,specific time,specific day,certain day,' +
      'certain time,call before delivery,leave with,leave it at,leave at,deliver on a,saturday delivery,on a saturday,after 6 pm,reschedule',
    zh:
      '指定时间,指定星期,指定周,时段,指定,约时间,预约送货,预约配送,晚上送,周六送,星期六送,周末送,什么时间段,先打电话,放管理室,放警卫,放门口,放代收,改天送,择日,预约',
  },
  additem: {
    en:
      'add an item,add another item,add something,add to my order,add one more,add more,extend my order,combine orders,merge orders,combine two orders,' +
      'remove an item,remove one item,change the quantity,change quantity',
    zh:
      '再加一件,再加一样,加一样,加一件,追加,加购,多加,合并订单,合单,并单,减一件,改数量,少买一个,加进去,加到同一单,同一张单,一起寄,拼单',
  },
  secondhand: {
    en:
      'refurbished,used,second hand,secondhand,pre owned,renewed,b stock,open box,outlet items',
    zh:
      '翻新,二手,福利品,整新,中古,官翻,瑕疵品卖,展示品',
  },
  giftlist: {
    en:
      'wish list,wishlist,registry,wedding list,gift registry,favourite list,favorites',
    zh:
      '愿望清单,收藏夹,心愿单,收藏清单,礼物清单',
  },
  catalogue: {
    en:
      'catalog,catalogue,brochure,flyer,price list',
    zh:
      '型录,目录,宣传册,传单',
  },
  sustain: {
    en:
      'carbon,eco,sustainable,sustainability,environment,packaging recycl,plastic free,charity,donate,donation',
    zh:
      '环保,碳,永续,减塑,捐,公益,慈善',
  },
  wifihelp: {
    en:
      'wifi password,my internet,my computer is slow,virus,windows update,excel,programming,code a,python script',
    zh:
      '网速,电脑很慢,病毒,写程序,写代码',
  },
  offtopic: {
    en:
      'weather,rain,snow,temperature,forecast,football,soccer,basketball,baseball,match last,who won,score,team won,world cup,olympics,recipe,cook,cooking,' +
      'bake,boil,dinner,restaurant,restaurants,pizza,translate,translation,in spanish,in french,in japanese,joke,jokes,poem,song,lyrics,story,movie,film,' +
      'novel,essay,homework,solve,equation,calculate,math,maths,algebra,derivative,square root,capital of,president,prime minister,population,history,' +
      'historical,war,king,queen,empire,titanic,planet,planets,moon,mars,star sign,horoscope,zodiac,science,physics,chemistry,biology,photosynthesis,vaccine,' +
      'vaccines,vitamin,calories,diet,lose weight,exercise,stretches,back pain,headache,doctor,medicine,sleep,insomnia,girlfriend,boyfriend,my ex,dating,love,' +
      'flight,flights,hotel,hotels,visa for,train to,passport,tokyo,paris,london,everest,mountain,ocean,river,dinosaur,dinosaurs,dog,cat,cats,garden,plant,' +
      'plants,tomato,mortgage,loan,bitcoin price,stock market,exchange rate,lottery,election,news,meaning of life,how tall,how old,how far is,what year,' +
      'who invented,who wrote,who painted,capital city,synonym,spell,grammar,guitar,piano,chess,yoga,marathon,tie a tie,car engine,car tyre,tax return,' +
      'driving licence',
    zh:
      '天气,下雨,下雪,气温,台风,地震,棒球,足球,篮球,世界杯,比赛,谁赢,球赛,食谱,煮,炒,红烧,滷,卤肉,炖,烤蛋糕,做菜,怎么做饭,面条,牛肉面,餐厅,好吃,美食,小吃,火锅,翻译,翻成,日文,法语,英语怎么说,' +
      '西班牙文,笑话,故事,诗,写诗,歌词,电影,电视剧,小说,作文,作业,功课,方程式,方程,数学,微积分,鸡兔同笼,算一下房贷,首都,总统,总理,人口,历史,朝代,皇帝,秦始皇,唐朝,战争,地球,月亮,月球,太阳系,火星,' +
      '星座,运势,属兔,生肖,算命,塔罗,科学,物理,化学,光合作用,树叶,疫苗,维生素,卡路里,减肥,瘦身,运动,健身,腰痛,头痛,感冒,发烧,看医生,吃药,失眠,睡不着,睡眠,女朋友吵,男朋友,前任,暗恋,告白,机票,航班,' +
      '饭店,酒店,旅馆,签证,高铁,火车,末班车,捷运末班,护照,旅游,旅行,景点,最高的山,高山,海洋,河流,恐龙,养狗,猫,盆栽,种番茄,番茄,种菜,房贷,房价,股市,汇率,彩票,乐透,选举,新闻,人生,名字取,取名,' +
      '取一个英文名字,小名,起名,起个,英文名字,成语,错字怎么写,吉他,钢琴,下棋,瑜珈,瑜伽,马拉松,打领带,车子保养,健保卡,身份证补办,驾照,公积金,社保,高考,考试,考公,世界上,几岁',
  },
  guest: {
    en:
      'guest checkout,checkout as a guest,without an account,without account,without registering,without signing up,need an account to',
    zh:
      '免注册,不注册,不登录能买,非会员,访客,没账号可以买,不加入会员,游客',
  },
  phoneorder: {
    en:
      'order by phone,order over the phone,phone order,order via email,fax',
    zh:
      '电话订购,电话下单,打电话订,传真',
  },
  company: {
    en:
      'headquarters,head office,based,where are you from,founded,who owns,how long have you been,company registration,is this a real shop,legit shop,' +
      'are you legit,about you,about your company',
    zh:
      '总部,总公司,成立多久,成立于,公司在哪,哪国公司,老板,是哪家公司,是骗子,是不是正规',
  },
  language: {
    en:
      'website in,change language,language of the site,switch to english,speak spanish,speak french,speak german,speak chinese,speak japanese,bilingual',
    zh:
      '切换语言,换语言,语言设定,会讲英文,会说英语,英语客服,日语客服',
  },
  assortment: {
    en:
      'do you sell,do you have any,do you carry,do you stock,got any,sell any,any chance you sell,which brands,what brands,brand,brands,do you offer,' +
      'sell gift,sell fruit,baskets,groceries,food,snacks,flowers,clothes,shoes,books,toys,furniture,wine,medicine',
    zh:
      '有卖,有没有卖,卖不卖,有在卖,卖什么,哪些牌子,什么牌子,哪些品牌,牌子,品牌,有出,卖吗,卖不,有卖么,有在卖吗,卖水果,水果,食品,零食,鲜花,衣服,鞋子,书籍,玩具,酒',
  },
  insure: {
    en:
      'insure my parcel,shipping insurance,insured shipping,travel insurance,insurance plan,extended warranty,extend the warranty,extend my warranty,' +
      'buy extra warranty,protection plan,accident cover,buy insurance',
    zh:
      '加购保险,保险,买保险,延长保固,延保,加保,碎屏险,意外险,加购保固',
  },
  giftreceipt: {
    en:
      'gift receipt',
    zh:
      '礼品收据',
  },
  returninstore: {
    en:
      'return in store,return at a store,return to a store,bring it to the store,drop it at a shop,return without receipt',
    zh:
      '门店退,门市退,拿去店里退,拿到店里退,店里退',
  },
  taxfree: {
    en:
      'tax free,tax-free,tax refund,duty free,tourist,tourists',
    zh:
      '退税,免税,观光客,游客退税',
  },
  accessory: {
    en:
      'spare parts,spare part for,accessories,accessory,replacement filter,filter,filters,replacement battery,cartridge,ink,toner,capsule,capsules,pods,strap,' +
      'screen protector,protective film,extra cable,buy a spare,extra parts,buy parts',
    zh:
      '配件,零件单买,单买,滤网,滤芯,耗材,墨水,碳粉,胶囊,表带,保护贴,贴膜,保护膜,替换,备品,买零件,副厂,另外买',
  },
  datahelp: {
    en:
      'data recovery,recover my files,recover photos,lost files,transfer my data,transfer data,back up,backup my,copy my files,set up my phone,format',
    zh:
      '资料救援,数据恢复,恢复照片,救资料,资料转移,数据迁移,转移资料,备份资料,重灌,重装系统,帮我传',
  },
  changepay: {
    en:
      'change payment method,change my payment,switch payment,pay with a different card after,different card after,remove my card,pay with two cards,' +
      'two cards,split between two cards',
    zh:
      '改付款方式,换付款方式,更改付款,换一张卡付,换卡付,两张卡,改用刷卡,换支付方式',
  },
  placement: {
    en:
      'po box,locker,parcel locker,leave at the door,leave with neighbour,leave with a neighbour,safe place,sign for,signature,contactless delivery,' +
      'weekend delivery,sunday delivery,evening delivery,morning delivery,deliver on sunday,deliver on weekends',
    zh:
      '快递柜,丰巢,智能柜,信箱投,放门口,放邻居,代收,管理员,警卫室,签名,周日送,周日配送,假日送,假日配送,周末派送,周末配送,晚上配送,早上送',
  },
  loan: {
    en:
      'loan device,loaner,replacement device while,temporary device,spare phone while',
    zh:
      '备用机,代用机,借我一台,替代机',
  },
  stockinstore: {
    en:
      'in stock at,available in store,available at the store,available at your store,which store has,does the store have,check store stock,' +
      'see it in the store',
    zh:
      '门店有货,店里有没有货,店里有没有现货,门市有现货,哪家店有,哪间店有,哪家门店有',
  },
  orderhistory: {
    en:
      'order history,past orders,previous orders,old orders,orders from last year,what did i order,see what i bought,hide an order,delete an order,' +
      'delete order',
    zh:
      '历史订单,以前的订单,过去的订单,购买记录,购买纪录,买过什么,去年买过,隐藏订单,删除订单,删订单',
  },
  losttheft: {
    en:
      'porch pirate,stolen parcel,parcel stolen,stolen from my porch,lost parcel,lost in the mail,parcel is lost,lost my package,courier lost,missing parcel,' +
      'driver was rude,rude,complain about the driver,complain about a',
    zh:
      '包裹被偷,快递丢了,包裹丢了,寄丢,弄丢包裹,件丢了,包裹遗失,态度差,态度不好,态度很差,投诉快递,投诉员工',
  },
  productuse: {
    en:
      'how many cups,does it make noise,is it loud,can it be used,dishwasher safe,use outdoors,washable,can i wash,how do i descale,descale,' +
      'is it safe for kids,child safe,baby,allergic,allergy,vegan',
    zh:
      '可以水洗,能水洗,可以洗,怎么清洗,除垢,可以放洗碗机,小孩能用,宝宝能用,婴儿,过敏,户外用,素食',
  },
  software: {
    en:
      'software licence,license key,licence key,game code,steam,subscription to,netflix,spotify,antivirus,office licence,streaming',
    zh:
      '软件序号,授权码,激活码,游戏点数,点卡,影音,串流,追剧,防毒',
  },
  launch: {
    en:
      'new model coming,when is the new,release date,next iphone,launch date,upcoming,black friday deals,when is your sale,next sale,when does the sale',
    zh:
      '新品什么时候,何时上市,上市日期,发布会,什么时候出新,什么时候发布,下次活动,双十一有,黑五,什么时候打折,什么时候特价,何时特价,下一次特卖,周年庆什么时候',
  },
  ethics: {
    en:
      'child labour,child labor,fair trade,cruelty free,organic,ethical',
    zh:
      '童工,公平贸易,有机,血汗,动保',
  },
  shareaccount: {
    en:
      'share an account,share my account,two people,share login,family account,joint account',
    zh:
      '两个人能一起,两个人可以共用,共用账,共用一个,账号共用,一起用一个,家庭账号,共享账号',
  },
};
