import Glibc

/// Hosts in the one spelling that every library reads alike.
enum HostName {
  /// Lower case, international labels as `xn--` (RFC 3492), an IPv6 address without its brackets.
  static func canonical(_ bytes: ArraySlice<UInt8>) throws(FetchFailure) -> String {
    if bytes.first == UInt8(ascii: "[") {
      guard bytes.last == UInt8(ascii: "]"),
        let address = IPAddress(String(decoding: bytes.dropFirst().dropLast(), as: UTF8.self)), address.isVersion6
      else { throw FetchFailure(.badAddress, "what stands between the brackets is no IPv6 address") }
      return address.description
    }
    var labels: [String] = []
    for label in String(decoding: bytes, as: UTF8.self).lowercased().split(
      separator: ".", omittingEmptySubsequences: false)
    {
      labels.append(try Self.label(label))
    }
    // The root may be written.
    if labels.count > 1, labels.last == "" { labels.removeLast() }
    let name = labels.joined(separator: ".")
    guard !labels.contains(""), name.utf8.count <= 253 else {
      throw FetchFailure(.badAddress, "the host is no valid name")
    }
    if let last = labels.last?.utf8, last.allSatisfy({ (0x30...0x39).contains($0) }) || last.starts(with: "0x".utf8) {
      // `127.1`, `0x7f000001` and the like mean addresses to some and names to others.
      guard let address = IPAddress(name), address.description == name else {
        throw FetchFailure(
          .badAddress, "the host is an IP address in an unusual form", advice: "write it as four decimal numbers")
      }
    }
    return name
  }

  private static func label(_ label: Substring) throws(FetchFailure) -> String {
    let bytes = label.utf8
    if bytes.allSatisfy({ $0 < 0x80 }) {
      guard bytes.count <= 63, bytes.allSatisfy(isAllowed) else {
        throw FetchFailure(.badAddress, "the host holds a character that no name may have")
      }
      return String(label)
    }
    let scalars = label.unicodeScalars
    // What is neither letter, mark nor digit has no place in a name (RFC 5892), and full-width forms are another name's.
    guard scalars.allSatisfy({ $0.isASCII ? isAllowed(UInt8($0.value)) : isLetter($0) }),
      let encoded = Punycode.encode(Array(scalars)), encoded.utf8.count <= 59
    else { throw FetchFailure(.badAddress, "the host holds a character that no name may have") }
    return "xn--" + encoded
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: "_")
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    guard !scalar.properties.isNoncharacterCodePoint, !(0xFF00...0xFFEF).contains(scalar.value) else { return false }
    switch scalar.properties.generalCategory {
    case .lowercaseLetter, .otherLetter, .modifierLetter, .nonspacingMark, .spacingMark, .decimalNumber: return true
    default: return false
    }
  }
}

/// Labels of international names in ASCII (RFC 3492, section 6.3).
enum Punycode {
  /// `nil` when the label is too long to be one.
  static func encode(_ scalars: [Unicode.Scalar]) -> String? {
    guard scalars.count <= 63 else { return nil }
    var out = scalars.filter(\.isASCII).map { Character($0) }
    let basic = out.count
    var handled = basic
    if basic > 0 { out.append("-") }
    var (n, delta, bias): (UInt32, UInt32, UInt32) = (128, 0, 72)
    while handled < scalars.count {
      guard let next = scalars.map(\.value).filter({ $0 >= n }).min() else { return nil }
      delta += (next - n) * UInt32(handled + 1)
      n = next
      for scalar in scalars {
        if scalar.value < n { delta += 1 }
        guard scalar.value == n else { continue }
        var q = delta
        var k: UInt32 = 36
        while true {
          let threshold = k <= bias ? 1 : k >= bias + 26 ? 26 : k - bias
          if q < threshold { break }
          out.append(digit(threshold + (q - threshold) % (36 - threshold)))
          q = (q - threshold) / (36 - threshold)
          k += 36
        }
        out.append(digit(q))
        bias = adapted(delta, count: UInt32(handled + 1), isFirst: handled == basic)
        delta = 0
        handled += 1
      }
      delta += 1
      n += 1
    }
    return String(out)
  }

  private static func digit(_ value: UInt32) -> Character {
    Character(Unicode.Scalar(UInt8(value < 26 ? 0x61 + value : 0x30 + value - 26)))
  }

  private static func adapted(_ delta: UInt32, count: UInt32, isFirst: Bool) -> UInt32 {
    var delta = isFirst ? delta / 700 : delta / 2
    delta += delta / count
    var k: UInt32 = 0
    while delta > 455 {
      delta /= 35
      k += 36
    }
    return k + 36 * delta / (delta + 38)
  }
}
