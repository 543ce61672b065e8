/// Currencies: ISO 4217 code, names in running text, and the words that tell whose dollar or dinar is meant.
///
/// Source: ISO 4217 list one (codes and countries); names and nationality words from general usage.
enum CurrencyData {
  /// Codes that stand beside a number in text, without those that are English words in capitals.
  static let codes = """
    AED AFN AMD ARS AUD AZN BAM BDT BGN BHD BIF BND BOB BRL BWP BYN BYR BZD CAD CDF CHF CLP CNH CNY COP CRC CZK DJF DKK DOP
    DZD EGP ERN ETB EUR FJD GBP GEL GHS GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR
    KPW KRW KWD KYD KZT LAK LBP LKR LSL LYD MAD MDL MKD MMK MNT MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB
    PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SOS SRD SSP SYP SZL THB TJS TMT TND TRY TTD TWD TZS
    UAH UGX USD UYU UZS VND VUV XAF XCD XOF YER ZAR ZMW
    """

  /// Other letter codes in use, with the ISO code.
  static let otherCodes: [(String, String)] = [
    ("RMB", "CNY"), ("NTD", "TWD"), ("RUR", "RUB"), ("UKP", "GBP"), ("SFr", "CHF"), ("Fr", "CHF"), ("Rs", "INR"),
    ("Dh", "AED"), ("Dhs", "AED"), ("RM", "MYR"), ("Rp", "IDR"), ("TL", "TRY"), ("zł", "PLN"), ("Kč", "CZK"),
    ("Ft", "HUF"),
  ]

  /// Signs that stand alone.
  static let signs: [(Unicode.Scalar, String)] = [
    ("$", "USD"), ("€", "EUR"), ("£", "GBP"), ("¥", "JPY"), ("₩", "KRW"), ("₸", "KZT"), ("₽", "RUB"), ("₹", "INR"),
    ("₺", "TRY"), ("₴", "UAH"), ("₫", "VND"), ("₪", "ILS"), ("₦", "NGN"), ("฿", "THB"), ("₾", "GEL"), ("₼", "AZN"),
    ("֏", "AMD"), ("₱", "PHP"), ("₮", "MNT"), ("₲", "PYG"), ("₡", "CRC"), ("₵", "GHS"), ("₭", "LAK"), ("៛", "KHR"),
    ("৳", "BDT"), ("﷼", "IRR"), ("⃀", "KGS"), ("＄", "USD"), ("￡", "GBP"), ("￥", "JPY"), ("￦", "KRW"),
  ]

  /// Letters directly before `$` or `¥`.
  static let dollarPrefixes: [(String, String)] = [
    ("us", "USD"), ("c", "CAD"), ("ca", "CAD"), ("cdn", "CAD"), ("can", "CAD"), ("a", "AUD"), ("au", "AUD"),
    ("aus", "AUD"),
    ("hk", "HKD"), ("nz", "NZD"), ("s", "SGD"), ("sg", "SGD"), ("nt", "TWD"), ("r", "BRL"), ("mx", "MXN"), ("j", "JMD"),
    ("tt", "TTD"), ("bz", "BZD"), ("b", "BND"), ("g", "GYD"), ("n", "NAD"), ("fj", "FJD"), ("z", "ZWL"), ("mop", "MOP"),
  ]
  static let yenPrefixes: [(String, String)] = [
    ("cn", "CNY"), ("rmb", "CNY"), ("jp", "JPY"), ("jpy", "JPY"), ("cny", "CNY"),
  ]

  /// How a currency noun finds its code when no nationality word stands before it.
  enum Choice: Sendable {
    /// The first code of the family always.
    case fixed
    /// The family's country that the text names most lately, else the first code.
    case context
    /// The family's country that the text names most lately, else none.
    case contextOnly
    /// Only with a nationality word.
    case adjectiveOnly
  }

  struct Family: Sendable {
    let choice: Choice
    /// Codes in the order of preference.
    let codes: [String]
    /// Power of ten of the noun in units of the currency: cents -2.
    let power: Int
    let nouns: String
    init(_ choice: Choice, _ codes: String, _ nouns: String, power: Int = 0) {
      self.choice = choice
      self.codes = codes.split(separator: " ").map(String.init)
      self.nouns = nouns
      self.power = power
    }
  }

