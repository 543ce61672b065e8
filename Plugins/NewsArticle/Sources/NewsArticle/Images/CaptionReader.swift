/// A caption and the credit that was printed with it.
struct SplitCaption: Hashable {
  var caption: String
  var credit: String?
}

/// Splits the credit off a caption: in brackets, behind a slash, behind a marker ("Photo: …"), or as an agency's name
/// behind the last sentence.
enum CaptionReader {
  static func split(_ text: String) -> SplitCaption {
    let bytes = Array(text.utf8)
    if let found = bracketed(bytes) ?? markedAtEnd(bytes) ?? tailed(bytes) ?? slashed(bytes) ?? agencyAtEnd(bytes) {
      let credit = unmarked(String(decoding: Clean.collapsed(bytes[found.credit]), as: UTF8.self))
      let kept = Clean.trim(bytes, found.caption)
      let caption = withoutTail(bytes[kept])
      if !credit.isEmpty { return SplitCaption(caption: caption, credit: credit) }
    }
    return SplitCaption(caption: text, credit: nil)
  }

  private typealias Parts = (caption: Range<Int>, credit: Range<Int>)

  /// "… [CREDIT]", "… (Photo: X)", "… (AFP)", "… (c) X", "© X".
  private static func bracketed(_ text: [UInt8]) -> Parts? {
    let all = Clean.trim(text, 0..<text.count)
    var end = all.upperBound
    if end > all.lowerBound, text[end - 1] == 0x2E { end -= 1 }
    if end > all.lowerBound, let open = opener(for: text[end - 1]),
      let start = text[all.lowerBound..<(end - 1)].lastIndex(of: open)
    {
      let inner = Clean.trim(text, (start + 1)..<(end - 1))
      let isCredit =
        open == 0x5B && !hasLowerStart(text[inner]) || markerLength(text[inner]) > 0 || isSource(text[inner])
        || startsWithCopyright(text[inner])
        || isShouted(text[inner])
      if !inner.isEmpty, inner.count <= 120, isCredit { return (all.lowerBound..<start, inner) }
    }
    if let start = lastCopyright(text, all), start > all.lowerBound || all.upperBound - start <= 80,
      all.upperBound - start <= 120
    {
      return (all.lowerBound..<start, start..<all.upperBound)
    }
    return nil
  }

  /// "… Photo: X", "Фото: X" and "사진=X" to the end, at a sentence's or line's begin, or as the whole.
  private static func markedAtEnd(_ text: [UInt8]) -> Parts? {
    let all = Clean.trim(text, 0..<text.count)
    var starts: [Int] = [all.lowerBound]
    var at = all.lowerBound
    while at < all.upperBound {
      switch text[at] {
      case 0x20, 0x0A, 0x2F, 0x7C, 0x28: starts.append(at + 1)
      case 0x82 where at >= 2 && text[at - 1] == 0x80 && text[at - 2] == 0xE3: starts.append(at + 1)
      default: break
      }
      at += 1
    }
    var best: Parts?
    var end = 0
    for start in starts.reversed() where all.upperBound - start <= 140 {
      let rest = Clean.trim(text, start..<all.upperBound)
      let length = markerLength(text[rest])
      guard length > 0, rest.lowerBound + length < rest.upperBound else { continue }
      // Further to the left only the same marker with more words before it: "Crédit photo:" for "photo:".
      if best != nil {
        if rest.lowerBound + length != end { break }
      } else {
        let hasColon = hasColonAfterMarker(text, rest, length)
        let before = Clean.trim(text, all.lowerBound..<rest.lowerBound)
        let beginsPart = before.isEmpty || endsPart(text[before])
        // Without a colon only "Photo by …" and its like at the begin of a sentence are credits.
        let marker = text[rest.lowerBound..<(rest.lowerBound + length)]
        guard hasColon || beginsPart && (isByForm(marker) || !before.isEmpty && isBare(marker, text[rest])) else {
          continue
        }
        end = rest.lowerBound + length
      }
      best = (all.lowerBound..<rest.lowerBound, rest)
    }
    return best
  }

