import Foundation
import KZPipeText
import Testing

@Suite struct NormalizerTests {
  @Test(arguments: [
    ("e\u{301}", "é"), ("a\u{308}\u{323}", "ạ\u{308}"), ("и\u{306}", "й"), ("е\u{308}", "ё"),
    ("\u{1112}\u{1161}\u{11AB}", "한"),
    ("하\u{11AB}", "한"), ("가\u{11A8}", "각"), ("\u{212B}", "Å"), ("\u{2126}", "Ω"), ("\u{958}", "क\u{93C}"),
    ("\u{F900}", "豈"),
    ("q\u{307}\u{323}", "q\u{323}\u{307}"), ("\u{344}", "\u{308}\u{301}"), ("", ""), ("plain", "plain"),
    ("x\u{301}y e\u{301}", "x\u{301}y é"), ("\u{301}a", "\u{301}a"),
  ]) func knownForms(input: String, expected: String) {
    #expect(Normalizer.nfc(input.bytes) == expected.bytes)
    #expect(Normalizer.isNFC(expected.bytes))
    #expect(Normalizer.isNFC(input.bytes) == (input.bytes == expected.bytes))
  }

  /// Foundation's normalisation is the judge: every scalar alone, and random rows of the troublesome ones.
  @Test func agreesWithFoundationOnEveryScalar() {
    var wrong: [UInt32] = []
    for value in UInt32(0)...0x2FFFF {
      guard let scalar = Unicode.Scalar(value), scalar.properties.age != nil else { continue }
      let string = String(scalar)
      if Normalizer.nfc(string.bytes) != string.precomposedStringWithCanonicalMapping.bytes { wrong.append(value) }
    }
    #expect(wrong.isEmpty, "\(wrong.count), first \(wrong.first ?? 0)")
  }

  /// Final consonants of Hangul are left out: Foundation does not join them to a syllable (가 + U+11A8), which the standard asks.
  @Test func agreesWithFoundationOnRandomRows() {
    var random = Seeded(11)
    let alphabet: [UInt32] = [
      0x41, 0x65, 0x20, 0xE9, 0x300, 0x301, 0x308, 0x323, 0x327, 0x345, 0x416, 0x438, 0x306, 0x1100, 0x1161,
      0xAC00, 0xAC01,
      0x915, 0x93C, 0x9C7, 0x9BE, 0x1E0B, 0x1EA5, 0x212B, 0x5D0, 0x5B7, 0x5BC, 0xFB2E, 0x3099, 0x304B, 0x1F00, 0x342,
      0x2ADC,
    ]
    for _ in 0..<3000 {
      var string = ""
      for _ in 0..<Int.random(in: 1...12, using: &random) {
        string.unicodeScalars.append(
          alphabet.randomElement(using: &random).flatMap { Unicode.Scalar($0) } ?? "x")
      }
      let expected = string.precomposedStringWithCanonicalMapping.bytes
      #expect(Normalizer.nfc(string.bytes) == expected, "\(string.unicodeScalars.map(\.value))")
      #expect(Normalizer.isNFC(string.bytes) == (string.bytes == expected))
    }
  }

  @Test func anyBytesKeepTheirWellFormedParts() {
    for bytes in hostileTexts(500, seed: 5) {
      let once = Normalizer.nfc(bytes)
      #expect(Normalizer.nfc(once) == once)
    }
  }

  /// A million marks on one letter: sorted once, not once a mark.
  @Test func longRowsOfMarksAreBounded() {
    var bytes = "a".bytes
    for index in 0..<200_000 { bytes += (index.isMultiple(of: 2) ? "\u{301}" : "\u{323}").utf8 }
    #expect(Normalizer.nfc(bytes).starts(with: "ạ\u{323}\u{323}".bytes))
  }
}
