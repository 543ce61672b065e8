import KZPipeKit

/// The state of reading one byline.
struct BylineRun {
  let site: SiteNames
  let mode: BylineReader.Mode
  private(set) var reading = BylineReader.Reading()
  private var part: [String] = []
  private var pendingRole: String?
  private var depth = 0
  /// Number of authors before the open bracket.
  private var known = 0
  private var isCredit = false
  private var isDone = false
  /// Behind a dash that follows an author.
  private var isAfterDash = false

  init(site: SiteNames, mode: BylineReader.Mode) {
    self.site = site
    self.mode = mode
  }

  mutating func read(_ tokens: [BylineToken]) {
    var isAside = false
    for token in tokens where !isDone {
      // In a stated name brackets hold what is no name: "Jane (text) Doe", "Example Times (example.com)".
      if mode == .stated, token == .opening, !part.isEmpty { isAside = true }
      if isAside {
        isAside = token != .closing
        continue
      }
      switch token {
      case .word(let word): part.append(word)
      case .email(let address):
        flush()
        if let last = reading.authors.indices.last, reading.authors[last].email == nil {
          reading.authors[last].email = address
        }
      case .separator: flush()
      case .dash:
        flush()
        isAfterDash = mode == .printed && !reading.authors.isEmpty
      case .colon:
        if mode == .printed, part.count >= 3, let last = part.last?.lowercased(),
          DateWords.publishedCues.contains(last) || DateWords.modifiedCues.contains(last)
        {
          // "Jane Doe Published: 5 May": the colon belongs to the date's label alone.
          part.removeLast()
          flush()
          continue
        }
        let lower = part.map { $0.lowercased() }
        isCredit =
          lower.contains { BylineWords.pictureWords.contains($0) }
          && !lower.contains { BylineWords.textWords.contains($0) }
        if BylineReader.openerLength(lower) == lower.count, !lower.isEmpty {
          reading.hasOpener = true
        }
        part = []
      case .opening:
        flush()
        depth += 1
        known = reading.authors.count
      case .closing:
        flush()
        depth = max(0, depth - 1)
      }
    }
    flush()
  }

  private mutating func flush() {
    defer { part = [] }
    guard !part.isEmpty, !isCredit, !isDone else {
      isCredit = isCredit && part.isEmpty
      return
    }
    for words in splitJoined(part) { take(words) }
  }

  /// Splits at "and" and its like.
  private func splitJoined(_ given: [String]) -> [[String]] {
    var words = given
    if mode == .printed, let mark = words.firstIndex(where: BylineWords.reporterMarks.contains) {
      // "山谷日报 记者 王样本 李示例": the paper before, names of two to four signs behind.
      words.removeFirst(mark)
      let names = words.dropFirst().prefix { isHanName($0) }
      if names.count >= 2 { return names.enumerated().map { $0.offset == 0 ? [words[0], $0.element] : [$0.element] } }
    }
    var parts: [[String]] = []
    var current: [String] = []
    for (index, word) in words.enumerated() {
      let lower = word.lowercased()
      let isShouted = lower != word
      if BylineWords.joiners.contains(lower), !current.isEmpty, index + 1 < words.count,
        !isShouted
          || !BylineWords.weakJoiners.contains(lower)
            && (word.utf8.count > 2 || words.allSatisfy { $0.uppercased() == $0 }),
        !BylineWords.weakJoiners.contains(lower) || current.count >= 2 && words.count - index > 2,
        // "Arts and Culture Desk", "Food & Drink Team" are one body
        !words.contains(where: { BylineWords.organisationWords.contains($0.lowercased()) }) || current.count >= 2
      {
        parts.append(current)
        current = []
      } else {
        current.append(word)
      }
    }
    parts.append(current)
    return parts
  }

  private func isHanName(_ word: String) -> Bool {
    (2...4).contains(word.unicodeScalars.count)
      && word.unicodeScalars.allSatisfy { (0x4E00...0x9FFF).contains($0.value) }
  }