  static let english: [Family] = [
    Family(
      .fixed, "USD CAD AUD NZD HKD SGD TWD BND JMD FJD NAD TTD BZD GYD LRD ZWL BBD BSD", "dollar dollars buck bucks"),
    Family(.fixed, "EUR", "euro euros"),
    Family(.fixed, "GBP EGP LBP SYP SDG SSP", "pound pounds sterling quid"),
    Family(.fixed, "KZT", "tenge tenges"),
    Family(.fixed, "RUB BYN", "ruble rubles rouble roubles"),
    Family(.fixed, "JPY", "yen"),
    Family(.fixed, "KRW KPW", "won"),
    Family(.fixed, "CNY", "yuan renminbi"),
    Family(.fixed, "UZS", "soum soums so'm so'ms"),
    Family(.adjectiveOnly, "UZS KGS", "sum sums"),
    Family(.fixed, "KGS", "som soms"),
    Family(.fixed, "GEL", "lari laris"),
    Family(.fixed, "TRY", "lira liras"),
    Family(.fixed, "VND", "dong"),
    Family(.fixed, "PLN", "zloty zlotys zloties zlotych"),
    Family(.context, "SEK ISK", "krona kronor kronur"),
    Family(.context, "NOK DKK", "krone kroner"),
    Family(.adjectiveOnly, "CZK NOK SEK DKK ISK", "crown crowns"),
    Family(.fixed, "CZK", "koruna korunas koruny"),
    Family(.context, "SAR QAR YER", "riyal riyals"),
    Family(.context, "IRR OMR YER QAR SAR", "rial rials"),
    Family(.fixed, "IRR", "toman tomans", power: 1),
    Family(.context, "AED MAD", "dirham dirhams"),
    Family(.contextOnly, "KWD JOD IQD RSD DZD BHD TND LYD MKD", "dinar dinars"),
    Family(.context, "CHF XAF XOF CDF RWF BIF GNF DJF", "franc francs"),
    Family(.context, "INR PKR LKR NPR MUR SCR MVR", "rupee rupees"),
    Family(.context, "MXN ARS CLP COP PHP CUP UYU DOP BOB", "peso pesos"),
    Family(.fixed, "BRL", "reais"),
    Family(.adjectiveOnly, "BRL", "real reals"),
    Family(.fixed, "ZAR", "rand rands"),
    Family(.fixed, "UAH", "hryvnia hryvnias hryvnya hryvnyas hryvna"),
    Family(.context, "AZN TMT", "manat manats"),
    Family(.fixed, "AMD", "dram drams"),
    Family(.context, "RON MDL", "leu lei"),
    Family(.fixed, "BGN", "lev leva levs"),
    Family(.fixed, "HUF", "forint forints"),
    Family(.fixed, "THB", "baht"),
    Family(.fixed, "MYR", "ringgit ringgits"),
    Family(.fixed, "IDR", "rupiah rupiahs"),
    Family(.fixed, "BDT", "taka"),
    Family(.fixed, "NGN", "naira"),
    Family(.fixed, "MNT", "tugrik tugriks togrog tögrög tugrug"),
    Family(.fixed, "TJS", "somoni somonis"),
    Family(.fixed, "AFN", "afghani afghanis"),
    Family(.fixed, "ILS", "shekel shekels"),
    Family(.fixed, "ETB", "birr"),
    Family(.context, "KES UGX TZS SOS", "shilling shillings"),
    Family(.fixed, "GHS", "cedi cedis"),
    Family(.fixed, "ALL", "lek leks"),
    Family(.fixed, "MMK", "kyat kyats"),
    Family(.fixed, "LAK", "kip"),
    Family(.fixed, "KHR", "riel riels"),
    Family(.fixed, "USD EUR AUD CAD", "cent cents", power: -2),
    Family(.fixed, "GBP", "pence pennies", power: -2),
    Family(.fixed, "KZT", "tiyn tiyns", power: -2),
    Family(.fixed, "RUB UAH", "kopeck kopecks kopek kopeks", power: -2),
  ]

