import KZPipeGrammar

/// Years of events whose anniversaries the news keeps, so that `the 30th anniversary` tells the year of the article.
///
/// Years of independence and of the establishment of diplomatic relations, curated by hand from general knowledge and not
/// looked up row by row; a date derived from them is marked as inferred. Extend it by rows.
enum KnownYears {
  /// Country words by key.
  static let countries: [(String, String)] = [
    ("kz", "kazakhstan kazakh kazakhstani astana"), ("kr", "korea korean seoul"), ("uz", "uzbekistan uzbek tashkent"),
    ("kg", "kyrgyzstan kyrgyz bishkek"), ("tj", "tajikistan tajik dushanbe"), ("tm", "turkmenistan turkmen ashgabat"),
    ("ru", "russia russian moscow"), ("cn", "china chinese beijing"), ("jp", "japan japanese tokyo"),
    ("us", "america american washington u.s"), ("tr", "turkey turkish türkiye ankara"), ("de", "germany german berlin"),
    ("fr", "france french paris"), ("gb", "britain british london"), ("it", "italy italian rome"),
    ("in", "india indian delhi"),
    ("pk", "pakistan pakistani islamabad"), ("ir", "iran iranian tehran"), ("il", "israel israeli"),
    ("eg", "egypt egyptian cairo"),
    ("mn", "mongolia mongolian"), ("vn", "vietnam vietnamese hanoi"), ("my", "malaysia malaysian"),
    ("th", "thailand thai"),
    ("id", "indonesia indonesian"), ("sg", "singapore singaporean"), ("es", "spain spanish madrid"),
    ("pl", "poland polish warsaw"),
    ("cz", "czech prague"), ("hu", "hungary hungarian budapest"), ("fi", "finland finnish helsinki"),
    ("se", "sweden swedish"),
    ("no", "norway norwegian oslo"), ("at", "austria austrian vienna"), ("ch", "switzerland swiss bern"),
    ("nl", "netherlands dutch"),
    ("ca", "canada canadian ottawa"), ("au", "australia australian"), ("ae", "emirates emirati uae"),
    ("sa", "saudi riyadh"),
    ("ua", "ukraine ukrainian kyiv"), ("by", "belarus belarusian minsk"), ("ge", "georgia georgian tbilisi"),
    ("am", "armenia armenian yerevan"), ("az", "azerbaijan azerbaijani baku"), ("lt", "lithuania lithuanian vilnius"),
    ("lv", "latvia latvian riga"), ("ee", "estonia estonian tallinn"), ("md", "moldova moldovan"),
  ]

  /// Year of independence.
  static let independence: [(String, Int)] = [
    ("kz", 1991), ("uz", 1991), ("kg", 1991), ("tj", 1991), ("tm", 1991), ("ua", 1991), ("by", 1991), ("ge", 1991),
    ("am", 1991),
    ("az", 1991), ("md", 1991), ("in", 1947), ("pk", 1947), ("us", 1776), ("fi", 1917), ("id", 1945), ("my", 1957),
    ("sg", 1965),
  ]

  /// Year in which two countries established diplomatic relations.
  static let relations: [(String, [String], Int)] = [
    (
      "kz",
      [
        "kr", "cn", "jp", "tr", "de", "fr", "gb", "it", "in", "pk", "ir", "il", "eg", "mn", "vn", "my", "th", "es",
        "pl", "hu", "fi", "se", "no", "at", "ch", "nl", "ca", "au", "ae", "ru", "ua", "by", "ge", "am", "az", "lt",
        "lv", "ee", "md", "uz", "kg", "tm",
      ], 1992
    ),
    ("kz", ["us"], 1991), ("kz", ["cz", "tj", "id", "sg"], 1993), ("kz", ["sa"], 1994),
    ("kr", ["uz", "kg", "tm", "tj", "cn", "vn", "ua", "by", "ge", "am", "az", "md"], 1992), ("kr", ["ru", "mn"], 1990),
    ("kr", ["jp"], 1965),
    ("kr", ["in"], 1973), ("kr", ["tr"], 1957), ("kr", ["de", "fr"], 1883), ("kr", ["us"], 1882),
    ("uz", ["jp", "cn", "us", "de", "fr", "tr", "in"], 1992), ("kg", ["jp", "cn", "tr", "in"], 1992),
  ]

  static let countryTable: WordTable<String> = {
    var table = WordTable<String>()
    for (key, words) in countries { table.add(words, key) }
    return table
  }()

  /// Year of the event that a sentence keeps the anniversary of; nil when the table does not know it.
  static func year(_ text: TokenText, _ sentence: Range<Int>) -> Int? {
    var found: [String] = []
    var isIndependence = false
    var isRelations = false
    for index in sentence {
      let token = text.tokens[index]
      if let key = countryTable[token], !found.contains(key) { found.append(key) }
      if token.isWord("independence") { isIndependence = true }
      if token.isWord("relations") || token.isWord("ties") { isRelations = true }
    }
    if isRelations, found.count == 2 {
      for (one, others, year) in relations where found.contains(one) && found.contains(where: others.contains) {
        return year
      }
    }
    if isIndependence, found.count == 1 { return independence.first { $0.0 == found[0] }?.1 }
    return nil
  }
}
