/// Character references that survive in JSON-LD and meta values because a site escaped them twice.
///
/// The names are those of HTML 4 for Latin-1 and of the punctuation that headlines use.
enum CharacterReferences {
  static func resolve(_ text: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(text.count)
    var at = 0
    while at < text.count {
      if text[at] == 0x26, let (scalar, end) = reference(text, pastAmpersands(text, at)) {
        out.append(contentsOf: String(Character(scalar)).utf8)
        at = end
      } else {
        out.append(text[at])
        at += 1
      }
    }
    return out
  }

  /// The place of the last ampersand of `&amp;amp;copy;`, as it would stand when all but the last had been resolved.
  private static func pastAmpersands(_ text: [UInt8], _ start: Int) -> Int {
    var at = start
    while text[(at + 1)...].starts(with: "amp;".utf8) { at += 4 }
    return at > start && reference(text, at) == nil ? at - 4 : at
  }

  private static func reference(_ text: [UInt8], _ start: Int) -> (Unicode.Scalar, Int)? {
    var at = start + 1
    let limit = min(text.count, start + 12)
    if at < limit, text[at] == 0x23 {
      at += 1
      let isHexadecimal = at < limit && text[at] | 0x20 == 0x78
      if isHexadecimal { at += 1 }
      var value: UInt32 = 0
      let first = at
      while at < limit, let digit = digit(text[at], isHexadecimal) {
        value = value &* (isHexadecimal ? 16 : 10) &+ digit
        guard value < 0x110000 else { return nil }
        at += 1
      }
      guard at > first, at < limit, text[at] == 0x3B, value >= 0x20, let scalar = Unicode.Scalar(value) else {
        return nil
      }
      return (scalar, at + 1)
    }
    while at < limit, Clean.isLetter(text[at]) || Clean.isDigit(text[at]) { at += 1 }
    guard at < limit, text[at] == 0x3B else { return nil }
    guard let value = names[String(decoding: text[(start + 1)..<at], as: UTF8.self)], let scalar = Unicode.Scalar(value)
    else { return nil }
    return (scalar, at + 1)
  }

  private static func digit(_ byte: UInt8, _ isHexadecimal: Bool) -> UInt32? {
    if Clean.isDigit(byte) { return UInt32(byte - 0x30) }
    let low = byte | 0x20
    return isHexadecimal && (0x61...0x66).contains(low) ? UInt32(low - 0x57) : nil
  }

  private static let names: [String: UInt32] = {
    var table: [String: UInt32] = [
      "amp": 0x26, "lt": 0x3C, "gt": 0x3E, "quot": 0x22, "apos": 0x27, "lsquo": 0x2018, "rsquo": 0x2019,
      "sbquo": 0x201A,
      "ldquo": 0x201C, "rdquo": 0x201D, "bdquo": 0x201E, "ndash": 0x2013, "mdash": 0x2014, "hellip": 0x2026,
      "lsaquo": 0x2039, "rsaquo": 0x203A, "euro": 0x20AC, "bull": 0x2022, "trade": 0x2122, "minus": 0x2212,
      "Scaron": 0x160, "scaron": 0x161, "OElig": 0x152, "oelig": 0x153, "Yuml": 0x178, "shy": 0xAD, "zwj": 0x200D,
      "zwnj": 0x200C, "ensp": 0x2002, "emsp": 0x2003, "thinsp": 0x2009, "prime": 0x2032, "Prime": 0x2033,
    ]
    // U+00A0 to U+00FF in order.
    let latin = [
      "nbsp", "iexcl", "cent", "pound", "curren", "yen", "brvbar", "sect", "uml", "copy", "ordf", "laquo", "not", "shy",
      "reg", "macr", "deg", "plusmn", "sup2", "sup3", "acute", "micro", "para", "middot", "cedil", "sup1", "ordm",
      "raquo", "frac14", "frac12", "frac34", "iquest", "Agrave", "Aacute", "Acirc", "Atilde", "Auml", "Aring", "AElig",
      "Ccedil", "Egrave", "Eacute", "Ecirc", "Euml", "Igrave", "Iacute", "Icirc", "Iuml", "ETH", "Ntilde", "Ograve",
      "Oacute", "Ocirc", "Otilde", "Ouml", "times", "Oslash", "Ugrave", "Uacute", "Ucirc", "Uuml", "Yacute", "THORN",
      "szlig", "agrave", "aacute", "acirc", "atilde", "auml", "aring", "aelig", "ccedil", "egrave", "eacute", "ecirc",
      "euml", "igrave", "iacute", "icirc", "iuml", "eth", "ntilde", "ograve", "oacute", "ocirc", "otilde", "ouml",
      "divide", "oslash", "ugrave", "uacute", "ucirc", "uuml", "yacute", "thorn", "yuml",
    ]
    for (offset, name) in latin.enumerated() { table[name] = 0xA0 + UInt32(offset) }
    return table
  }()
}
