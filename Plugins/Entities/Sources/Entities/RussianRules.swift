import EntityText
import Gazetteers
import KZPipeKit

/// Persons and bodies in Russian by rule: name lists and endings, words before a quoted name.
struct RussianRules {
  let text: TokenizedText
  let block: Int
  let resources: EntityResources
  /// Tokens that the packs surely know as a place.
  private let places: Set<Int>

  init(text: TokenizedText, block: Int, resources: EntityResources, matches: [GazetteerMatch]) {
    self.text = text
    self.block = block
    self.resources = resources
    var places: Set<Int> = []
    for match in matches {
      let gazetteer = resources.matcher.gazetteers[match.source]
      let isPlace = match.postings.contains { !$0.flags.contains(.weak) && gazetteer.kind($0.entry).isPlace }
      if isPlace { places.formUnion(match.tokens) }
    }
    self.places = places
  }

  /// Words (beginnings of them) before a body's name in quotation marks.
  static let bodyStems = [
    "компани", "клуб", "фонд", "банк", "холдинг", "корпораци", "предприяти", "парти", "команд", "агентств", "газет",
    "журнал",
    "издани", "телеканал", "канал", "радио", "завод", "фабрик", "комбинат", "шахт", "групп", "концерн", "общество",
    "общества",
    "ассоциаци", "союз", "движени", "организаци", "университет", "институт", "театр", "музе", "ансамбл", "оркестр",
    "сервис",
    "оператор", "застройщик", "авиакомпани", "ао", "тоо", "ооо", "зао", "пао", "нк", "оао", "фк", "хк", "подрядчик",
    "центр",
    "академи", "школ", "библиотек", "издательств", "портал", "сайт", "стартап", "магазин", "сет", "бренд",
    "производител",
  ]
  /// Words (beginnings) before a place's name in quotation marks.
  static let placeStems = [
    "арен", "стадион", "гостиниц", "отел", "парк", "аэропорт", "станци", "дворц", "дворец", "рынок", "рынк", "трц",
    "ресторан", "кафе", "месторождени", "гэс", "гпп",
  ]
  /// Words (beginnings) that an event's name begins with.
  static let eventStems = [
    "кубок", "кубк", "чемпионат", "форум", "фестивал", "конгресс", "саммит", "спартакиад", "олимпи", "игры", "марафон",
  ]
  static let surnameEndings = [
    "ов", "ова", "ову", "овым", "овой", "ове", "ев", "ева", "еву", "евым", "евой", "еве", "ёв", "ёва", "ин", "ина",
    "ину", "иным", "иной", "ын",
    "ский", "ская", "ского", "скому", "ским", "ской", "цкий", "цкая", "енко", "чук", "юк", "ян", "янц", "дзе", "швили",
    "улы", "ұлы",
    "кызы", "қызы", "бек", "бай", "баев", "баева", "нен", "ссон", "сон", "берг", "ман", "вич", "вна", "хан", "али",
  ]
  /// Offices and occupations with which a sentence may begin before a name.
  static let offices: Set<String> = Set(
    """
    президент премьер министр вице-министр премьер-министр посол консул аким губернатор мэр сенатор депутат спикер директор
    гендиректор глава руководитель начальник председатель зампред основатель владелец владелица экономист аналитик эксперт
    профессор академик историк врач хирург учитель учительница инженер архитектор художник художница режиссёр режиссер актёр
    актер актриса певец певица писатель писательница поэт журналист журналистка редактор корреспондент адвокат юрист судья
    прокурор следователь полковник майор капитан генерал лейтенант тренер наставник вратарь защитник нападающий боксёр боксер
    чемпион чемпионка фермер предприниматель бизнесмен пенсионер пенсионерка студент студентка житель жительница король
    королева принц принцесса патриарх папа имам госсекретарь генсек генеральный канцлер пресс-секретарь заместитель замглавы
    господин госпожа доктор товарищ
    """.split(whereSeparator: { $0 == " " || $0 == "\n" }).map { String(decoding: Folding.key($0), as: UTF8.self) })