  static let russian: [Family] = [
    Family(
      .fixed, "USD CAD AUD HKD SGD NZD", "доллар доллара долларов доллары долларам долларами долларах долл бакс баксов"),
    Family(.fixed, "EUR", "евро"),
    Family(.fixed, "KZT", "тенге тг"),
    Family(.fixed, "RUB BYN", "рубль рубля рублей рубли рублям рублями рублях рублю рублем руб"),
    Family(.fixed, "UZS", "сум сума сумов сумы сумам сумами"),
    Family(.fixed, "KGS", "сом сома сомов сомы сомам сомами"),
    Family(.fixed, "CNY", "юань юаня юаней юани юаням"),
    Family(.fixed, "JPY", "иена иены иен йена йены йен иенам"),
    Family(.fixed, "KRW KPW", "вона воны вон вонам"),
    Family(.fixed, "GBP EGP", "фунт фунта фунтов фунты стерлингов"),
    Family(.fixed, "TRY", "лира лиры лир лирам"),
    Family(.fixed, "GEL", "лари"),
    Family(.fixed, "AMD", "драм драма драмов"),
    Family(.context, "AZN TMT", "манат маната манатов"),
    Family(.context, "CHF XAF", "франк франка франков"),
    Family(.fixed, "UAH", "гривна гривны гривен гривень"),
    Family(.fixed, "PLN", "злотый злотого злотых"),
    Family(.adjectiveOnly, "CZK SEK NOK DKK ISK", "крона кроны крон"),
    Family(.context, "AED MAD", "дирхам дирхама дирхамов"),
    Family(.context, "SAR QAR IRR OMR", "риал риала риалов риял риялов"),
    Family(.context, "INR PKR", "рупия рупии рупий"),
    Family(.fixed, "TJS", "сомони"),
    Family(.fixed, "MNT", "тугрик тугрика тугриков"),
    Family(.contextOnly, "KWD JOD IQD RSD DZD", "динар динара динаров"),
    Family(.fixed, "USD EUR", "цент цента центов", power: -2),
    Family(.fixed, "RUB", "копейка копейки копеек коп", power: -2),
    Family(.fixed, "KZT", "тиын тиына тиынов", power: -2),
  ]

  static let kazakhCases =
    "ні ны ді ды ті ты нің ның дің дың тің тың ге ға ке қа ден дан тен тан нен нан де да те та сі сы сін сын сіне сына сінің сының сінен сынан мен бен пен лік лық"
  static let kazakh: [Family] = [
    Family(.fixed, "KZT", inflectedWords("теңге", kazakhCases) + " тг"),
    Family(.fixed, "USD CAD AUD", inflectedWords("доллар", kazakhCases + " ы ын ына ының")),
    Family(.fixed, "EUR", inflectedWords("еуро евро", kazakhCases)),
    Family(.fixed, "RUB BYN", inflectedWords("рубль рубл", kazakhCases + " і ін іне інің")),
    Family(.fixed, "CNY", inflectedWords("юань юан", kazakhCases + " і ін іне")),
    Family(.fixed, "UZS", inflectedWords("сум", kazakhCases + " ы ын ына")),
    Family(.fixed, "KGS", inflectedWords("сом", kazakhCases + " ы ын ына")),
    Family(.fixed, "JPY", inflectedWords("иен йен", kazakhCases + " і ін")),
    Family(.fixed, "KRW", inflectedWords("вон", kazakhCases + " ы ын")),
    Family(.fixed, "TRY", inflectedWords("лира", kazakhCases)),
    Family(.fixed, "GBP", inflectedWords("фунт", kazakhCases + " ы ын")),
    Family(.fixed, "KZT", inflectedWords("тиын", kazakhCases), power: -2),
  ]

  private static func inflectedWords(_ stems: String, _ endings: String) -> String {
    stems.split(separator: " ").flatMap { stem in
      [String(stem)] + endings.split(separator: " ").map { String(stem) + String($0) }
    }.joined(separator: " ")
  }

  /// Hangul after a number; longest first where one begins another.
  static let korean: [(StaticString, String, Int)] = [
    ("미국 달러", "USD", 0), ("미 달러", "USD", 0), ("달러", "USD", 0), ("불", "USD", 0), ("유로", "EUR", 0), ("파운드", "GBP", 0),
    ("엔", "JPY", 0), ("위안", "CNY", 0), ("텡게", "KZT", 0), ("루블", "RUB", 0), ("숨", "UZS", 0), ("솜", "KGS", 0),
    ("리라", "TRY", 0), ("프랑", "CHF", 0), ("루피", "INR", 0), ("바트", "THB", 0), ("동", "VND", 0), ("페소", "MXN", 0),
    ("홍콩 달러", "HKD", 0), ("홍콩달러", "HKD", 0), ("호주 달러", "AUD", 0), ("캐나다 달러", "CAD", 0), ("싱가포르 달러", "SGD", 0),
    ("링깃", "MYR", 0), ("디르함", "AED", 0), ("리알", "SAR", 0), ("흐리우냐", "UAH", 0), ("센트", "USD", -2), ("원", "KRW", 0),
  ]

