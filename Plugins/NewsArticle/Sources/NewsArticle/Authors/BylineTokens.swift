/// A byline taken apart: words, the marks that separate names, e-mail addresses.
enum BylineToken: Hashable {
  case word(String)
  case email(String)
  /// Comma, semicolon, vertical line, line end and the like.
  case separator
  case colon
  /// A dash with blanks around it.
  case dash
  case opening
  case closing
}

enum BylineTokenizer {
  /// - Parameter splitsSlash: whether "A/B" are two
  static func tokens(_ text: [UInt8], splitsSlash: Bool) -> [BylineToken] {
    let emails = EmailReader.addresses(in: text)
    var tokens: [BylineToken] = []
    var nextEmail = 0
    var word: [UInt8] = []
    func flush() {
      if !word.isEmpty { tokens.append(.word(String(decoding: word, as: UTF8.self))) }
      word.removeAll(keepingCapacity: true)
    }
    var at = 0
    while at < text.count, tokens.count < 200 {
      if nextEmail < emails.count, emails[nextEmail].range.lowerBound == at {
        flush()
        tokens.append(.email(emails[nextEmail].address))
        at = emails[nextEmail].range.upperBound
        nextEmail += 1
        continue
      }
      let byte = text[at]
      let space = Clean.whiteSpace(text, at: at, end: text.count, base: 0)
      if space > 0 {
        flush()
        if byte == 0x0A || byte == 0x09 { tokens.append(.separator) }
        at += space
        continue
      }
      let isSpaced = (at == 0 || text[at - 1] == 0x20) && at + 1 < text.count && text[at + 1] == 0x20
      let width = byte < 0x80 ? 1 : byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
      let end = min(text.count, at + width)
      let token: BylineToken?
      let isMiddleDot = byte == 0xE3 && text[at..<end].elementsEqual([0xE3, 0x83, 0xBB])
      switch byte {
      case 0xE3 where isMiddleDot: token = BylineWords.dottedOpeners.contains(word) ? .colon : nil
      case 0x2C, 0x3B, 0x7C: token = .separator
      case 0x2F: token = splitsSlash || isSpaced ? .separator : nil
      case 0x3A:
        // "08:15" is one word.
        let isTime = at > 0 && at + 1 < text.count && Clean.isDigit(text[at - 1]) && Clean.isDigit(text[at + 1])
        token = isTime ? nil : .colon
      case 0x2D: token = isSpaced ? .dash : nil
      case 0x28, 0x5B: token = .opening
      case 0x29, 0x5D: token = .closing
      case 0xC2: token = at + 1 < text.count && text[at + 1] == 0xB7 ? .separator : nil
      case 0xE2, 0xE3, 0xEF, 0xD8: token = wideMark(text[at..<end])
      default: token = nil
      }
      if let token {
        flush()
        tokens.append(token)
      } else {
        word.append(contentsOf: text[at..<end])
      }
      at = end
    }
    flush()
    return tokens
  }

  private static func wideMark(_ mark: ArraySlice<UInt8>) -> BylineToken? {
    switch mark.reduce(UInt32(0), { $0 << 8 | UInt32($1) }) {
    // bullet, bullet operator, ideographic comma, full-width comma, semicolon and bar, Arabic comma, Korean vowel as a bar
    case 0xE280A2, 0xE28B85, 0xE38081, 0xEFBC8C, 0xEFBC9B, 0xEFBD9C, 0xEFBC8F, 0xD88C, 0xE385A3, 0xE296AA, 0xE2978F:
      .separator
    case 0xEFBC9A: .colon
    case 0xE28093, 0xE28094, 0xE28095: .dash
    case 0xEFBC88, 0xE38090, 0xE3808C, 0xE38094: .opening
    case 0xEFBC89, 0xE38091, 0xE3808D, 0xE38095: .closing
    default: nil
    }
  }
}