  func candidates() -> [Candidate] {
    var out = quoted()
    let cover = TokenCover(tokens: text.tokens.count, out)
    out += RussianBodies(text: text, block: block, places: places).find().filter { cover.isFree($0.tokens) }
    let taken = Set(out.flatMap { Array($0.tokens) })
    out += persons(taken)
    return out
  }

  private func starts(_ token: Int, with stems: [String]) -> Bool {
    guard text.tokens.indices.contains(token) else { return false }
    let word = text.foldedString(of: token)
    return stems.contains { word.hasPrefix($0) && ($0.count > 3 || word == $0) }
  }

  /// «Name» after a word for a body, and later «Name» alone.
  func quoted() -> [Candidate] {
    var out: [Candidate] = []
    for open in text.tokens.indices where isMark(open, "«") || isMark(open, "“") || isMark(open, "\"") {
      let close = (open + 1..<min(open + 9, text.tokens.count)).first {
        isMark($0, "»") || isMark($0, "”") || isMark($0, "\"")
      }
      guard let close, close > open + 1, text.tokens[open + 1].isCapitalised else { continue }
      let inside = (open + 1)..<close
      guard inside.allSatisfy({ text.tokens[$0].isWord || isMark($0, "-") || isMark($0, "&") }) else { continue }
      var kind: Entity.Kind?
      for back in 1...3 where kind == nil {
        if starts(open - back, with: Self.placeStems) {
          kind = .place
        } else if starts(open - back, with: Self.bodyStems) {
          kind = .organisation
        }
      }
      // Two capitalised words in quotation marks are a name; a quotation would go on in lower case.
      if kind == nil, inside.count <= 4, inside.allSatisfy({ text.tokens[$0].isCapitalised }) { kind = .organisation }
      // «рассказал «Вечернему городу»»: who was told is a newspaper.
      if kind == nil, inside.count <= 3, isDative(open + 1), (1...2).contains(where: { isTelling(open - $0) }) {
        kind = .organisation
      }
      guard let kind else { continue }
      out.append(make(inside, kind, 0.8))
    }
    return out
  }

  private func isDative(_ token: Int) -> Bool {
    let word = text.foldedString(of: token)
    return ["ому", "ему", "ой", "ей", "ам", "ям", "у", "ю"].contains { word.count > $0.count + 2 && word.hasSuffix($0) }
  }

  /// A verb with which somebody tells somebody else something, in the past.
  private func isTelling(_ token: Int) -> Bool {
    guard text.tokens.indices.contains(token) else { return false }
    let word = text.foldedString(of: token)
    return ["рассказа", "сообщи", "заяви", "сказа", "поясни", "объясни", "подтверди", "призна", "говори"].contains {
      stem in
      word.hasPrefix(stem) && ["л", "ла", "ли", "лся", "лась", "лись"].contains(String(word.dropFirst(stem.count)))
    }
  }

  private func isMark(_ token: Int, _ mark: StaticString) -> Bool { text.isWord(token, mark) }

  private func make(_ tokens: Range<Int>, _ kind: Entity.Kind, _ confidence: Double) -> Candidate {
    let bytes = Int(text.tokens[tokens.lowerBound].start)..<Int(text.tokens[tokens.upperBound - 1].end)
    return Candidate(block: block, tokens: tokens, bytes: bytes, kind: kind, confidence: confidence)
  }

