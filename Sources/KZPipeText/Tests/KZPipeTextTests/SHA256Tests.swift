import Testing

@testable import KZPipeText

@Suite struct SHA256Tests {
  /// Examples of FIPS 180-4 and the NIST example values.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ]) func vectors(text: String, digest: String) {
    #expect(SHA256.hexDigest(of: Array(text.utf8)) == digest)
    #expect(SHA256.hexDigest(of: text.utf8.lazy.map { $0 }) == digest)
  }

  @Test func millionLetters() {
    #expect(
      SHA256.hexDigest(of: [UInt8](repeating: 0x61, count: 1_000_000))
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  /// Every length around the padding's turning points gives a digest of its own and the same one twice.
  @Test func paddingLengths() {
    let digests = (0...130).map { SHA256.digest(of: [UInt8](repeating: 7, count: $0)) }
    #expect(Set(digests).count == 131)
    #expect(digests.allSatisfy { $0.count == 32 })
  }

  /// The processor's instructions, where it has them, and the plain rounds agree on every length.
  @Test func bothWaysAgree() {
    var seed: UInt64 = 42
    let bytes = (0..<1000).map { _ in
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(truncatingIfNeeded: seed >> 33)
    }
    for count in 0...bytes.count {
      let digest = SHA256.digest(of: Array(bytes[..<count]))
      let plain = bytes[..<count].withUnsafeBufferPointer { SHA256.hash($0, withInstructions: false) }
      #expect(digest == plain, "\(count)")
    }
  }
}
