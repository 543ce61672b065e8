/// Which letters are common, for telling encodings apart. Drawn up from the letter tables of the languages' grammars and
/// general frequency lists; coarse on purpose.
enum CharsetFrequency {
  /// Worth of a Cyrillic letter; capitals half.
  static func cyrillic(_ value: UInt32) -> Double {
    guard let scalar = Unicode.Scalar(value) else { return 0 }
    let lower = UTF8Text.lowercased(scalar)
    let worth = cyrillicWorth[lower.value] ?? 0
    return lower == scalar ? worth : worth / 2
  }

  private static let cyrillicWorth = worths([
    (3, "оеаинт"), (2.5, "срвлкмдпу"), (1.5, "яыьгзбчйі"), (1, "хжшюцїє"), (0.3, "щэфъёґўј"),
  ])

  /// Worth of a Greek, Hebrew, Arabic or Thai letter.
  static func other(_ value: UInt32) -> Double { otherWorth[value] ?? 1 }

  private static let otherWorth = worths([
    (3, "αοιετνσςρπκάόίέήύ"), (3, "יהולארתבמנש"), (3, "اليمنورتبةعد"), (3, "านรอกเงมยลวดทสต"),
  ])

  /// Letters without which no Cyrillic word goes on for long; the soft and the hard sign part consonants too.
  static func isCyrillicVowel(_ value: UInt32) -> Bool { cyrillicVowels.contains(value) }

  private static let cyrillicVowels = Set("аеёиоуыэюяіїєьъАЕЁИОУЫЭЮЯІЇЄЬЪ".unicodeScalars.map(\.value))

  /// Worth of the Latin letters outside ASCII in texts of the languages that an encoding was made for.
  static func latinWorths(in encoding: String) -> [UInt32: Double] {
    switch encoding {
    case "windows-1250", "iso-8859-2", "iso-8859-16": centralEuropean
    case "windows-1257", "iso-8859-13", "iso-8859-4": baltic
    case "windows-1254": turkish
    case "windows-1258": vietnamese
    default: western
    }
  }

  private static let western = worths([
    (3, "éèàäöüßóáíñçã"), (2.5, "åøæêúôõâîëïœ"), (1, "ùûòì"), (0, "ðþýÿš"),
  ])
  private static let centralEuropean = worths([
    (3, "ąęłżśáíéěščřžöüóä"), (2.5, "ćńźůýőűăşţșțúđ"), (1, "ďťňľôâîçß"), (0, "ĺŕë"),
  ])
  private static let baltic = worths([(3, "āēīūėųšžčąęäöüõ"), (2, "ģķļņį"), (0, "óåæøéż")])
  private static let turkish = worths([(3, "ışğçöü"), (1, "âîû"), (0.5, "éèàäßóáíñ")])
  private static let vietnamese = worths([(2.5, "đơưăâêô"), (1, "áàéèíóòúùý")])

  static func isCommonHangul(_ value: UInt32) -> Bool { commonHangul.contains(value) }
  static func isCommonHan(_ value: UInt32) -> Bool { commonHan.contains(value) }

  private static let commonHangul = Set(
    """
    이다는의에을를가고하한은지로사기도서나어인시아대자리해정일그수부전원들년스상보과있국으장제여주라구만적오무위경공연비동조\
    유관마세등안당성면했것된중생신학방개업우교계분문미치할었선민저소후통회진러까와내실며았트내화모용심식발영음금물되결양체현산\
    행작두말레니야였개입데단외월질바임표차물명남강북반북린합달요르드카크프히씨던속때렇않같없호존출예간론권점최본처런노재초직더거
    """.unicodeScalars.map(\.value).filter { $0 >= 0xAC00 })

  private static let commonHan = Set(
    """
    的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多\
    经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明\
    性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世\
    位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量\
    再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完\
    設式色路記南品住告類求據程北邊死張該交規萬取拉格望覺術領共確傳師觀清今切院讓識候帶導爭運這個們來為國說時會對於過發後裡種\
    經沒動還進樣開從實軍無與長機業將兩間問應戰頭體見產話給門東聲員論處義幾認條氣題爾變總電數報結務場計資許統區隊決馬書聽\
    達強難權關點當現學兒係線組織議選舉黨總統部長京都府県市町村株式会社円込発売最近対応開始経済産業省調査結果予定
    """.unicodeScalars.map(\.value).filter { $0 >= 0x3400 })

  private static func worths(_ groups: [(Double, String)]) -> [UInt32: Double] {
    var table: [UInt32: Double] = [:]
    for (worth, letters) in groups {
      for scalar in letters.unicodeScalars where scalar != " " {
        table[scalar.value] = max(worth, table[scalar.value] ?? 0)
      }
    }
    return table
  }
}
