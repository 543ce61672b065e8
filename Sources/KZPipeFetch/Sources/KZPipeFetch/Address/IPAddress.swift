import Glibc

/// An IP address, and whether it lies in the public internet.
public struct IPAddress: Sendable, Hashable, CustomStringConvertible {
  /// Four or sixteen, in the order of the network.
  private let bytes: [UInt8]

  /// Reads four decimal numbers or an IPv6 address; no other forms, no zone.
  public init?(_ text: String) {
    var four = in_addr()
    var sixteen = in6_addr()
    if inet_pton(AF_INET, text, &four) == 1 {
      bytes = withUnsafeBytes(of: &four) { Array($0) }
    } else if inet_pton(AF_INET6, text, &sixteen) == 1 {
      bytes = withUnsafeBytes(of: &sixteen) { Array($0) }
    } else {
      return nil
    }
  }

  init?(_ address: UnsafePointer<sockaddr>) {
    switch Int32(address.pointee.sa_family) {
    case AF_INET:
      bytes = address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { pointer in
        withUnsafeBytes(of: pointer.pointee.sin_addr) { Array($0) }
      }
    case AF_INET6:
      bytes = address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { pointer in
        withUnsafeBytes(of: pointer.pointee.sin6_addr) { Array($0) }
      }
    default: return nil
    }
  }

  var isVersion6: Bool { bytes.count == 16 }

  public var description: String {
    var text = [CChar](repeating: 0, count: 64)
    let family = isVersion6 ? AF_INET6 : AF_INET
    guard inet_ntop(family, bytes, &text, socklen_t(text.count)) != nil else { return "" }
    return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// False for everything that IANA's registries of special addresses set apart (RFC 6890): this host, private, shared,
  /// link-local and unique-local networks, documentation, benchmarks, multicast, the broadcast, and IPv6 forms that stand
  /// for an IPv4 address behind a translator.
  public var isPublic: Bool {
    if isVersion6 {
      // All public addresses so far are in 2000::/3; mapped (::ffff:0:0/96) and NAT64 (64:ff9b::/96) ones are not.
      return bytes[0] & 0xE0 == 0x20 && !Self.special6.contains { $0.contains(bytes) }
    }
    return !Self.special4.contains { $0.contains(bytes) }
  }

  private struct Network {
    var prefix: [UInt8]
    var bits: Int

    func contains(_ address: [UInt8]) -> Bool {
      for index in 0..<(bits + 7) / 8 {
        let mask: UInt8 = bits - index * 8 >= 8 ? 0xFF : ~(0xFF >> UInt8(bits - index * 8))
        let byte = index < prefix.count ? prefix[index] : 0
        if address[index] & mask != byte & mask { return false }
      }
      return true
    }
  }

  private static let special4 = [
    Network(prefix: [0], bits: 8), Network(prefix: [10], bits: 8), Network(prefix: [100, 64], bits: 10),
    Network(prefix: [127], bits: 8), Network(prefix: [169, 254], bits: 16), Network(prefix: [172, 16], bits: 12),
    Network(prefix: [192, 0, 0], bits: 24), Network(prefix: [192, 0, 2], bits: 24),
    Network(prefix: [192, 88, 99], bits: 24), Network(prefix: [192, 168], bits: 16),
    Network(prefix: [198, 18], bits: 15), Network(prefix: [198, 51, 100], bits: 24),
    Network(prefix: [203, 0, 113], bits: 24), Network(prefix: [224], bits: 3),
  ]

  /// Inside 2000::/3: protocols with Teredo, documentation, 6to4.
  private static let special6 = [
    Network(prefix: [0x20, 0x01, 0x00], bits: 23), Network(prefix: [0x20, 0x01, 0x0D, 0xB8], bits: 32),
    Network(prefix: [0x20, 0x02], bits: 16), Network(prefix: [0x3F, 0xFF, 0x00], bits: 20),
  ]
}