  private mutating func take(_ given: [String]) {
    var words = unglued(given)
    let opener = BylineReader.openerLength(words.map { $0.lowercased() })
    if opener > 0, opener < words.count || mode == .printed, stripsOpener(words, opener) {
      words.removeFirst(opener)
      reading.hasOpener = true
    }
    if mode == .printed, let stop = words.firstIndex(where: isStop),
      stop > 0 || !reading.authors.isEmpty
    {
      words = Array(words[..<stop])
      isDone = !reading.authors.isEmpty || reading.hasOpener
    }
    guard !words.isEmpty else { return }
    if let digit = words.firstIndex(where: hasDigit), mode == .printed || isDate(words) {
      // "Jane Doe 5 May 2024", "Jane Doe5 May 2024": what stands before the date may be a name.
      let glued = words[digit].unicodeScalars.prefix { $0.properties.isAlphabetic }
      words = Array(words[..<digit])
      if glued.count >= 3, !words.isEmpty, glued.first?.properties.isUppercase ?? false {
        words.append(String(String.UnicodeScalarView(glued)))
      }
      while let last = words.last.map({ $0.hasSuffix(".") ? String($0.dropLast()) : $0 })?.lowercased(),
        DateWords.months[last] != nil || DateWords.weekdays.contains(last) || DateWords.timeLinks.contains(last)
      {
        words.removeLast()
      }
      if words.isEmpty || mode == .stated { return }
    }
    var (name, role) = BylineReader.splitRole(words)
    if mode == .stated, role != nil, name.count == 1, let first = name.first, site.match(Fold.key(first)) {
      // "Example staff reporter" names nobody; the whole is what the page gives as its author.
      (name, role) = (words, nil)
    }
    if name.isEmpty {
      if let role { attach(role) }
      return
    }
    if mode == .printed, name.allSatisfy({ isDatePart($0.lowercased()) }) { return }
    guard let author = author(name) else {
      reading.strange += name.count
      return
    }
    if depth > 0, known > 0, let last = reading.authors.indices.last, mode == .printed || author.isOrganisation {
      // A body in brackets behind a person is where the person works.
      if !author.isOrganisation, reading.authors[last].role == nil { reading.authors[last].role = author.name }
      return
    }
    // "Jane Doe, Example Times — London": behind the dash stands a place.
    if isAfterDash, opener == 0 { return }
    if mode == .printed, author.isOrganisation, reading.authors.contains(where: { !$0.isOrganisation }) { return }
    let key = Fold.key(author.name)
    if reading.authors.contains(where: { Fold.key($0.name) == key }) { return }
    reading.authors.append(author)
    if let role = role ?? pendingRole { reading.authors[reading.authors.count - 1].role = role }
    pendingRole = nil
  }

  /// Undoes what scrapers do to neighbouring elements: "byJane Doe", "Jane DoeKorrespondentin", "Jane Doe Jane Doe".
  private func unglued(_ given: [String]) -> [String] {
    guard mode == .printed else { return given }
    var words = given
    if let first = words.first {
      for opener in ["by", "By", "von", "Von", "par", "Par", "por", "Por"] where first.hasPrefix(opener) {
        let rest = first.dropFirst(opener.count)
        if let capital = rest.unicodeScalars.first, capital.properties.isUppercase {
          words.replaceSubrange(0..<1, with: [opener, String(rest)])
          break
        }
      }
    }
    if let last = words.last, words.count >= 2,
      let capital = last.unicodeScalars.dropFirst().lastIndex(where: { $0.properties.isUppercase }),
      isTail(last[capital...].lowercased())
    {
      words.replaceSubrange(
        words.count - 1..<words.count, with: [String(last[..<capital]), String(last[capital...])])
    }
    let half = words.count / 2
    if half >= 2, words.count == 2 * half, words[..<half].elementsEqual(words[half...]) {
      words = Array(words[..<half])
    }
    return words
  }

  /// A word behind the name that is printed small, unless it announces a date: "Le" in "Marc Le Goff" is none.
  private func isStop(_ word: String) -> Bool {
    let lower = word.lowercased()
    return BylineWords.stops.contains(lower)
      && (lower == word || DateWords.publishedCues.contains(lower) || DateWords.modifiedCues.contains(lower))
  }

  private func isTail(_ word: String) -> Bool {
    BylineWords.roles.contains(word) || DateWords.publishedCues.contains(word)
      || DateWords.modifiedCues.contains(word)
  }

  private mutating func attach(_ role: String) {
    if let last = reading.authors.indices.last {
      if reading.authors[last].role == nil { reading.authors[last].role = role }
    } else {
      pendingRole = role
    }
  }

  private func stripsOpener(_ words: [String], _ length: Int) -> Bool {
    guard length == 1, BylineWords.ambiguousOpeners.contains(words[0].lowercased()) else { return true }
    let isCapital = words[0].unicodeScalars.first?.properties.isUppercase ?? false
    return words.count >= 3 && (isCapital || reading.authors.isEmpty && mode == .printed)
      || words.count == 2 && isCapital && mode == .printed && reading.authors.isEmpty
  }