  /// "Фото пресс-службы": a known marker and one to five words without a full stop between.
  private static func isBare(_ marker: ArraySlice<UInt8>, _ rest: ArraySlice<UInt8>) -> Bool {
    guard CreditWords.bare.contains(lowered(marker)) else { return false }
    let name = rest.dropFirst(marker.count)
    guard name.first == 0x20 else { return false }
    var inner = name
    if inner.last == 0x2E { inner = inner.dropLast() }
    return (1...5).contains(words(inner)) && !inner.contains(0x2E) && !inner.contains(0x2C)
  }

  /// "图为市民在拍照。某社记者 李某 摄", "… 모습. 한들재단 제공": a credit that its last word tells.
  private static func tailed(_ text: [UInt8]) -> Parts? {
    var all = Clean.trim(text, 0..<text.count)
    if text[all].last == 0x2E { all = all.lowerBound..<(all.upperBound - 1) }
    if text[all].suffix(3).elementsEqual([0xE3, 0x80, 0x82]) { all = all.lowerBound..<(all.upperBound - 3) }
    guard
      let tail = CreditWords.tails.first(where: {
        text[all].count > $0.count + 2 && text[all].suffix($0.count).elementsEqual($0)
      })
    else { return nil }
    // Back to the end of the sentence before, or to a slash.
    var at = all.upperBound - tail.count
    while at > all.lowerBound, all.upperBound - at <= 72 {
      let isStop = text[at - 1] == 0x2E || text[at - 1] == 0x2F || text[at - 1] == 0x7C || text[at - 1] == 0x0A
      let isWideStop = at >= 3 && text[at - 1] == 0x82 && text[at - 2] == 0x80 && text[at - 3] == 0xE3
      if isStop || isWideStop {
        let credit = Clean.trim(text, at..<all.upperBound)
        return credit.count > tail.count + 2 ? (all.lowerBound..<(text[at - 1] == 0x2F ? at - 1 : at), credit) : nil
      }
      at -= 1
    }
    return nil
  }

  /// "… / Courtesy of X", "… | AFP".
  private static func slashed(_ text: [UInt8]) -> Parts? {
    let all = Clean.trim(text, 0..<text.count)
    guard all.count > 4 else { return nil }
    var at = all.upperBound - 2
    while at > all.lowerBound + 1, all.upperBound - at <= 120 {
      let isBar = text[at] == 0x2F || text[at] == 0x7C
      if isBar, text[at - 1] == 0x20, text[at + 1] == 0x20 {
        let credit = Clean.trim(text, (at + 1)..<all.upperBound)
        if !credit.isEmpty, !hasLowerStart(text[credit]) || markerLength(text[credit]) > 0 {
          return (all.lowerBound..<at, credit)
        }
      }
      at -= 1
    }
    return nil
  }

  /// "…, Thursday. AP-Yonhap": a few words behind the last full stop of which all are known sources or join them.
  private static func agencyAtEnd(_ text: [UInt8]) -> Parts? {
    let all = Clean.trim(text, 0..<text.count)
    var at = all.upperBound - 1
    if at > all.lowerBound, text[at] == 0x2E { at -= 1 }
    while at > all.lowerBound, all.upperBound - at <= 80 {
      let isStop =
        (text[at] == 0x2E || text[at] == 0x21 || text[at] == 0x3F || text[at] == 0x22) && at + 1 < all.upperBound
        && text[at + 1] == 0x20
      let isWideStop = at >= 2 && text[at] == 0x82 && text[at - 1] == 0x80 && text[at - 2] == 0xE3
      let isQuote =
        at >= 2 && text[at] == 0x9D && text[at - 1] == 0x80 && text[at - 2] == 0xE2 && at + 1 < all.upperBound
        && text[at + 1] == 0x20
      if isStop || isWideStop || isQuote {
        let credit = Clean.trim(text, (at + 1)..<all.upperBound)
        if !credit.isEmpty, isSource(text[credit]) { return (all.lowerBound..<(at + 1), credit) }
        return nil
      }
      at -= 1
    }
    return nil
  }