  /// Words of a currency's country: before the noun they choose the code, elsewhere they are context.
  static let countryWords: [(String, String)] = [
    ("USD", "us american america washington американских американский американского американдық"),
    ("CAD", "canadian canada канадских канада"), ("AUD", "australian australia австралийских"),
    ("NZD", "zealand новозеландских"), ("HKD", "hong гонконгских"), ("SGD", "singapore singaporean сингапурских"),
    ("TWD", "taiwan taiwanese тайваньских"), ("BND", "brunei"), ("JMD", "jamaican jamaica"), ("FJD", "fiji fijian"),
    ("NAD", "namibian namibia"), ("GBP", "british britain sterling uk england британских"),
    ("EGP", "egyptian egypt египетских египет"),
    ("LBP", "lebanese lebanon ливанских"), ("SYP", "syrian syria сирийских"), ("SDG", "sudanese sudan"),
    ("KZT", "kazakh kazakhstani kazakhstan казахстанских қазақстан"), ("RUB", "russian russia российских россия ресей"),
    ("BYN", "belarusian belarus белорусских беларусь"), ("KPW", "north-korean"), ("KRW", "korean korea корейских"),
    ("CNY", "chinese china китайских китай"), ("JPY", "japanese japan японских"),
    ("UZS", "uzbek uzbekistan узбекских өзбек"),
    ("KGS", "kyrgyz kyrgyzstan кыргызских киргизских қырғыз"), ("TRY", "turkish turkey турецких"),
    ("SEK", "swedish sweden stockholm шведских"), ("ISK", "icelandic iceland исландских"),
    ("NOK", "norwegian norway oslo норвежских"),
    ("DKK", "danish denmark copenhagen датских"), ("CZK", "czech prague чешских"), ("SAR", "saudi саудовских"),
    ("QAR", "qatari qatar doha катарских"), ("YER", "yemeni yemen"), ("IRR", "iranian iran tehran иранских иран"),
    ("OMR", "omani oman оманских"), ("AED", "emirati uae emirates dubai abu эмиратских"),
    ("MAD", "moroccan morocco rabat марокканских"),
    ("KWD", "kuwaiti kuwait кувейтских кувейт"), ("JOD", "jordanian jordan amman иорданских иордания"),
    ("IQD", "iraqi iraq baghdad иракских ирак"), ("RSD", "serbian serbia belgrade сербских сербия"),
    ("DZD", "algerian algeria algiers алжирских"), ("BHD", "bahraini bahrain manama"),
    ("TND", "tunisian tunisia tunis"),
    ("LYD", "libyan libya tripoli"), ("MKD", "macedonian macedonia skopje"),
    ("CHF", "swiss switzerland zurich швейцарских"),
    ("XAF", "cfa cameroon gabon"), ("XOF", "senegal mali ivory"), ("CDF", "congolese congo"), ("RWF", "rwandan rwanda"),
    ("BIF", "burundian burundi"), ("GNF", "guinean guinea"), ("DJF", "djiboutian djibouti"),
    ("INR", "indian india delhi mumbai индийских"), ("PKR", "pakistani pakistan islamabad karachi пакистанских"),
    ("LKR", "lanka lankan colombo"), ("NPR", "nepali nepalese nepal kathmandu"), ("MUR", "mauritian mauritius"),
    ("SCR", "seychelles"), ("MVR", "maldivian maldives"), ("MXN", "mexican mexico"),
    ("ARS", "argentine argentinian argentina buenos"),
    ("CLP", "chilean chile santiago"), ("COP", "colombian colombia bogota"),
    ("PHP", "philippine filipino philippines manila"),
    ("CUP", "cuban cuba havana"), ("UYU", "uruguayan uruguay"), ("DOP", "dominican"), ("BOB", "bolivian bolivia"),
    ("BRL", "brazilian brazil"), ("AZN", "azerbaijani azeri azerbaijan baku азербайджанских азербайджан"),
    ("TMT", "turkmen turkmenistan ashgabat туркменских туркменистан"), ("RON", "romanian romania bucharest"),
    ("MDL", "moldovan moldova chisinau"), ("KES", "kenyan kenya nairobi"), ("UGX", "ugandan uganda kampala"),
    ("TZS", "tanzanian tanzania"), ("SOS", "somali somalia"), ("EUR", "euro european"),
    ("UAH", "ukrainian ukraine украинских"),
    ("LRD", "liberian liberia"), ("GYD", "guyanese guyana"), ("TTD", "trinidad"), ("ZWL", "zimbabwean zimbabwe"),
    ("ALL", "albanian albania"),
  ]
}
