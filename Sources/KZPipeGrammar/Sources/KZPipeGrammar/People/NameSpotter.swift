/// A run of capitalised words that may name somebody.
public struct NameSpan: Sendable, Hashable {
  public var tokens: Range<Int>
  /// Looks like a person: two to four words without a word of bodies or places.
  public var isPersonLike: Bool
  /// Holds a word of bodies: `Ministry`, `Bank`, `Co`.
  public var isBody: Bool

  /// A title or a role noun stands directly before it.
  public var isTitled = false

  public init(tokens: Range<Int>, isPersonLike: Bool, isBody: Bool) {
    self.tokens = tokens
    self.isPersonLike = isPersonLike
    self.isBody = isBody
  }
}

/// Finds runs of capitalised words by their form alone, for texts whose entities nobody has found yet.
public enum NameSpotter {
  public static func spans(in text: TokenText, language: GrammarLanguage) -> [NameSpan] {
    guard language != .korean else { return [] }
    let roles = RoleNouns.table(language)
    var out: [NameSpan] = []
    var index = 0
    while index < text.count {
      guard begins(text, index) else {
        index += 1
        continue
      }
      var end = index + 1
      var titleEnd = index
      if roles.contains(text.tokens[index]) || titles.contains(text.tokens[index]) { titleEnd = index + 1 }
      while let next = follower(text, end) {
        if roles.contains(text.tokens[next - 1]) || titles.contains(text.tokens[next - 1]) { titleEnd = next }
        end = next
      }
      // `Mayor Aidar Sultan`: a rank at the end of a run is a surname when it can be one.
      if titleEnd == end, end - index >= 2, surnames.contains(text.tokens[end - 1]) {
        titleEnd = index
        for at in index..<(end - 1) where roles.contains(text.tokens[at]) || titles.contains(text.tokens[at]) {
          titleEnd = at + 1
        }
      }
      var start = skipDots(text, titleEnd, end)
      // `to Korea Bakyt Serik`: the country in front belongs to the title.
      if end - start >= 3, countries.contains(text.tokens[start]), text.token(start + 1)?.isCapitalised == true {
        start += 1
      }
      if start < end {
        var span = classify(text, start..<end)
        span.isTitled =
          start > index
          || (text.token(start - 1).map { roles.contains($0) && !$0.traits.contains(.lineBreakBefore) } ?? false)
        out.append(span)
      }
      index = end
    }
    return out
  }

  private static func skipDots(_ text: TokenText, _ start: Int, _ end: Int) -> Int {
    var at = start
    while at < end, text.tokens[at].kind == .symbol { at += 1 }
    return at
  }

  private static func begins(_ text: TokenText, _ index: Int) -> Bool {
    let token = text.tokens[index]
    return token.isWord && token.isCapitalised && !functionWords.contains(token)
  }

  /// The token after the next piece of the name.
  private static func follower(_ text: TokenText, _ index: Int) -> Int? {
    guard let token = text.token(index) else { return nil }
    if token.traits.contains(.lineBreakBefore) { return nil }
    if token.isWord {
      if token.traits.contains(.clitic) { return nil }
      if token.isCapitalised, token.hasSpaceBefore, !notInside.contains(token) { return index + 1 }
      if particles.contains(token), let next = text.token(index + 1), next.isCapitalised, next.isWord {
        return index + 2
      }
      return nil
    }
    if token.kind == .symbol, !token.hasSpaceBefore, let next = text.token(index + 1) {
      if token.scalar == 0x2D || token.scalar == 0x2010 || token.scalar == 0x2011, next.isWord, !next.hasSpaceBefore {
        return index + 2
      }
      if token.isSymbol("."), let before = text.token(index - 1), before.length <= 2, before.isCapitalised, next.isWord,
        next.isCapitalised
      {
        return index + 2
      }
      if token.isSymbol("."), let before = text.token(index - 1), titles.contains(before), next.isCapitalised,
        next.isWord
      {
        return index + 2
      }
    }
    if token.isSymbol("&"), let next = text.token(index + 1), next.isCapitalised, next.isWord { return index + 2 }
    return nil
  }

  private static func classify(_ text: TokenText, _ range: Range<Int>) -> NameSpan {
    var words = 0
    var isBody = false
    var allCaps = true
    for index in range {
      let token = text.tokens[index]
      if token.isSymbol("&") { isBody = true }
      guard token.isWord else { continue }
      if token.hasSpaceBefore || index == range.lowerBound { words += 1 }
      if bodyWords.contains(token) { isBody = true }
      if !token.traits.contains(.allCaps) { allCaps = false }
    }
    var isPersonLike = !isBody && words >= 2 && words <= 4 && !allCaps
    if isPersonLike, placeWords.contains(text.tokens[range.lowerBound]) { isPersonLike = false }
    // `in Hong Kong`, `the Black Sea`
    if isPersonLike, let before = text.token(range.lowerBound - 1), beforePlace.contains(before) {
      isPersonLike = false
    }
    return NameSpan(tokens: range, isPersonLike: isPersonLike, isBody: isBody)
  }