  // MARK: What a credit looks like

  /// Whether every part of `text` between slashes, hyphens and commas is a known source, or the first or last is and the
  /// others are a name ("John Doe/AFP", "AP-Yonhap").
  static func isSource(_ text: ArraySlice<UInt8>) -> Bool {
    guard !text.isEmpty, text.count <= 80 else { return false }
    let whole = String(decoding: Fold.key(text), as: UTF8.self)
    if CreditWords.sources.contains(whole) { return true }
    var known = 0
    var parts = 0
    for part in text.split(whereSeparator: { [0x2F, 0x2D, 0x2C, 0x7C, 0x3D].contains($0) }) {
      parts += 1
      if CreditWords.sources.contains(Fold.key(part)) { known += 1 }
    }
    guard parts > 1, known > 0 else { return false }
    return known * 2 >= parts && words(text) <= 8
  }

  private static func words(_ text: ArraySlice<UInt8>) -> Int { text.split(separator: 0x20).count }

  /// Length of the marker that `text` begins with; 0 when it begins with none.
  private static func markerLength(_ text: ArraySlice<UInt8>) -> Int {
    guard let first = text.first, first != 0x20 else { return 0 }
    if first < 0x80, CreditWords.markersByFirstByte[Int(Clean.isLetter(first) ? first | 0x20 : first)].isEmpty {
      return 0
    }
    // Whole characters only: half a letter would keep the others from being lowered.
    var head = text.prefix(40)
    if text.count > 40 {
      while let last = head.last, last >= 0x80, text[head.endIndex] & 0xC0 == 0x80 { head = head.dropLast() }
    }
    let lower = lowered(head)
    guard let start = lower.first else { return 0 }
    for marker in CreditWords.markersByFirstByte[Int(start)] where lower.starts(with: marker) {
      let end = text.startIndex + marker.count
      // The marker must end there: "Photographers" is no "Photo".
      if end >= text.endIndex || !isWordByte(text[end])
        || marker.last.map({ $0 >= 0x80 && marker.count <= 12 && isWide(marker) }) ?? false
      {
        return marker.count
      }
    }
    return 0
  }

  /// Lower case with the length kept, which the letters of these scripts allow.
  private static func lowered(_ text: ArraySlice<UInt8>) -> [UInt8] {
    let low = Array(String(decoding: text, as: UTF8.self).lowercased().utf8)
    return low.count == text.count ? low : text.map { Clean.isLetter($0) ? $0 | 0x20 : $0 }
  }

  private static func isWide(_ marker: [UInt8]) -> Bool { marker[0] >= 0xE3 }
  private static func isWordByte(_ byte: UInt8) -> Bool {
    Clean.isLetter(byte) || Clean.isDigit(byte) || byte >= 0x80 && byte != 0xC2 && byte != 0xEF && byte != 0xE2
  }

  private static func hasColonAfterMarker(_ text: [UInt8], _ rest: Range<Int>, _ length: Int) -> Bool {
    var at = rest.lowerBound + length
    while at < rest.upperBound, text[at] == 0x20 { at += 1 }
    guard at < rest.upperBound else { return false }
    if text[at] == 0x3A || text[at] == 0x3D
      || text[at] == 0xEF && at + 2 < rest.upperBound && text[at + 1] == 0xBC
        && [0x9A, 0x9D, 0x8F].contains(text[at + 2])
    {
      return true
    }
    return false
  }

  private static func isByForm(_ marker: ArraySlice<UInt8>) -> Bool {
    let low = lowered(marker)
    return low.suffix(3).elementsEqual(Array(" by".utf8)) || low.suffix(3).elementsEqual(Array(" of".utf8))
      || low.suffix(3).elementsEqual(Array(" di".utf8))
  }

  private static func endsPart(_ text: ArraySlice<UInt8>) -> Bool {
    guard let last = text.last else { return true }
    return [0x2E, 0x21, 0x3F, 0x2F, 0x7C, 0x29, 0x22, 0x0A, 0x2D].contains(last)
      || last >= 0x80 && text.suffix(3).first == 0xE2
  }

