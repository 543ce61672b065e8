/// E-mail addresses inside bylines (addr-spec of RFC 5322 without quoted and commented forms).
enum EmailReader {
  struct Found: Hashable {
    let address: String
    /// Bytes of the text, brackets around the address included.
    let range: Range<Int>
  }

  static func addresses(in text: [UInt8]) -> [Found] {
    var found: [Found] = []
    var from = 0
    while let at = text[from...].firstIndex(of: 0x40) {
      var low = at
      while low > from, isLocal(text[low - 1]) { low -= 1 }
      while low < at, text[low] == 0x2E { low += 1 }
      var high = at + 1
      while high < text.count, isDomain(text[high]) { high += 1 }
      while high > at + 1, text[high - 1] == 0x2E || text[high - 1] == 0x2D { high -= 1 }
      from = max(high, at + 1)
      let domain = text[(at + 1)..<high]
      guard low < at, at - low <= 64, let dot = domain.lastIndex(of: 0x2E), dot > at + 1, high - dot >= 3,
        domain[(dot + 1)...].allSatisfy(Clean.isLetter)
      else { continue }
      let address = String(decoding: text[low..<high], as: UTF8.self)
      var start = low
      var end = high
      let lowered = text[..<low].suffix(7).map { $0 | 0x20 }
      if lowered.elementsEqual(Array("mailto:".utf8)) { start -= 7 }
      if start > 0, end < text.count, [0x5B, 0x28, 0x3C].contains(text[start - 1]),
        [0x5D, 0x29, 0x3E].contains(text[end])
      {
        start -= 1
        end += 1
      }
      found.append(Found(address: address, range: start..<end))
      from = max(from, end)
      if found.count >= 16 { break }
    }
    return found
  }

  private static func isLocal(_ byte: UInt8) -> Bool {
    Clean.isLetter(byte) || Clean.isDigit(byte) || [0x2E, 0x5F, 0x2D, 0x2B, 0x25].contains(byte)
  }

  private static func isDomain(_ byte: UInt8) -> Bool {
    Clean.isLetter(byte) || Clean.isDigit(byte) || byte == 0x2E || byte == 0x2D
  }
}
