/// Section trails: `Home > World > Asia`.
struct Trails {
  let page: PageForm
  let scanner: LineScanner

  static let greatestWidth = 160

  /// The segments of the line when it is a trail, as ranges of the page's bytes.
  ///
  /// An arrow (`>` `›` `»` `→`) between short segments is enough; strokes and slashes need a first segment that means "home", since
  /// menus are written with them too.
  func segments(_ index: Int) -> [Range<Int>]? {
    let form = page.forms[index]
    guard form.marks > 0, form.columns <= Self.greatestWidth, form.wordCount >= 2, form.innerEnds == 0,
      form.end != .sentence
    else {
      return nil
    }
    if form.flags.contains(.arrow) {
      for separator in Self.arrows {
        if let parts = split(index, at: separator), parts.count >= 2, parts.count <= 8, short(parts) { return parts }
      }
    }
    guard form.flags.contains(.stroke) else { return nil }
    for separator in Self.strokes {
      if let parts = split(index, at: separator), parts.count >= 2, parts.count <= 8, short(parts), isHome(parts[0]) {
        return parts
      }
    }
    return nil
  }

  private static let arrows: [[UInt8]] = [">", "›", "»", "→", "▸", "＞"].map { Array($0.utf8) }
  private static let strokes: [[UInt8]] = ["|", "/", "·", "•", "::"].map { Array($0.utf8) }

  private func split(_ index: Int, at separator: [UInt8]) -> [Range<Int>]? {
    let range = page.lines[index].text
    var parts: [Range<Int>] = []
    var start = range.lowerBound
    var place = start
    while place + separator.count <= range.upperBound {
      if page.bytes[place] == separator[0], page.bytes[place..<(place + separator.count)].elementsEqual(separator) {
        parts.append(trimmed(start..<place))
        place += separator.count
        start = place
      } else {
        place += 1
      }
    }
    guard !parts.isEmpty else { return nil }
    parts.append(trimmed(start..<range.upperBound))
    // A trail may begin or end with its sign.
    if parts.first?.isEmpty == true { parts.removeFirst() }
    if parts.last?.isEmpty == true { parts.removeLast() }
    return parts.contains(where: \.isEmpty) ? nil : parts
  }

  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high, page.bytes[low] == 0x20 { low += 1 }
    while high > low, page.bytes[high - 1] == 0x20 { high -= 1 }
    return low..<high
  }

  private func short(_ parts: [Range<Int>]) -> Bool {
    parts.dropLast().allSatisfy { range in
      range.count <= 60 && page.bytes[range].count(where: { $0 == 0x20 }) <= 4
    }
  }

  private func isHome(_ range: Range<Int>) -> Bool {
    WordHash.hashes(of: Array(page.bytes[range])).contains { scanner.lexicon.find($0)?.roles.contains(.home) == true }
  }
}
