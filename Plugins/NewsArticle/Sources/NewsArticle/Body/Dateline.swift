/// The dateline at the start of a first paragraph: place, often day and agency, then a dash.
enum Dateline {
  struct Found: Hashable {
    /// Place, day and agency as printed, without the dash.
    var text: String
    /// Bytes of the paragraph that dateline and dash take.
    var length: Int
  }

  static func read(_ text: [UInt8]) -> Found? {
    bracketed(text) ?? dashed(text) ?? chinese(text)
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
          return end < text.count ? Found(text: String(decoding: text[prefix], as: UTF8.self), length: end) : nil
        }
      }
      at += 1
    }
    return nil
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
      if let second = text[after..<min(text.count, after + 60)].firstIndex(of: 0x3D), second + 1 < text.count {
        after = second + 1
      }
      while after < text.count, text[after] == 0x20 { after += 1 }
      guard after < text.count else { return nil }
      return Found(text: String(decoding: inner, as: UTF8.self), length: after)
    }
    return nil
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