  /// Two or three capitalised words of which one is a known first name or all end like names.
  private func persons(_ taken: Set<Int>) -> [Candidate] {
    var out: [Candidate] = []
    var index = 0
    while index + 1 < text.tokens.count {
      guard isNameWord(index), !taken.contains(index) else {
        index += 1
        continue
      }
      var end = index + 1
      while end < text.tokens.count, end - index < 3, isNameWord(end), !text.tokens[end].startsSentence,
        !taken.contains(end)
      { end += 1 }
      // «Адвокат Каримова Игорь Ветров»: somebody's name in the genitive before a full one.
      if end - index >= 3, !isFirstName(index), endsLikeSurname(index), isFirstName(index + 1) {
        out.append(make(index..<(index + 1), .person, 0.7))
        index += 1
        continue
      }
      // «Пчеловод Гульнара Есенова»: an occupation that opens the sentence.
      if end - index >= 3, text.tokens[index].startsSentence, !isFirstName(index), isFirstName(index + 1) {
        index += 1
        continue
      }
      if end - index >= 2 {
        let known = (index..<end).contains { isFirstName($0) }
        let surname = (index..<end).contains { endsLikeSurname($0) }
        // Two capitalised words in a row in the middle of a sentence, none of them known to the packs, are a name.
        let middle = !text.tokens[index].startsSentence
        let foreign =
          middle && !(index..<end).contains { isKnown($0) || RussianBodies.isAdjective(text.foldedString(of: $0)) }
        if known && middle || known && surname || surname && middle || foreign {
          let kind: Entity.Kind = starts(index, with: Self.eventStems) ? .event : .person
          out.append(make(index..<end, kind, known && surname ? 0.9 : (known || surname ? 0.75 : 0.6)))
          index = end
          continue
        }
      }
      index += 1
    }
    return out
  }

  private func isNameWord(_ token: Int) -> Bool {
    let t = text.tokens[token]
    guard t.script == .cyrillic, t.shape == .initial, t.end - t.start > 4 || isShortName(token) else {
      return false
    }
    if t.startsSentence, Self.offices.contains(text.foldedString(of: token)) { return false }
    // «Министр Казахстана Айбек Жунусов»: the country is no part of the name; «Айбек Сарин» is called like a village.
    return !places.contains(token) || isFirstName(token) || isAfterFirstName(token)
  }

  /// «Лю Вэньтао»: a name of two letters in the middle of a sentence, a longer capitalised word behind it.
  private func isShortName(_ token: Int) -> Bool {
    let t = text.tokens[token]
    guard t.end - t.start == 4, !t.startsSentence, token + 1 < text.tokens.count else { return false }
    let next = text.tokens[token + 1]
    return next.script == .cyrillic && next.shape == .initial && next.spaceBefore && !next.startsSentence
      && next.end - next.start > 4
  }

  /// A first name, no place itself, right before the word.
  private func isAfterFirstName(_ token: Int) -> Bool {
    guard token > 0, text.tokens[token].spaceBefore, !text.tokens[token].startsSentence, !places.contains(token - 1)
    else { return false }
    return text.tokens[token - 1].shape == .initial && isFirstName(token - 1)
  }

  private func isKnown(_ token: Int) -> Bool {
    let key = Array(text.folded(of: token))
    return resources.matcher.gazetteers.contains { $0.trie.value(of: key) != nil }
  }

  private func isFirstName(_ token: Int) -> Bool {
    let folded = text.folded(of: token)
    if resources.lexicon.bits(of: folded) & Lexicon.Bit.firstName != 0 { return true }
    // A case ending of one letter.
    if folded.count > 8, resources.lexicon.bits(of: folded.dropLast(2)) & Lexicon.Bit.firstName != 0 { return true }
    return isTransliteratedFirstName(token)
  }

  /// «Даулет»: a first name that the lists have in Latin letters only.
  private func isTransliteratedFirstName(_ token: Int) -> Bool {
    let t = text.tokens[token]
    guard t.script == .cyrillic, t.shape == .initial, t.end - t.start <= 40, t.end - t.start > 6 else { return false }
    let latin = Transliteration.latin(text.text(of: token))
    for form in [latin, latin.replacing("y", with: "i")] {
      let bits = resources.lexicon.bits(of: Array(form.utf8)[...])
      if bits & Lexicon.Bit.firstName != 0, bits & Lexicon.Bit.common == 0, bits >> 24 == 0 { return true }
    }
    return false
  }

  private func endsLikeSurname(_ token: Int) -> Bool {
    let word = text.foldedString(of: token)
    return word.count > 4 && Self.surnameEndings.contains { word.hasSuffix($0) }
  }
}
