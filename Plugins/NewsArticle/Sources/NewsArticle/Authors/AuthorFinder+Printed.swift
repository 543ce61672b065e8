import KZPipeKit

/// Printed bylines: where they stand and which lines are some.
extension AuthorFinder {
  struct PrintedLine {
    var reading: BylineReader.Reading
    var reason: String
    var confidence: Double
    var block: Int?
    /// Whether the line holds nothing but a byline.
    var isByline: Bool
  }

  /// - Parameter isDeep: whether lines without any mark of a byline are looked at too
  func printedBylines(isDeep: Bool) -> [PrintedLine] {
    var lines: [PrintedLine] = []
    var seen: Set<Int> = []
    let reader = BylineReader(site: site)
    for property in ["author", "byline"] {
      for statement in page.evidence.statements(property) where statement.origin == .text || statement.origin == .link {
        guard !Address.isAbsolute(statement.value) else { continue }
        let text = Clean.line(statement.value)
        let reading = reader.read(text, mode: .printed)
        guard !reading.authors.isEmpty else { continue }
        let block = page.block(of: statement)
        if let block { seen.insert(block) }
        lines.append(
          PrintedLine(
            reading: reading, reason: "byline_text", confidence: reading.hasOpener ? 0.9 : 0.8, block: block,
            isByline: block.map { covers(reading, text, page.string($0)) } ?? false))
      }
    }
    for (index, reason) in places() where seen.insert(index).inserted {
      let range = page.range(index)
      guard (3...300).contains(range.count) else { continue }
      let isMarked = page.blocks[index].kind == .byline
      let isBeside = reason == "name_beside_date"
      let isNear =
        isDeep && reason == "byline_near_headline" && !page.blocks[index].verdict.isKept && range.count <= 160
      guard isMarked || isBeside || isNear || mayBeByline(range) else { continue }
      let text = Clean.line(page.string(index))
      let reading = reader.read(text, mode: .printed)
      guard !reading.authors.isEmpty else { continue }
      let hasEmail = reading.authors.contains { $0.email != nil }
      let isFull = reading.authors.contains { $0.isOrganisation || $0.name.utf8.contains(0x20) }
      if isBeside, !isFull { continue }
      let isNamed = isBeside || isNear && isFull && isNameLine(reading, text, index)
      let isByline =
        reading.strange == 0 && (isMarked || reading.hasOpener || hasEmail || isBeside) && text.utf8.count <= 160
        || isNamed
      guard isMarked || isByline else { continue }
      let confidence =
        (reading.hasOpener ? 0.9 : hasEmail ? 0.85 : isNamed ? 0.7 : 0.8) - (reading.strange > 2 ? 0.2 : 0)
      lines.append(
        PrintedLine(
          reading: reading, reason: reason, confidence: confidence, block: index, isByline: isByline || isMarked))
    }
    return lines
  }

  /// Whether a line between headline and body names its writer without saying so: names beside a date, or one bare name
  /// that the page prints again, as portraits and boxes about the author do.
  private func isNameLine(_ reading: BylineReader.Reading, _ text: String, _ index: Int) -> Bool {
    guard index > (headlineBlock ?? -1), text.utf8.first.map({ $0 < 0xE0 }) ?? false else { return false }
    let bytes = Array(text.utf8)
    if reading.strange <= 3, bytes.contains(where: Clean.isDigit) {
      let reader = DateReader(language: page.language, order: .dayFirst)
      return !reader.dates(in: bytes[...]).isEmpty
    }
    guard reading.strange == 0, let name = reading.authors.first?.name else { return false }
    if reading.authors.allSatisfy(\.isOrganisation) {
      return reading.authors.allSatisfy {
        BylineWords.agencies.contains(Fold.key($0.name))
      }
    }
    return isPrintedAgain(Array(name.utf8), index)
  }

