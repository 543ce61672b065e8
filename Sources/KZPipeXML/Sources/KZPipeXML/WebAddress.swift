/// Addresses that an exported document may carry: absolute, of a harmless scheme, and written as RFC 3986 wants them.
public enum WebAddress {
  /// Longest address that is taken over, in bytes.
  public static let maximumLength = 8192

  /// The address of a link, or `nil` when it is relative, of another scheme than http, https, mailto, tel, urn or tag, or too long.
  public static func link(_ address: String) -> String? {
    parsed(address) { bytes, parts in
      switch parts.scheme {
      case .http, .https: parts.isDotted ? encoded(bytes, from: parts.end, address) : nil
      case .mailto, .tel, .urn, .tag: encoded(bytes, from: parts.end, address)
      case .other: nil
      }
    }
  }

  /// An http or https address with a dotted host, or `nil`.
  public static func web(_ address: String?) -> String? {
    guard let address else { return nil }
    return parsed(address) { bytes, parts in
      parts.scheme.isWeb && parts.isDotted ? encoded(bytes, from: parts.end, address) : nil
    }
  }

  /// Host of an http or https address in lower case, without user and port.
  public static func host(of address: String?) -> String? {
    guard let address else { return nil }
    return parsed(address) { bytes, parts in
      guard let host = parts.host else { return nil }
      return String(decoding: bytes[host], as: UTF8.self).lowercased()
    }
  }

  /// `https://example.com/` of an http or https address: its site.
  public static func site(of address: String) -> String? {
    parsed(address) { bytes, parts in
      guard let host = parts.host else { return nil }
      return (parts.scheme == .http ? "http://" : "https://")
        + String(decoding: bytes[host], as: UTF8.self).lowercased() + "/"
    }
  }

  /// Scheme in lower case.
  public static func scheme(of address: String) -> String? {
    var address = address
    return address.withUTF8 { bytes in
      let bytes = trimmed(bytes)
      return schemeEnd(bytes).map { String(decoding: bytes[..<$0], as: UTF8.self).lowercased() }
    }
  }

  private enum Scheme {
    case http, https, mailto, tel, urn, tag, other

    var isWeb: Bool { self == .http || self == .https }

    init(_ bytes: UnsafeBufferPointer<UInt8>.SubSequence) {
      func `is`(_ name: StaticString) -> Bool {
        bytes.count == name.utf8CodeUnitCount
          && zip(bytes, UnsafeBufferPointer(start: name.utf8Start, count: bytes.count)).allSatisfy { $0 | 0x20 == $1 }
      }
      self =
        `is`("https")
        ? .https
        : `is`("http")
          ? .http : `is`("mailto") ? .mailto : `is`("tel") ? .tel : `is`("urn") ? .urn : `is`("tag") ? .tag : .other
    }
  }

  private struct Parts {
    var scheme: Scheme
    /// One past the scheme and what follows it: `:` or `://`.
    var end: Int
    /// Of an http or https address, when it is one of plain characters.
    var host: Range<Int>?
    var isDotted = false
  }

  /// Calls `body` with the trimmed bytes of an address and its parts; `nil` when it has no scheme.
  private static func parsed(
    _ address: String, _ body: (UnsafeBufferPointer<UInt8>, Parts) -> String?
  ) -> String? {
    var address = address
    return address.withUTF8 { bytes in
      let bytes = trimmed(bytes)
      guard let colon = schemeEnd(bytes) else { return nil }
      var parts = Parts(scheme: Scheme(bytes[..<colon]), end: colon + 1)
      if parts.scheme.isWeb {
        parts.end = colon + 3
        parts.host = host(in: bytes, from: colon + 1)
        parts.isDotted = parts.host.map { bytes[$0].contains(UInt8(ascii: ".")) } ?? false
      }
      return body(bytes, parts)
    }
  }

  private static func schemeEnd(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let first = bytes.first, (0x61...0x7A).contains(first | 0x20) else { return nil }
    for index in 1..<max(1, min(bytes.count, 17)) {
      let byte = bytes[index]
      if byte == UInt8(ascii: ":") { return index }
      let isPart =
        (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == 0x2B || byte == 0x2D
        || byte == 0x2E
      if !isPart { return nil }
    }
    return nil
  }

  private static func host(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Range<Int>? {
    guard start + 2 < bytes.count, bytes[start] == UInt8(ascii: "/"), bytes[start + 1] == UInt8(ascii: "/") else {
      return nil
    }
    var low = start + 2
    var high = low
    while high < bytes.count, !isEndOfAuthority(bytes[high]) {
      if bytes[high] == UInt8(ascii: "@") { low = high + 1 }
      high += 1
    }
    if let colon = bytes[low..<high].firstIndex(of: UInt8(ascii: ":")) { high = colon }
    guard low < high, bytes[low] != UInt8(ascii: "."), bytes[high - 1] != UInt8(ascii: ".") else { return nil }
    let isPlain = bytes[low..<high].allSatisfy { byte in
      byte >= 0x80 || (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == 0x2D
        || byte == 0x2E || byte == 0x5F
    }
    return isPlain ? low..<high : nil
  }

  private static func isEndOfAuthority(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#")
  }

  private static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    var low = 0
    var high = bytes.count
    while low < high, bytes[low] <= 0x20 { low += 1 }
    while high > low, bytes[high - 1] <= 0x20 { high -= 1 }
    return UnsafeBufferPointer(rebasing: bytes[low..<high])
  }

  /// Percent-encodes what RFC 3986 does not allow, non-ASCII characters included, and writes the scheme in lower case, since
  /// readers compare it that way. `nil` when nothing follows the first `start` bytes, or too much.
  private static func encoded(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, _ address: String) -> String? {
    guard bytes.count <= maximumLength, bytes.count > start else { return nil }
    var fragments = 0
    let isClean = bytes.indices.allSatisfy { index in
      let byte = bytes[index]
      if byte == UInt8(ascii: "#") { fragments += 1 }
      return isAllowed(byte, at: index, in: bytes) && !(index < start && (0x41...0x5A).contains(byte))
    }
    if isClean, fragments < 2 {
      return bytes.count == address.utf8.count ? address : String(decoding: bytes, as: UTF8.self)
    }
    return String(decoding: rewritten(bytes), as: UTF8.self)
  }

  private static func rewritten(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count + 32)
    var inScheme = true
    var inFragment = false
    for index in bytes.indices {
      let byte = bytes[index]
      if inScheme {
        inScheme = byte != UInt8(ascii: ":")
        out.append((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
        continue
      }
      let isSecond = byte == UInt8(ascii: "#") && inFragment
      if byte == UInt8(ascii: "#") { inFragment = true }
      if isAllowed(byte, at: index, in: bytes), !isSecond {
        out.append(byte)
      } else {
        let digits: StaticString = "0123456789ABCDEF"
        out.append(UInt8(ascii: "%"))
        out.append(digits.utf8Start[Int(byte >> 4)])
        out.append(digits.utf8Start[Int(byte & 15)])
      }
    }
    return out
  }

  private static func isAllowed(_ byte: UInt8, at index: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    switch byte {
    case 0...0x20, 0x7F...0xFF, 0x22, 0x3C, 0x3E, 0x5B, 0x5C, 0x5D, 0x5E, 0x60, 0x7B, 0x7C, 0x7D: false
    case UInt8(ascii: "%"):
      index + 2 < bytes.count && isHexadecimal(bytes[index + 1]) && isHexadecimal(bytes[index + 2])
    default: true
    }
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20)
  }
}
