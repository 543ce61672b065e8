import KZPipeXML
import KZPipeKit
import KZPipeText

/// Forms that values of news documents must have. Exporters hold their values to the same.
public enum NewsForm {
  /// A `tag:` (RFC 4151), `urn:newsml:` (RFC 3085) or `urn:uuid:` (RFC 9562) URI of printable ASCII.
  public static func isGUID(_ text: String) -> Bool {
    let bytes = text.utf8
    guard bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return false }
    if text.hasPrefix("tag:") {
      let rest = text.dropFirst(4)
      guard let colon = rest.firstIndex(of: ":"), rest.index(after: colon) < rest.endIndex else { return false }
      let authority = rest[..<colon].split(separator: ",", omittingEmptySubsequences: false)
      guard authority.count == 2, let first = authority[0].utf8.first, isAlphanumeric(first) else { return false }
      let isName = authority[0].utf8.allSatisfy { isAlphanumeric($0) || ".@_-".utf8.contains($0) }
      return isName && isDate(authority[1])
    }
    if text.hasPrefix("urn:newsml:") {
      let parts = text.dropFirst(11).split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3, !parts[0].isEmpty, !parts[2].isEmpty else { return false }
      return parts[1].utf8.count >= 8 && parts[1].utf8.prefix(8).allSatisfy(isDigit)
    }
    if text.hasPrefix("urn:uuid:") {
      let groups = text.dropFirst(9).split(separator: "-", omittingEmptySubsequences: false)
      return groups.map(\.utf8.count) == [8, 4, 4, 4, 12]
        && groups.allSatisfy { $0.utf8.allSatisfy { isDigit($0) || (0x61...0x66).contains($0 | 0x20) } }
    }
    return false
  }

  /// A full date and time with its zone: `2026-03-20T08:30:00Z`.
  public static func isMoment(_ text: some StringProtocol) -> Bool {
    var text = String(text)
    return text.withUTF8 { bytes in
      guard (20...40).contains(bytes.count), isDay(bytes), bytes[10] == UInt8(ascii: "T"),
        bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"), let hour = pair(bytes, 11), hour < 24,
        let minute = pair(bytes, 14), minute < 60, let second = pair(bytes, 17), second <= 60
      else { return false }
      var at = 19
      if bytes[at] == UInt8(ascii: ".") {
        at += 1
        while at < bytes.count, isDigit(bytes[at]) { at += 1 }
        if at == 20 || at == bytes.count { return false }
      }
      if bytes[at] == UInt8(ascii: "Z") { return at + 1 == bytes.count }
      guard bytes[at] == UInt8(ascii: "+") || bytes[at] == UInt8(ascii: "-"), at + 6 == bytes.count,
        bytes[at + 3] == UInt8(ascii: ":"), let hours = pair(bytes, at + 1), let minutes = pair(bytes, at + 4)
      else { return false }
      // XML Schema, part 2, section 3.2.7.3: zones reach to 14 hours.
      return minutes < 60 && hours * 60 + minutes <= 14 * 60
    }
  }

  /// A year, month or day: `2026-03`.
  public static func isDate(_ text: some StringProtocol) -> Bool {
    var text = String(text)
    return text.withUTF8 { bytes in
      switch bytes.count {
      case 4: return isYear(bytes)
      case 7:
        return isYear(bytes) && bytes[4] == UInt8(ascii: "-") && pair(bytes, 5).map { (1...12).contains($0) } ?? false
      case 10: return isDay(bytes)
      default: return false
      }
    }
  }

  private static func isYear(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    pair(bytes, 0) != nil && pair(bytes, 2) != nil && bytes.prefix(4).contains { $0 != 0x30 }
  }

  /// Whether the first ten bytes are a day that exists.
  private static func isDay(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard isYear(bytes), bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"), let century = pair(bytes, 0),
      let year = pair(bytes, 2), let month = pair(bytes, 5), (1...12).contains(month), let day = pair(bytes, 8)
    else { return false }
    return (1...PartialDate.days(in: month, of: century * 100 + year)).contains(day)
  }

  /// The number that two digits make.
  private static func pair(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int? {
    guard isDigit(bytes[at]), isDigit(bytes[at + 1]) else { return nil }
    return Int(bytes[at] - 0x30) * 10 + Int(bytes[at + 1] - 0x30)
  }

  /// `alias:code` without white space; an address is none.
  public static func isQCode(_ text: some StringProtocol) -> Bool {
    alias(of: text).map { !isScheme($0) } ?? false
  }

  /// Whether what stands before the colon begins an address.
  static func isScheme(_ alias: String) -> Bool {
    switch alias {
    case "http", "https", "urn", "tag", "mailto": true
    default: false
    }
  }

  static func alias(of text: some StringProtocol) -> String? {
    let bytes = text.utf8
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), colon != bytes.startIndex,
      bytes.index(after: colon) < bytes.endIndex, bytes.allSatisfy({ $0 > 0x20 }),
      bytes.allSatisfy({ $0 < 0x7F }) || !text.unicodeScalars.contains(where: XMLText.isWhiteSpace)
    else { return nil }
    return String(text[..<colon])
  }

  /// A BCP 47 tag in canonical case of the common shape language[-Script][-REGION][-variant…].
  public static func isLanguageTag(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard let language = parts.first, (2...3).contains(language.utf8.count),
      language.utf8.allSatisfy({ (0x61...0x7A).contains($0) })
    else { return false }
    var rest = parts.dropFirst()
    if let script = rest.first, script.utf8.count == 4, let first = script.utf8.first, (0x41...0x5A).contains(first),
      script.utf8.dropFirst().allSatisfy({ (0x61...0x7A).contains($0) })
    {
      rest = rest.dropFirst()
    }
    if let region = rest.first {
      let isCountry = region.utf8.count == 2 && region.utf8.allSatisfy { (0x41...0x5A).contains($0) }
      if isCountry || region.utf8.count == 3 && region.utf8.allSatisfy(isDigit) { rest = rest.dropFirst() }
    }
    return rest.allSatisfy { (4...8).contains($0.utf8.count) && $0.utf8.allSatisfy(isAlphanumeric) }
  }

  /// An http or https address with a dotted host, without white space.
  public static func isWebAddress(_ text: String) -> Bool {
    WebAddress.web(text) != nil && !text.unicodeScalars.contains(where: XMLText.isWhiteSpace)
  }

  /// A whole number from 1.
  public static func isCount(_ text: String) -> Bool {
    guard let first = text.utf8.first, first != 0x30, text.utf8.count <= 18 else { return false }
    return text.utf8.allSatisfy(isDigit)
  }

  /// The parts of a value between white space, as XML Schema splits lists.
  static func list(_ value: String) -> [Substring] {
    if !value.utf8.contains(where: { $0 <= 0x20 }) { return value.isEmpty ? [] : [value[...]] }
    return value.utf8.split { $0 <= 0x20 }.map { Substring($0) }
  }

  /// White space as single blanks, none at the ends.
  public static func collapsed(_ text: String) -> String {
    var text = text
    let isCollapsed = text.withUTF8 { utf8 in
      var previous: UInt8 = 0x20
      for byte in utf8 {
        // White space beyond ASCII begins with one of these bytes.
        if byte < 0x20 || byte == 0xC2 || (0xE1...0xE3).contains(byte) { return false }
        if byte == 0x20, previous == 0x20 { return false }
        previous = byte
      }
      return utf8.isEmpty || previous != 0x20
    }
    return isCollapsed ? text : rebuilt(text)
  }

  private static func rebuilt(_ text: String) -> String {
    var out = String.UnicodeScalarView()
    var isGap = false
    for scalar in text.unicodeScalars {
      if XMLText.isWhiteSpace(scalar) || scalar.value == 0x85 {
        isGap = true
      } else {
        if isGap, !out.isEmpty { out.append(" ") }
        isGap = false
        out.append(scalar)
      }
    }
    return String(out)
  }

  /// A short quotation for messages.
  static func quoted(_ text: String) -> String {
    let flat = collapsed(text)
    return "\"" + (flat.unicodeScalars.count > 60 ? String(flat.unicodeScalars.prefix(57)) + "..." : flat) + "\""
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool { isDigit(byte) || (0x61...0x7A).contains(byte | 0x20) }
}
