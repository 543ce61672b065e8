internal import CSHA256

/// SHA-256 (FIPS 180-4), for identities of documents and content, not for secrets.
///
/// Written out here because the alternative, a whole cryptography library, would be compiled into every module.
public enum SHA256 {
  /// 64 lower-case hexadecimal digits.
  public static func hexDigest(of bytes: some Sequence<UInt8>) -> String {
    let digest = bytes.withContiguousStorageIfAvailable(hash) ?? Array(bytes).withUnsafeBufferPointer(hash)
    let digits = Array("0123456789abcdef".utf8)
    return String(unsafeUninitializedCapacity: 64) { out in
      for (index, byte) in digest.enumerated() {
        out[2 * index] = digits[Int(byte >> 4)]
        out[2 * index + 1] = digits[Int(byte & 15)]
      }
      return 64
    }
  }

  /// 32 bytes.
  public static func digest(of bytes: [UInt8]) -> [UInt8] { bytes.withUnsafeBufferPointer(hash) }

  private static let hasInstructions = csha256_is_available() != 0

  private static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    hash(bytes, withInstructions: hasInstructions)
  }

  /// - Parameter withInstructions: whether the processor's own instructions do the whole blocks.
  static func hash(_ bytes: UnsafeBufferPointer<UInt8>, withInstructions: Bool) -> [UInt8] {
    var state = SHA256State()
    let whole = bytes.count / 64 * 64
    if withInstructions, let start = bytes.baseAddress {
      state.withWords { csha256_blocks($0, start, whole / 64) }
    } else {
      for offset in stride(from: 0, to: whole, by: 64) {
        state.absorb(UnsafeBufferPointer(rebasing: bytes[offset..<offset + 64]))
      }
    }
    // Padding of section 5.1.1: a one bit, zeros, and the length in bits as 64 bits, big endian.
    var tail = Array(bytes[whole...])
    tail.append(0x80)
    tail.append(contentsOf: repeatElement(0, count: (120 - tail.count % 64) % 64))
    let bits = UInt64(bytes.count) * 8
    for shift in stride(from: 56, through: 0, by: -8) { tail.append(UInt8(truncatingIfNeeded: bits >> UInt64(shift))) }
    tail.withUnsafeBufferPointer { tail in
      for offset in stride(from: 0, to: tail.count, by: 64) {
        state.absorb(UnsafeBufferPointer(rebasing: tail[offset..<offset + 64]))
      }
    }
    return state.bytes
  }
}

/// The eight working words of section 6.2.
private struct SHA256State {
  private var words: (UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32) = (
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19
  )

  var bytes: [UInt8] {
    [words.0, words.1, words.2, words.3, words.4, words.5, words.6, words.7].flatMap { word in
      [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> UInt32($0)) }
    }
  }

  /// The words as eight numbers in a row.
  mutating func withWords(_ body: (UnsafeMutablePointer<UInt32>) -> Void) {
    withUnsafeMutablePointer(to: &words) { $0.withMemoryRebound(to: UInt32.self, capacity: 8) { body($0) } }
  }

  /// Mixes in one block of 64 bytes.
  mutating func absorb(_ block: UnsafeBufferPointer<UInt8>) {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { schedule in
      for index in 0..<16 {
        let byte = 4 * index
        schedule[index] =
          UInt32(block[byte]) << 24 | UInt32(block[byte + 1]) << 16 | UInt32(block[byte + 2]) << 8
          | UInt32(block[byte + 3])
      }
      for index in 16..<64 {
        let a = schedule[index - 15]
        let b = schedule[index - 2]
        let small0 = Self.rotate(a, 7) ^ Self.rotate(a, 18) ^ a >> 3
        let small1 = Self.rotate(b, 17) ^ Self.rotate(b, 19) ^ b >> 10
        schedule[index] = schedule[index - 16] &+ small0 &+ schedule[index - 7] &+ small1
      }
      var (a, b, c, d, e, f, g, h) = words
      Self.constants.withUnsafeBufferPointer { constants in
        for index in 0..<64 {
          let big1 = Self.rotate(e, 6) ^ Self.rotate(e, 11) ^ Self.rotate(e, 25)
          let choice = (e & f) ^ (~e & g)
          let first = h &+ big1 &+ choice &+ constants[index] &+ schedule[index]
          let big0 = Self.rotate(a, 2) ^ Self.rotate(a, 13) ^ Self.rotate(a, 22)
          let majority = (a & b) ^ (a & c) ^ (b & c)
          (h, g, f, e, d, c, b, a) = (g, f, e, d &+ first, c, b, a, first &+ big0 &+ majority)
        }
      }
      words = (
        words.0 &+ a, words.1 &+ b, words.2 &+ c, words.3 &+ d, words.4 &+ e, words.5 &+ f, words.6 &+ g, words.7 &+ h
      )
    }
  }

  private static func rotate(_ word: UInt32, _ count: UInt32) -> UInt32 { word >> count | word << (32 - count) }

  /// Section 4.2.2.
  private static let constants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
    0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
    0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
    0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
    0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
    0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
    0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
  ]
}