  private static func hasLowerStart(_ text: ArraySlice<UInt8>) -> Bool {
    String(decoding: text.prefix(8), as: UTF8.self).unicodeScalars.first { $0.properties.isAlphabetic }?.properties
      .isLowercase ?? true
  }

  private static func isShouted(_ text: ArraySlice<UInt8>) -> Bool {
    var capitals = 0
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
      if scalar.properties.isLowercase || scalar.properties.numericType != nil { return false }
      if scalar.properties.isUppercase { capitals += 1 }
    }
    return capitals >= 6
  }

  private static func opener(for close: UInt8) -> UInt8? { close == 0x5D ? 0x5B : close == 0x29 ? 0x28 : nil }

  private static func startsWithCopyright(_ text: ArraySlice<UInt8>) -> Bool { text.starts(with: [0xC2, 0xA9]) }

  private static func lastCopyright(_ text: [UInt8], _ range: Range<Int>) -> Int? {
    var at = range.upperBound - 1
    while at > range.lowerBound {
      if text[at] == 0xA9, text[at - 1] == 0xC2 { return at - 1 }
      at -= 1
    }
    return nil
  }

  // MARK: Cleaning

  /// The name behind "Photo:", "©", "(c)" and brackets. "Courtesy of X" keeps its words: they say whose picture it is.
  private static func unmarked(_ credit: String) -> String {
    var bytes = Array(credit.utf8)
    var changed = true
    while changed {
      changed = false
      var range = Clean.trim(bytes, 0..<bytes.count)
      while let first = bytes[range].first, [0x28, 0x5B, 0x3A, 0x3D, 0x2F, 0x7C, 0x2D].contains(first) {
        range = Clean.trim(bytes, (range.lowerBound + 1)..<range.upperBound)
        changed = true
      }
      if let last = bytes[range].last, last == 0x5D || last == 0x29 && !bytes[range].contains(0x28) {
        range = Clean.trim(bytes, range.lowerBound..<(range.upperBound - 1))
        changed = true
      }
      if bytes[range].starts(with: [0xC2, 0xA9]) {
        range = Clean.trim(bytes, (range.lowerBound + 2)..<range.upperBound)
        changed = true
      } else if bytes[range].starts(with: [0xEF, 0xBC, 0x9A]) || bytes[range].starts(with: [0xEF, 0xBC, 0x9D]) {
        range = Clean.trim(bytes, (range.lowerBound + 3)..<range.upperBound)
        changed = true
      }
      let length = markerLength(bytes[range])
      let marker = bytes[range].prefix(length)
      if length > 0, length < range.count, !lowered(marker).starts(with: Array("courtesy".utf8)),
        hasColonAfterMarker(bytes, range, length)
          || isByForm(marker) && !lowered(marker).contains(Array("courtesy".utf8))
      {
        range = Clean.trim(bytes, (range.lowerBound + length)..<range.upperBound)
        changed = true
      } else if length > 0, length + 1 < range.count, isWide(Array(marker)) || isBare(marker, bytes[range]),
        bytes[range][range.lowerBound + length] == 0x20
      {
        // "[사진 한들재단]"
        range = Clean.trim(bytes, (range.lowerBound + length)..<range.upperBound)
        changed = true
      }
      if let tail = CreditWords.tails.first(where: {
        range.count > $0.count + 2 && bytes[range].suffix($0.count).elementsEqual($0)
          && bytes[range.upperBound - $0.count - 1] == 0x20
      }) {
        range = Clean.trim(bytes, range.lowerBound..<(range.upperBound - tail.count))
        changed = true
      }
      bytes = Array(bytes[range])
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func withoutTail(_ caption: ArraySlice<UInt8>) -> String {
    var rest = caption
    while let last = rest.last, [0x20, 0x2F, 0x7C, 0x2D, 0x28, 0x5B].contains(last) { rest = rest.dropLast() }
    return String(decoding: rest, as: UTF8.self)
  }
}

extension [UInt8] {
  fileprivate func contains(_ part: [UInt8]) -> Bool { Fold.contains(self, part) }
}
