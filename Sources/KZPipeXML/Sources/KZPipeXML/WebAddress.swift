/// Addresses that an exported document may carry: absolute, of a harmless scheme, and written as RFC 3986 wants them.
public enum WebAddress {
  /// Longest address that is taken over, in bytes.
  public static let maximumLength = 8192

  /// The address of a link, or `nil` when it is relative, of another scheme than http, https, mailto, tel, urn or tag, or too long.
  public static func link(_ address: String) -> String? {
    guard let scheme = scheme(of: address) else { return nil }
    switch scheme {
    case "http", "https": return web(address)
    case "mailto", "tel", "urn", "tag": return encoded(address, from: scheme.utf8.count + 1)
    default: return nil
    }
  }

  /// An http or https address with a dotted host, or `nil`.
  public static func web(_ address: String?) -> String? {
    guard let address, let scheme = scheme(of: address), scheme == "http" || scheme == "https" else { return nil }
    guard let host = host(of: address), host.utf8.contains(UInt8(ascii: ".")) else { return nil }
    return encoded(address, from: scheme.utf8.count + 3)
  }

  /// Host of an http or https address in lower case, without user and port.
  public static func host(of address: String?) -> String? {
    guard let address, let scheme = scheme(of: address), scheme == "http" || scheme == "https" else { return nil }
    let rest = trimmed(address).utf8.dropFirst(scheme.utf8.count + 1)
    guard rest.starts(with: "//".utf8) else { return nil }
    let ends: [UInt8] = [UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#")]
    var authority = rest.dropFirst(2).prefix { !ends.contains($0) }
    if let at = authority.lastIndex(of: UInt8(ascii: "@")) { authority = authority[authority.index(after: at)...] }
    let host = authority.prefix { $0 != UInt8(ascii: ":") }
    let isPlain = host.allSatisfy { byte in
      byte >= 0x80 || (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == 0x2D
        || byte == 0x2E
        || byte == 0x5F
    }
    guard isPlain, let first = host.first, first != UInt8(ascii: "."), host.last != UInt8(ascii: ".") else {
      return nil
    }
    return String(decoding: host, as: UTF8.self).lowercased()
  }

  /// Scheme in lower case.
  public static func scheme(of address: String) -> String? {
    let bytes = trimmed(address).utf8
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), colon != bytes.startIndex else { return nil }
    let scheme = bytes[..<colon]
    guard let first = scheme.first, (0x61...0x7A).contains(first | 0x20), scheme.count <= 16 else { return nil }
    let isScheme = scheme.allSatisfy { byte in
      (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == 0x2B || byte == 0x2D
        || byte == 0x2E
    }
    return isScheme ? String(decoding: scheme, as: UTF8.self).lowercased() : nil
  }

  private static func trimmed(_ address: String) -> Substring {
    var bytes = address.utf8[...]
    while let first = bytes.first, first <= 0x20 { bytes.removeFirst() }
    while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
    return Substring(bytes)
  }

  /// Percent-encodes what RFC 3986 does not allow after the first `from` bytes, non-ASCII characters included.
  private static func encoded(_ address: String, from start: Int) -> String? {
    let bytes = Array(trimmed(address).utf8)
    guard bytes.count <= maximumLength, bytes.count > start else { return nil }
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count + 8)
    var inFragment = false
    var changed = false
    for index in bytes.indices {
      let byte = bytes[index]
      let isAllowed: Bool
      switch byte {
      case 0...0x20, 0x7F...0xFF, 0x22, 0x3C, 0x3E, 0x5B, 0x5C, 0x5D, 0x5E, 0x60, 0x7B, 0x7C, 0x7D: isAllowed = false
      case UInt8(ascii: "#"):
        isAllowed = !inFragment
        inFragment = true
      case UInt8(ascii: "%"):
        isAllowed = index + 2 < bytes.count && isHexadecimal(bytes[index + 1]) && isHexadecimal(bytes[index + 2])
      default: isAllowed = true
      }
      if isAllowed {
        out.append(byte)
      } else {
        changed = true
        let digits: StaticString = "0123456789ABCDEF"
        out.append(UInt8(ascii: "%"))
        out.append(digits.utf8Start[Int(byte >> 4)])
        out.append(digits.utf8Start[Int(byte & 15)])
      }
    }
    if !changed, bytes.count == address.utf8.count { return address }
    return String(decoding: out, as: UTF8.self)
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20)
  }
}