  private func isPrintedAgain(_ name: [UInt8], _ index: Int) -> Bool {
    guard let first = name.first, name.count >= 6 else { return false }
    for other in page.blocks.indices where other != index && !page.blocks[other].verdict.isKept {
      let text = page.bytes(other)
      guard text.count >= name.count, text.count <= 600 else { continue }
      var at = text.startIndex
      while at + name.count <= text.endIndex {
        if text[at] == first, text[at..<at + name.count].elementsEqual(name) { return true }
        at += 1
      }
    }
    return false
  }

  /// A cheap look before the line is read: an address in it, or an opener's first word at the start of one of its parts.
  private func mayBeByline(_ range: Range<Int>) -> Bool {
    guard range.count <= 200 else { return false }
    let text = page.page.text[range]
    if text.contains(0x40) { return true }
    var at = range.lowerBound
    var isPart = true
    while at < range.upperBound {
      let byte = text[at]
      if isPart, byte != 0x20, byte != 0x28, byte != 0x5B,
        byte != 0xC2 || at + 1 < range.upperBound && text[at + 1] != 0xB7
      {
        let end =
          text[at...].firstIndex {
            $0 == 0x20 || $0 == 0x3A || $0 == 0x2F || $0 == 0xEF || $0 == 0xC2 || $0 == 0x09
          } ?? range.upperBound
        if end - at <= 40, BylineWords.firstWords.contains(Fold.lowercased(text[at..<end])) { return true }
        isPart = false
      }
      // After a bar, a middle dot, a bullet or a dash a new part begins.
      if byte == 0x7C || byte == 0xB7 || byte == 0xA2 || byte == 0x93 || byte == 0x94 || byte == 0x2D { isPart = true }
      at += 1
    }
    return false
  }

  /// Whether `reading`, read from `part`, is all that `whole` says.
  private func covers(_ reading: BylineReader.Reading, _ part: String, _ whole: String) -> Bool {
    Fold.key(whole).count <= Fold.key(part).count + 8
  }

  /// Blocks where a byline may stand: marked ones near the article, short ones between headline and body, the last lines,
  /// and lines with an address anywhere behind the headline.
  private func places() -> [(Int, String)] {
    guard let first = page.firstBodyBlock, let last = page.body.last else { return [] }
    var places: [(Int, String)] = []
    let start = max(0, min(headlineBlock ?? first, first) - 4)
    for index in page.blocks.indices {
      let isMarked = page.blocks[index].kind == .byline
      if index >= start && index <= first + 3 {
        if isMarked {
          places.append((index, "byline_block"))
        } else if index > (headlineBlock ?? -1), index < first + 1, isBesideDate(index) {
          places.append((index, "name_beside_date"))
        } else {
          places.append((index, "byline_near_headline"))
        }
      } else if index > last - 3 && index <= last + 14 {
        if isMarked || page.isPlainText || index <= last || page.range(index).count <= 80 {
          places.append((index, "byline_at_end"))
        }
      } else if isMarked, index > first, index < last {
        places.append((index, "byline_block"))
      } else if page.isPlainText, index > first, page.range(index).count <= 160, page.bytes(index).contains(0x40) {
        places.append((index, "byline_with_address"))
      }
    }
    return places
  }

  /// Whether a short line that is no body text has a date as its neighbour, as bare names under headlines do.
  private func isBesideDate(_ index: Int) -> Bool {
    guard !page.blocks[index].verdict.isKept, page.range(index).count <= 80, page.blocks[index].kind == .paragraph,
      // Without case a name cannot be told from any other word.
      page.bytes(index).first(where: { $0 > 0x40 }).map({ $0 < 0xE0 }) ?? false
    else { return false }
    for neighbour in [index - 1, index + 1] where page.blocks.indices.contains(neighbour) {
      if page.blocks[neighbour].kind == .date { return true }
      let range = page.range(neighbour)
      guard range.count <= 80, page.page.text[range].contains(where: Clean.isDigit) else { continue }
      let reader = DateReader(language: page.language, order: .dayFirst)
      if let found = reader.dates(in: page.page.text[range]).first, found.range.count * 3 >= range.count { return true }
    }
    return false
  }
}