  private func author(_ words: [String]) -> Author? {
    var words = words
    if let last = words.last, last.hasSuffix("."), last.unicodeScalars.count > 4 {
      words[words.count - 1] = String(last.dropLast())
    }
    while let first = words.first,
      first.unicodeScalars.allSatisfy({ !$0.properties.isAlphabetic && $0.properties.numericType == nil })
    {
      words.removeFirst()
    }
    while let last = words.last,
      last.unicodeScalars.allSatisfy({ !$0.properties.isAlphabetic && $0.properties.numericType == nil })
    {
      words.removeLast()
    }
    if mode == .printed { words = withoutAgency(words) }
    let name = words.joined(separator: " ").trimmed(of: "\"“”„«»*_~")
    let key = Fold.key(name)
    guard !key.isEmpty, !BylineWords.empty.contains(key) else { return nil }
    guard !name.has("://"), !name.hasPrefix("@"), !name.hasPrefix("www.") else { return nil }
    guard !key.allSatisfy(Clean.isDigit) else { return nil }
    let isBody = isOrganisation(words, key)
    switch mode {
    case .stated:
      guard words.count <= 12, name.utf8.count <= 160 else { return nil }
    case .printed:
      guard name.utf8.count <= 90, isBody && words.count <= 5 || looksLikePerson(words) else { return nil }
    }
    return Author(name: name, isOrganisation: isBody)
  }

  private func looksLikePerson(_ words: [String]) -> Bool {
    guard let first = words.first?.unicodeScalars.first else { return false }
    if !first.properties.isCased {
      // Scripts without case: a name is one to four short words.
      let letters = words.reduce(0) { $0 + $1.unicodeScalars.count }
      return words.count <= 4 && (2...24).contains(letters) && (words.count > 1 || letters <= 6)
    }
    // A single word is a name only right behind the opener; later it is a place.
    guard first.properties.isUppercase, words.count <= 5 else { return false }
    guard words.count >= 2 || reading.hasOpener && reading.authors.isEmpty && words[0].unicodeScalars.count >= 3
    else {
      return false
    }
    var capitals = 0
    for (index, word) in words.enumerated() {
      guard let scalar = word.unicodeScalars.first(where: { $0.properties.isAlphabetic }) else { return false }
      let lower = word.lowercased()
      if !scalar.properties.isUppercase {
        guard BylineWords.particles.contains(lower) || lower.hasPrefix("d'") || lower.hasPrefix("al-") else {
          return false
        }
        continue
      }
      // "Maria Van Der Example"
      if index > 0, index + 1 < words.count, BylineWords.particles.contains(lower) { continue }
      capitals += 1
      if BylineWords.common.contains(lower) || lower.utf8.count >= 5 && isDateWord(lower) { return false }
    }
    return capitals >= 1
  }

  /// "JANE DOE Associated Press": the agency behind a name is where the person works.
  private func withoutAgency(_ words: [String]) -> [String] {
    for count in 1...3 where words.count >= count + 2 {
      let tail = Fold.key(words.suffix(count).joined())
      if BylineWords.agencies.contains(tail) { return Array(words.dropLast(count)) }
    }
    return words
  }

  private func isDatePart(_ word: String) -> Bool {
    DateWords.weekdays.contains(word) || DateWords.months[word] != nil || DateWords.timeLinks.contains(word)
  }

  private func isDateWord(_ word: String) -> Bool {
    DateWords.weekdays.contains(word) || DateWords.publishedCues.contains(word)
      || DateWords.modifiedCues.contains(word)
  }

  private func isOrganisation(_ words: [String], _ key: [UInt8]) -> Bool {
    if BylineWords.agencies.contains(key) || site.match(key) { return true }
    if words.contains(where: { BylineWords.organisationWords.contains($0.lowercased()) }) { return true }
    if words.count == 1, let dot = words[0].utf8.lastIndex(of: 0x2E) {
      let ending = words[0].utf8[dot...].dropFirst()
      return (2...4).contains(ending.count) && ending.allSatisfy { (0x61...0x7A).contains($0) }
    }
    return false
  }

  private func hasDigit(_ word: String) -> Bool {
    word.unicodeScalars.contains { $0.properties.numericType == .decimal }
  }

  private func isDate(_ words: [String]) -> Bool {
    words.contains { word in
      let lower = word.lowercased()
      return DateWords.months[lower] != nil || DateWords.weekdays.contains(lower) || word.utf8.contains(0x3A)
        || word.utf8.count == 4 && word.utf8.allSatisfy(Clean.isDigit)
    }
  }
}

extension String {
  /// The text without any of `marks` at its ends.
  fileprivate func trimmed(of marks: String) -> String {
    var rest = Substring(self)
    while let first = rest.first, marks.contains(first) { rest = rest.dropFirst() }
    while let last = rest.last, marks.contains(last) { rest = rest.dropLast() }
    return rest == self[...] ? self : String(rest).trimmingBlanks()
  }

  private func trimmingBlanks() -> String {
    var rest = Substring(self)
    while rest.first == " " { rest = rest.dropFirst() }
    while rest.last == " " { rest = rest.dropLast() }
    return String(rest)
  }
}
