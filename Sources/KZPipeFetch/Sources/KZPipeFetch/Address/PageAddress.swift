/// An http or https address in one spelling: what is checked is what is connected to, since the text that others parse is
/// built from the parts.
///
/// Read strictly (RFC 3986): no user, no port 0, no host in forms that libraries understand differently. Characters that an
/// address may not hold are percent-encoded in path and query; the fragment is dropped.
public struct PageAddress: Sendable, Hashable, CustomStringConvertible {
  public enum Scheme: String, Sendable {
    case http, https
    public var port: Int { self == .http ? 80 : 443 }
  }

  /// Scheme, host and port: what has a `robots.txt` of its own.
  public struct Origin: Sendable, Hashable {
    public var scheme: Scheme
    /// Lower case; an IPv6 address without brackets.
    public var host: String
    public var port: Int

    /// As it stands in a `Host` field.
    public var authority: String {
      (host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host) + (port == scheme.port ? "" : ":\(port)")
    }
  }

  /// Longest address that is taken, in bytes.
  static let maximumLength = 8192

  public var origin: Origin
  /// Path and query, percent-encoded; begins with a slash.
  public var target: String

  public var host: String { origin.host }
  public var description: String { "\(origin.scheme.rawValue)://\(origin.authority)\(target)" }

  public init(_ text: String) throws(FetchFailure) {
    var rest = try Self.trimmed(text)[...]
    guard let scheme = Self.scheme(&rest) else {
      throw FetchFailure(
        .badAddress, "it is no http or https address", advice: "addresses begin with http:// or https://")
    }
    guard rest.starts(with: "//".utf8) else { throw FetchFailure(.badAddress, "the address has no host") }
    self = try Self.withAuthority(rest.dropFirst(2), scheme)
  }

  /// The address that `reference` means on this page (RFC 3986, section 5.2).
  public func resolve(_ reference: String) throws(FetchFailure) -> PageAddress {
    let bytes = try Self.trimmed(reference)
    var rest = bytes[...]
    if Self.hasScheme(rest) { return try PageAddress(reference) }
    if rest.starts(with: "//".utf8) { return try Self.withAuthority(rest.dropFirst(2), origin.scheme) }
    rest = rest.prefix { $0 != UInt8(ascii: "#") }
    var resolved = self
    if rest.first == UInt8(ascii: "/") {
      resolved.target = Self.target(rest)
    } else if rest.first == UInt8(ascii: "?") {
      resolved.target = Self.target(Array(target.utf8.prefix { $0 != UInt8(ascii: "?") })[...] + rest)
    } else if !rest.isEmpty {
      let path = target.utf8.prefix { $0 != UInt8(ascii: "?") }
      let directory = path.prefix(
        path.lastIndex(of: UInt8(ascii: "/")).map { path.distance(from: path.startIndex, to: $0) + 1 } ?? 0)
      resolved.target = Self.target(Array(directory)[...] + rest)
    }
    guard resolved.description.utf8.count <= Self.maximumLength else { throw Self.tooLong }
    return resolved
  }

  private init(origin: Origin, target: String) {
    self.origin = origin
    self.target = target
  }

  // MARK: Parts

  private static let tooLong = FetchFailure(.badAddress, "the address is longer than \(maximumLength) bytes")

  private static func trimmed(_ text: String) throws(FetchFailure) -> [UInt8] {
    var bytes = Array(text.utf8)[...]
    while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
    bytes = bytes.drop { $0 <= 0x20 }
    guard bytes.count <= maximumLength else { throw tooLong }
    guard !bytes.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
      throw FetchFailure(.badAddress, "the address holds a control character")
    }
    return Array(bytes)
  }

  /// Whether a scheme of whatever name stands in front.
  private static func hasScheme(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), let first = bytes.first, isLetter(first) else {
      return false
    }
    return bytes[..<colon].allSatisfy { isLetter($0) || isDigit($0) || "+-.".utf8.contains($0) }
  }

  private static func scheme(_ bytes: inout ArraySlice<UInt8>) -> Scheme? {
    guard hasScheme(bytes), let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    defer { bytes = bytes[(colon + 1)...] }
    return Scheme(rawValue: String(decoding: bytes[..<colon], as: UTF8.self).lowercased())
  }

  private static func withAuthority(_ bytes: ArraySlice<UInt8>, _ scheme: Scheme) throws(FetchFailure) -> PageAddress {
    let authority = bytes.prefix { !"/?#".utf8.contains($0) }
    guard !authority.contains(UInt8(ascii: "@")) else {
      throw FetchFailure(
        .badAddress, "the address holds a user or password", advice: "leave out what stands before the @")
    }
    let (name, port) = try split(authority)
    let origin = Origin(scheme: scheme, host: try HostName.canonical(name), port: port ?? scheme.port)
    let rest = bytes[authority.endIndex...].prefix { $0 != UInt8(ascii: "#") }
    let address = PageAddress(origin: origin, target: target(rest))
    guard address.description.utf8.count <= maximumLength else { throw tooLong }
    return address
  }

  private static func split(_ authority: ArraySlice<UInt8>) throws(FetchFailure) -> (ArraySlice<UInt8>, port: Int?) {
    // Colons of an IPv6 address stand between brackets.
    let end = authority.lastIndex(of: UInt8(ascii: "]")) ?? authority.startIndex
    guard let colon = authority[end...].lastIndex(of: UInt8(ascii: ":")) else { return (authority, nil) }
    let digits = authority[(colon + 1)...]
    if digits.isEmpty { return (authority[..<colon], nil) }
    guard digits.count <= 5, digits.allSatisfy(isDigit), let port = Int(String(decoding: digits, as: UTF8.self)),
      (1...65535).contains(port)
    else { throw FetchFailure(.badAddress, "the port is no number from 1 to 65535") }
    return (authority[..<colon], port)
  }

  /// Path and query: a slash in front, dot segments resolved (RFC 3986, section 5.2.4), the rest percent-encoded.
  private static func target(_ bytes: ArraySlice<UInt8>) -> String {
    let path = bytes.prefix { $0 != UInt8(ascii: "?") }
    var segments: [ArraySlice<UInt8>] = []
    var endsInDirectory = false
    for segment in path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).dropFirst(
      path.first == UInt8(ascii: "/") ? 1 : 0)
    {
      endsInDirectory = segment.elementsEqual(".".utf8) || segment.elementsEqual("..".utf8)
      if segment.elementsEqual("..".utf8) { _ = segments.popLast() }
      if !endsInDirectory { segments.append(segment) }
    }
    if endsInDirectory { segments.append([]) }
    var out: [UInt8] = []
    for segment in segments {
      out.append(UInt8(ascii: "/"))
      encode(segment, into: &out)
    }
    if out.isEmpty { out = [UInt8(ascii: "/")] }
    encode(bytes[path.endIndex...], into: &out)
    return String(decoding: out, as: UTF8.self)
  }

  private static func encode(_ bytes: ArraySlice<UInt8>, into out: inout [UInt8]) {
    for byte in bytes {
      if byte > 0x20, byte < 0x7F, !"\"<>\\^`{|}".utf8.contains(byte) {
        out.append(byte)
      } else {
        out += [UInt8(ascii: "%"), hex(byte >> 4), hex(byte & 15)]
      }
    }
  }

  private static func hex(_ digit: UInt8) -> UInt8 { digit < 10 ? 0x30 + digit : 0x41 + digit - 10 }
  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
