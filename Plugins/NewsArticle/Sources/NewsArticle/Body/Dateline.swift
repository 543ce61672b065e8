/// The dateline at the start of a first paragraph: place, often day and agency, then a dash.
enum Dateline {
  struct Found: Hashable {
    /// Place, day and agency as printed, without the dash.
    var text: String
    /// Bytes of the paragraph that dateline and dash take.
    var length: Int
    /// The reporter whom a Korean dateline names behind its bracket.
    var reporter: String?
  }

  static func read(_ text: [UInt8]) -> Found? {
    bracketed(text) ?? slashed(text) ?? dashed(text) ?? stopped(text) ?? chinese(text)
  }

  /// "ASTANA, Jan. 14 (Yonhap) -- ", "Berlin (dpa) - ", "АСТАНА, 5 июня. /Агентство/ – ".
  private static func dashed(_ text: [UInt8]) -> Found? {
    var at = 1
    let limit = min(text.count - 1, 100)
    while at < limit {
      var width = 0
      if text[at] == 0x2D { width = text[at + 1] == 0x2D ? 2 : 1 }
      if text[at] == 0xE2, at + 2 < text.count, text[at + 1] == 0x80, (0x92...0x95).contains(text[at + 2]) { width = 3 }
      if width > 0, at + width < text.count {
        let isSpaced = text[at - 1] == 0x20 && text[at + width] == 0x20
        // "MOSCOW—Police" in American papers
        let isTight = width == 3 && text[at + 2] == 0x94 && text[at - 1] != 0x20 && text[at + width] != 0x20
        if isSpaced || isTight || width == 2 {
          let prefix = Clean.trim(text, 0..<at)
          guard isDateline(text[prefix]) else { return nil }
          var end = at + width
          while end < text.count, text[end] == 0x20 || text[end] == 0x2D { end += 1 }
          guard end < text.count else { return nil }
          // "АСТАНА – АГЕНТСТВО – ": place and agency between two dashes.
          if isSpaced, let second = agency(text, from: end) { return second }
          return Found(text: String(decoding: text[prefix], as: UTF8.self), length: end)
        }
      }
      at += 1
    }
    return nil
  }

  /// A name in capitals from `start` to the next spaced dash; the whole is then the dateline.
  private static func agency(_ text: [UInt8], from start: Int) -> Found? {
    var at = start + 1
    while at + 3 < min(text.count, start + 50) {
      let isDash = text[at] == 0xE2 && text[at + 1] == 0x80 && (0x92...0x95).contains(text[at + 2])
      let width = isDash ? 3 : text[at] == 0x2D ? 1 : 0
      if width > 0, text[at - 1] == 0x20, text[at + width] == 0x20 {
        let name = Clean.trim(text, start..<at)
        let scalars = String(decoding: text[name], as: UTF8.self).unicodeScalars
        guard scalars.count >= 3, scalars.contains(where: \.properties.isUppercase),
          !scalars.contains(where: \.properties.isLowercase)
        else { return nil }
        let whole = Clean.trim(text, 0..<at)
        return Found(text: String(decoding: text[whole], as: UTF8.self), length: at + width + 1)
      }
      at += 1
    }
    return nil
  }

  /// "АСТАНА, 5 мая. /Корр. АГЕНТСТВО/. ", "MOSCOW, January 14. /AGENCY/. ".
  private static func slashed(_ text: [UInt8]) -> Found? {
    let limit = min(text.count, 110)
    guard let open = text[..<limit].firstIndex(of: 0x2F), open > 3, text[open - 1] == 0x20,
      let close = text[(open + 1)..<limit].firstIndex(of: 0x2F), (3...60).contains(close - open)
    else { return nil }
    var end = close + 1
    // The dashed form takes what has a dash behind the slash.
    while end < text.count, text[end] == 0x2E || text[end] == 0x20 { end += 1 }
    guard end < text.count, end > close + 1, text[end] != 0x2D, !text[end...].starts(with: [0xE2, 0x80]) else {
      return nil
    }
    guard isDateline(text[..<(open - 1)]) || isShoutedPlace(text[..<(open - 1)]) else { return nil }
    return Found(text: String(decoding: text[0...close], as: UTF8.self), length: end)
  }

  /// "ТҮРКІСТАН. 22 шілде. Дала ақпарат. ": place in capitals, day, agency, each with its full stop.
  private static func stopped(_ text: [UInt8]) -> Found? {
    var stops: [Int] = []
    var at = 1
    while at + 1 < min(text.count, 110), stops.count < 3 {
      if text[at] == 0x2E, text[at + 1] == 0x20 { stops.append(at) }
      at += 1
    }
    guard stops.count >= 2, isShoutedPlace(text[..<stops[0]]) else { return nil }
    let day = text[(stops[0] + 2)..<stops[1]]
    let words = day.split(separator: 0x20).map { String(decoding: $0, as: UTF8.self).lowercased() }
    guard (2...4).contains(words.count), words.contains(where: { DateWords.months[$0] != nil }),
      words.contains(where: { $0.utf8.allSatisfy(Clean.isDigit) })
    else { return nil }
    var last = stops[1]
    if stops.count == 3 {
      let name = text[(stops[1] + 2)..<stops[2]]
      let count = name.split(separator: 0x20).count
      let startsUpper =
        String(decoding: name.prefix(8), as: UTF8.self).unicodeScalars.first?.properties.isUppercase ?? false
      if startsUpper, (1...3).contains(count), name.count <= 50 { last = stops[2] }
    }
    guard last + 2 < text.count else { return nil }
    return Found(text: String(decoding: text[..<last], as: UTF8.self), length: last + 2)
  }