  private static let surnames = WordSet(
    """
    king baker cook judge major bishop abbot marshal sultan prince mason carpenter miner hunter fisher dean pope lord knight
    driver potter weaver sheikh duke chancellor gardener butcher forester farmer shepherd page clerk singer
    """)
  private static let countries = WordSet(
    """
    kazakhstan uzbekistan kyrgyzstan tajikistan turkmenistan russia china korea japan mongolia india pakistan afghanistan iran
    iraq turkey azerbaijan armenia ukraine belarus moldova germany france britain italy spain poland latvia lithuania estonia
    finland sweden norway denmark netherlands belgium austria switzerland hungary romania bulgaria greece serbia egypt
    qatar kuwait emirates arabia israel vietnam thailand malaysia indonesia singapore philippines canada mexico brazil
    argentina australia america kingdom states europe казахстана казахстан россии узбекистана кыргызстана китая
    """)
  private static let beforePlace = WordSet("the in at near across outside inside around into onto")
  /// First words of places and bodies.
  private static let placeWords = WordSet(
    """
    new north south east west northern southern eastern western central united great greater upper lower saudi hong sri san
    santa los las el costa puerto port fort mount lake cape saint st tel addis buenos sao rio kuala abu phnom ulan nur tian
    european asian african american british russian chinese kazakh korean japanese german french turkish international
    national state royal federal public black white red green yellow blue grand old middle inner outer young
    """)

  public static let titles = WordSet(
    "mr mrs ms miss dr prof sir dame lord lady madam madame monsieur gen col lt sgt capt cmdr adm maj rev hon sen gov rep pres"
  )
  static let particles = WordSet(
    "al el bin ibn ben de da del della di du van von der den ter la le los dos das af ul abu")
  static let notInside = WordSet("i who which that")

  static let functionWords = WordSet(
    """
    the a an this that these those it its he she his her hers they their them we our us you your i my me and or but nor so
    yet for of in on at by to from with without into onto over under above below between among through during before after
    since until till about against across along around behind beside besides beyond despite down off out up upon within as
    than when while where who whom whose which what why how if though although because unless whether once then there here like unlike including thanks
    now not no yes all any both each every few many more most much other others another some such only own same very too
    also just still even ever never again already always often soon later earlier early late last next first second third
    is are was were be been being am do does did have has had will would shall should can could may might must let
    one two three four five six seven eight nine ten half according asked said says told mr's
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
    october november december today yesterday tomorrow tonight q exclusive opinion live update photo video analysis
    в на с и а но или что как это к из по за от до о об у при над под без через после перед во со он она они его ее их мы
    я вы ты мой наш ваш этот эта эти тот та те все весь каждый если когда где почему кто чей то также же ли бы не ни уже еще
    только даже вот так там здесь тогда теперь потом для про между среди кроме согласно однако поэтому который которая
    сегодня вчера завтра понедельник вторник среда четверг пятница суббота воскресенье
    бұл ол осы сол мен бен пен және немесе бірақ біз сіз олар оның олардың бүгін кеше ертең сондай сонымен қазір содан
    мұнда онда дүйсенбі сейсенбі сәрсенбі бейсенбі жұма сенбі жексенбі былтыр биыл
    """)

  static let bodyWords = WordSet(
    """
    ministry department agency bureau office committee commission council parliament senate congress assembly court tribunal
    government administration authority embassy consulate army navy force forces police bank fund foundation institute
    institution university college academy school library museum theatre theater hospital clinic centre center company co corp
    corporation inc ltd llc plc jsc llp group holding holdings partners capital securities investments industries airlines
    airways railways motors electronics semicon resources energy oil gas mining steel foods systems technologies solutions
    services news times post herald gazette tribune journal review shimbun ilbo agency press radio tv television channel
    union alliance federation association organization organisation society league club party movement forum summit
    conference festival games cup championship tournament olympics bourse exchange index airport station street avenue road
    square park river lake sea ocean mountain mountains island region province state county district city republic kingdom
    emirates states nations conference treaty pact code act article project program programme bay valley desert steppe
    министерство департамент агентство комитет комиссия совет парламент сенат суд правительство посольство банк фонд
    институт университет академия школа библиотека музей компания корпорация группа холдинг завод комбинат союз ассоциация
    организация федерация лига клуб партия кубок чемпионат область район город республика река озеро море улица проспект
    министрлігі департаменті агенттігі комитеті комиссиясы кеңесі парламенті соты үкіметі банкі қоры институты университеті
    академиясы мектебі кітапханасы музейі компаниясы облысы ауданы қаласы республикасы
    """)
}
