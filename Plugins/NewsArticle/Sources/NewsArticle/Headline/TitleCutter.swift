/// Cuts the site's name and section from a title: "Rain stops play | Sport | Example Times" becomes "Rain stops play".
struct TitleCutter {
  let site: SiteNames
  /// Keys of titles that other sources state; a part that equals one is the headline.
  let anchors: Set<[UInt8]>

  /// A separator between the parts of a title.
  private struct Separator {
    let start: Int
    let end: Int
    /// True for marks that hardly occur inside a headline.
    let isStrong: Bool
  }

  func cut(_ title: String) -> String {
    let bytes = Array(title.utf8)
    let separators = separators(bytes)
    if separators.isEmpty { return title }
    let whole = Fold.key(title)
    // Where two sources agree on the whole, its beginning is headline: a kicker before the anchor stays.
    let isShared = anchors.contains(whole)
    if let part = anchored(bytes, separators, whole: whole), part.lowerBound == 0 || !isShared {
      return String(decoding: bytes[part], as: UTF8.self)
    }
    if isShared {
      // Only the site's own name still goes.
      return String(decoding: bytes[dropSite(bytes, separators)], as: UTF8.self)
    }
    return String(decoding: bytes[dropRest(bytes, separators, dropSite(bytes, separators))], as: UTF8.self)
  }

  /// The longest run of parts that another source states as the title.
  private func anchored(_ bytes: [UInt8], _ separators: [Separator], whole: [UInt8]) -> Range<Int>? {
    var best: Range<Int>?
    let starts = [0] + separators.map(\.end)
    let ends = separators.map(\.start) + [bytes.count]
    for (index, start) in starts.enumerated().prefix(6) {
      for end in ends[index...].prefix(6) where end > start {
        let range = Clean.trim(bytes, start..<end)
        guard range.count > (best?.count ?? 0), range.count < bytes.count else { continue }
        let key = Fold.key(bytes[range])
        if key.count >= 8 || key.count >= 4 && key.contains(where: { $0 >= 0x80 }), key != whole, anchors.contains(key),
          !site.match(key)
        {
          best = range
        }
      }
    }
    return best
  }

  private func dropSite(_ bytes: [UInt8], _ separators: [Separator]) -> Range<Int> {
    var range = 0..<bytes.count
    for separator in separators.reversed() where separator.end <= range.upperBound && separator.start > range.lowerBound
    {
      let last = Clean.trim(bytes, separator.end..<range.upperBound)
      guard site.match(Fold.key(bytes[last])) else { break }
      range = range.lowerBound..<separator.start
    }
    if let first = separators.first, first.end < range.upperBound {
      let part = Clean.trim(bytes, range.lowerBound..<first.start)
      if site.match(Fold.key(bytes[part])) { range = first.end..<range.upperBound }
    }
    return Clean.trim(bytes, range)
  }

  /// Last parts of at most four words and two fifths of what stays are sections or slogans, not headline.
  private func dropRest(_ bytes: [UInt8], _ separators: [Separator], _ start: Range<Int>) -> Range<Int> {
    var range = start
    let siteWasCut = start.upperBound < bytes.count
    for separator in separators.reversed() where separator.end < range.upperBound && separator.start > range.lowerBound
    {
      let rest = Clean.trim(bytes, range.lowerBound..<separator.start)
      let last = Clean.trim(bytes, separator.end..<range.upperBound)
      guard separator.isStrong || !siteWasCut && looksLikeName(bytes[last]) else { break }
      let words = wordCount(bytes[last])
      guard words <= (separator.isStrong ? 5 : 4), last.count * 5 <= rest.count * 2,
        wordCount(bytes[rest]) >= 2 || rest.count > 24
      else { break }
      range = rest
    }
    return Clean.trim(bytes, range)
  }

  /// Every word of a name begins with a capital (or the script has none), and no sentence mark closes it.
  private func looksLikeName(_ part: ArraySlice<UInt8>) -> Bool {
    guard let last = part.last, ![0x21, 0x3F, 0x2E, 0x22].contains(last) || last == 0x2E && part.count < 20 else {
      return false
    }
    for word in String(decoding: part, as: UTF8.self).split(separator: " ") {
      guard let first = word.unicodeScalars.first else { continue }
      if first.properties.isLowercase && word.unicodeScalars.count > 3 && !word.utf8.contains(0x2E) { return false }
    }
    return true
  }

  private func wordCount(_ part: ArraySlice<UInt8>) -> Int {
    var words = 0
    var isInside = false
    var wide = 0
    for byte in part {
      if byte == 0x20 { isInside = false } else if !isInside { isInside = true; words += 1 }
      if byte >= 0xE3, byte <= 0xED { wide += 1 }
    }
    // Two characters of a script without blanks count as a word.
    return max(words, wide / 2)
  }

  private func separators(_ bytes: [UInt8]) -> [Separator] {
    var found: [Separator] = []
    var at = 1
    while at < bytes.count - 1 {
      let byte = bytes[at]
      if byte < 0x80 {
        let isSpaced = bytes[at - 1] == 0x20 && bytes[at + 1] == 0x20
        switch byte {
        case 0x7C: found.append(Separator(start: at, end: at + 1, isStrong: true))
        case 0x2D where isSpaced: found.append(Separator(start: at, end: at + 1, isStrong: false))
        case 0x2D where bytes[at + 1] == 0x2D:
          found.append(Separator(start: at, end: at + 2, isStrong: true))
          at += 1
        // Scripts without blanks: "标题-站点", "제목-정치"
        case 0x2D where bytes[at - 1] >= 0x80 && bytes[at + 1] >= 0xE3,
          0x5F where bytes[at - 1] >= 0xBF || bytes[at + 1] >= 0xE3:
          found.append(Separator(start: at, end: at + 1, isStrong: false))
        case 0x3A where bytes[at + 1] == 0x3A:
          found.append(Separator(start: at, end: at + 2, isStrong: true))
          at += 1
        case 0x2F where isSpaced, 0x3A where isSpaced, 0x3E where isSpaced, 0x3C where isSpaced, 0x7E where isSpaced:
          found.append(Separator(start: at, end: at + 1, isStrong: byte == 0x3E || byte == 0x3C))
        default: break
        }
        at += 1
        continue
      }
      let width = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
      let end = min(bytes.count, at + width)
      if end < bytes.count {
        let value = bytes[at..<end].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        let isSpaced = bytes[at - 1] == 0x20 && bytes[end] == 0x20
        switch value {
        // en and em dash
        case 0xE28093 where isSpaced, 0xE28094 where isSpaced:
          found.append(Separator(start: at, end: end, isStrong: false))
        // middle dots, bullet, guillemets, vertical lines of other scripts
        case 0xC2B7 where isSpaced, 0xE280A2 where isSpaced, 0xC2BB where isSpaced, 0xC2AB where isSpaced,
          0xE280BA where isSpaced, 0xE280B9 where isSpaced, 0xE385A3, 0xEFBD9C, 0xE29482, 0xE28BAE:
          found.append(Separator(start: at, end: end, isStrong: true))
        default: break
        }
      }
      at = end
    }
    return found
  }
}