  /// One to three words, all in capitals.
  private static func isShoutedPlace(_ text: ArraySlice<UInt8>) -> Bool {
    let scalars = String(decoding: text, as: UTF8.self).unicodeScalars
    let letters = scalars.filter(\.properties.isAlphabetic)
    return text.split(separator: 0x20).count <= 3 && letters.count >= 3
      && letters.allSatisfy(\.properties.isUppercase)
  }

  private static func isDateline(_ text: ArraySlice<UInt8>) -> Bool {
    let line = String(decoding: text, as: UTF8.self)
    var rest = line[...]
    var agency = false
    for (open, close) in [("(", ")"), ("/", "/"), ("[", "]")] as [(Character, Character)] {
      guard let start = rest.firstIndex(of: open) else { continue }
      let inner = rest[rest.index(after: start)...]
      guard let end = inner.lastIndex(of: close), inner.distance(from: inner.startIndex, to: end) <= 40 else {
        continue
      }
      let words = inner[..<end].split(separator: " ")
      guard (1...4).contains(words.count), !rest[..<start].isEmpty else { continue }
      let tail = inner[inner.index(after: end)...].filter { $0 != " " && $0 != "." }
      guard tail.isEmpty else { continue }
      agency = true
      rest = rest[..<start]
      break
    }
    let words = rest.split(whereSeparator: { $0 == " " || $0 == "," || $0 == "/" || $0 == "." }).map(String.init)
    guard let first = words.first, words.count <= 8, let scalar = first.unicodeScalars.first,
      scalar.properties.isUppercase
    else { return false }
    var shouted = 0
    var hasMonth = false
    for word in words {
      let lower = word.lowercased()
      if DateWords.months[lower] != nil { hasMonth = true; continue }
      if word.utf8.allSatisfy(Clean.isDigit) || DateWords.weekdays.contains(lower) || DateWords.fillers.contains(lower)
      {
        continue
      }
      guard let start = word.unicodeScalars.first, start.properties.isUppercase || BylineWords.particles.contains(lower)
      else { return false }
      if word.unicodeScalars.allSatisfy({ !$0.properties.isLowercase }), word.unicodeScalars.count >= 3 { shouted += 1 }
    }
    let firstIsShouted =
      first.unicodeScalars.count >= 3 && first.unicodeScalars.allSatisfy { !$0.properties.isLowercase }
    return agency && words.count <= 6 || hasMonth && words.count <= 7
      || firstIsShouted && shouted >= 1 && words.count <= 5
  }

  /// "[서울=연합뉴스] 홍길동 기자 = ", "(서울=연합뉴스)", "【北京=記者】".
  private static func bracketed(_ text: [UInt8]) -> Found? {
    let pairs: [([UInt8], [UInt8])] = [([0x5B], [0x5D]), ([0x28], [0x29]), ([0xE3, 0x80, 0x90], [0xE3, 0x80, 0x91])]
    for (open, close) in pairs where text.starts(with: open) {
      guard let end = (open.count..<min(text.count, 80)).first(where: { text[$0...].starts(with: close) }) else {
        return nil
      }
      let inner = text[open.count..<end]
      guard let equals = inner.firstIndex(of: 0x3D), equals > inner.startIndex, inner.contains(where: { $0 >= 0xE3 })
      else { return nil }
      var after = end + close.count
      // A reporter's name up to an equals sign still belongs to it.
      var reporter: String?
      if let second = text[after..<min(text.count, after + 60)].firstIndex(of: 0x3D), second + 1 < text.count {
        reporter = name(text[after..<second])
        after = second + 1
      }
      while after < text.count, text[after] == 0x20 { after += 1 }
      guard after < text.count else { return nil }
      return Found(text: String(decoding: inner, as: UTF8.self), length: after, reporter: reporter)
    }
    return nil
  }

  /// "홍길동 기자", "홍길동 특파원": a name of two to four syllables before the office.
  private static func name(_ text: ArraySlice<UInt8>) -> String? {
    let words = text.split(separator: 0x20)
    guard words.count == 2, ["기자", "특파원", "통신원"].contains(String(decoding: words[1], as: UTF8.self)),
      (6...12).contains(words[0].count), words[0].allSatisfy({ $0 >= 0x80 })
    else { return nil }
    return String(decoding: words[0], as: UTF8.self)
  }

  /// "新华社北京1月14日电".
  private static func chinese(_ text: [UInt8]) -> Found? {
    guard let first = text.first, (0xE4...0xE9).contains(first) else { return nil }
    var at = 0
    var digits = 0
    while at + 2 < min(text.count, 90) {
      if Clean.isDigit(text[at]) {
        digits += 1
        at += 1
        continue
      }
      guard text[at] >= 0xE3 else { return nil }
      let scalar = text[at..<at + 3]
      // 电, 電
      if scalar.elementsEqual([0xE7, 0x94, 0xB5]) || scalar.elementsEqual([0xE9, 0x9B, 0xBB]) {
        guard digits >= 2, at + 3 < text.count, text[..<at].suffix(3).elementsEqual([0xE6, 0x97, 0xA5]) else {
          return nil
        }
        var end = at + 3
        while end < text.count, text[end] == 0x20 { end += 1 }
        return end < text.count ? Found(text: String(decoding: text[..<at], as: UTF8.self), length: end) : nil
      }
      at += 3
    }
    return nil
  }
}
