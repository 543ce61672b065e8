/// Number words of the languages that write numbers as words between blanks.
///
/// Source: the languages' own grammars; every inflected form that stands with counted nouns is listed.
enum NumberWords {
  enum Entry: Sendable {
    /// 0...19 and the tens.
    case value(Int)
    case hundred
    /// Power of ten.
    case magnitude(Int)
    /// A magnitude that is one letter and must stand attached.
    case letter(Int)
    case half
    case quarter
    case dozen
    /// Half of a power of ten in one word: «полмиллиона».
    case whole(Int)
  }

  static let english: WordTable<Entry> = {
    var table = WordTable<Entry>()
    let units =
      "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
    for (value, word) in units.split(separator: " ").enumerated() { table.add(WordKey(word), .value(value)) }
    let tens = "twenty thirty forty fifty sixty seventy eighty ninety"
    for (index, word) in tens.split(separator: " ").enumerated() { table.add(WordKey(word), .value(index * 10 + 20)) }
    table.add("hundred", .hundred)
    table.add("thousand", .magnitude(3))
    table.add("lakh lakhs", .magnitude(5))
    table.add("million mn mln mio", .magnitude(6))
    table.add("crore crores cr", .magnitude(7))
    table.add("billion bn bln", .magnitude(9))
    table.add("trillion tn trn trln tln", .magnitude(12))
    table.add("quadrillion", .magnitude(15))
    table.add("k", .letter(3))
    table.add("m", .letter(6))
    table.add("b", .letter(9))
    table.add("t", .letter(12))
    table.add("half", .half)
    table.add("quarter", .quarter)
    table.add("dozen", .dozen)
    return table
  }()

  static let russian: WordTable<Entry> = {
    var table = WordTable<Entry>()
    let rows: [(String, Int)] = [
      ("ноль нуля", 0), ("один одна одно одного одной одному одним одну", 1), ("два две двух двум двумя", 2),
      ("три трех трем тремя", 3), ("четыре четырех четырем четырьмя", 4), ("пять пяти пятью", 5),
      ("шесть шести шестью", 6), ("семь семи семью", 7), ("восемь восьми восемью", 8), ("девять девяти девятью", 9),
      ("десять десяти десятью", 10), ("одиннадцать одиннадцати", 11), ("двенадцать двенадцати", 12),
      ("тринадцать тринадцати", 13), ("четырнадцать четырнадцати", 14), ("пятнадцать пятнадцати", 15),
      ("шестнадцать шестнадцати", 16), ("семнадцать семнадцати", 17), ("восемнадцать восемнадцати", 18),
      ("девятнадцать девятнадцати", 19), ("двадцать двадцати", 20), ("тридцать тридцати", 30),
      ("сорок сорока", 40), ("пятьдесят пятидесяти", 50), ("шестьдесят шестидесяти", 60),
      ("семьдесят семидесяти", 70), ("восемьдесят восьмидесяти", 80), ("девяносто девяноста", 90),
      ("сто ста", 100), ("двести двухсот", 200), ("триста трехсот", 300), ("четыреста четырехсот", 400),
      ("пятьсот пятисот", 500), ("шестьсот шестисот", 600), ("семьсот семисот", 700), ("восемьсот восьмисот", 800),
      ("девятьсот девятисот", 900),
    ]
    for (words, value) in rows { table.add(words, .value(value)) }
    table.add("тыс тысяча тысячи тысяч тысячу тысяче тысячам тысячами", .magnitude(3))
    table.add(inflected("миллион", "а у ом е ы ов ам ами ах") + " млн", .magnitude(6))
    table.add(inflected("миллиард", "а у ом е ы ов ам ами ах") + " млрд", .magnitude(9))
    table.add(inflected("триллион", "а у ом е ы ов ам ами ах") + " трлн", .magnitude(12))
    table.add("пол половина половины половину", .half)
    table.add("четверть четверти", .quarter)
    table.add("дюжина дюжины дюжину", .dozen)
    table.add("полтысячи", .whole(3))
    table.add("полмиллиона", .whole(6))
    table.add("полмиллиарда", .whole(9))
    table.add("полтриллиона", .whole(12))
    return table
  }()

  static let kazakh: WordTable<Entry> = {
    var table = WordTable<Entry>()
    let cases =
      "ы і ын ін ынан інен ына іне ында інде ға ге қа ке дан ден тан тен нан нен да де та те ның нің дың дің тың тің"
    let units = "нөл бір екі үш төрт бес алты жеті сегіз тоғыз он"
    for (value, word) in units.split(separator: " ").enumerated() {
      table.add(inflected(String(word), value == 1 ? "" : cases), .value(value))
    }
    let tens = "жиырма отыз қырық елу алпыс жетпіс сексен тоқсан"
    for (index, word) in tens.split(separator: " ").enumerated() { table.add(String(word), .value(index * 10 + 20)) }
    table.add("жүз", .hundred)
    table.add(inflected("мың", cases), .magnitude(3))
    table.add(inflected("миллион", cases) + " млн", .magnitude(6))
    table.add(inflected("миллиард", cases) + " млрд", .magnitude(9))
    table.add(inflected("триллион", cases) + " трлн", .magnitude(12))
    table.add("жарты жарым", .half)
    return table
  }()

  static func table(_ language: GrammarLanguage) -> WordTable<Entry> {
    switch language {
    case .russian: russian
    case .kazakh: kazakh
    case .english, .korean: english
    }
  }
}
