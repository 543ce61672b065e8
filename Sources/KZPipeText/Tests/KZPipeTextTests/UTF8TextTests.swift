import KZPipeText
import Testing

@Suite struct UTF8TextTests {
  @Test func iteratorTilesAnyBytesLikeTheStandardLibrary() {
    for bytes in hostileTexts(1000, seed: 1) {
      var scalars = String.UnicodeScalarView()
      var end = 0
      for element in ScalarIterator(bytes) {
        #expect(element.range.lowerBound == end)
        #expect(!element.range.isEmpty)
        end = element.range.upperBound
        scalars.append(element.scalar)
      }
      #expect(end == bytes.count)
      #expect(String(scalars) == text(bytes))
      #expect(Array(scalars) == Array(text(bytes).unicodeScalars))
      #expect(UTF8Text.scalarCount(bytes) == scalars.count)
      #expect(UTF8Text.isValid(bytes) == (String(validating: bytes, as: UTF8.self) != nil))
      #expect(UTF8Text.wellFormed(bytes).utf8 == text(bytes).bytes)
    }
  }

  @Test func iteratorKeepsTheIndicesOfASlice() {
    let slice = "жaé".bytes[2...]
    #expect(ScalarIterator(slice).map(\.range) == [2..<3, 3..<5])
  }

  @Test(arguments: [
    ("  a  b ", "a b"), ("a\u{A0}\u{2009}b", "a b"), ("a\n\t b", "a b"), ("\u{3000}漢\u{3000}字", "漢 字"),
    ("so\u{AD}ft", "soft"),
    ("ze\u{200B}ro", "zero"), ("a \u{200B} b", "a b"), ("\u{FEFF}a", "a"), ("می\u{200C}رود", "می\u{200C}رود"),
    ("a\u{0}b\u{7F}", "ab"),
    ("", ""), (" \u{200B}\n", ""),
  ]) func folding(input: String, expected: String) {
    #expect(text(UTF8Text.folded(input.bytes)) == expected)
  }

  @Test func foldingIsIdempotentAndNarrow() {
    for bytes in hostileTexts(500, seed: 2) {
      let once = UTF8Text.folded(bytes)
      #expect(UTF8Text.folded(once) == once)
      #expect(once.first != 0x20 && once.last != 0x20)
    }
  }

  @Test func controlsAndSoftHyphensGo() {
    #expect(text(UTF8Text.withoutControls("a\u{0}\tb\u{AD}\r\nc\u{85}\u{200E}d\u{FFFE}".bytes)) == "a\tb\r\ncd")
    #expect(text(UTF8Text.withoutControls([0x61, 0xFF, 0x62])) == "a\u{FFFD}b")
    #expect(UTF8Text.withoutControls("Қазақ".bytes) == "Қазақ".bytes)
  }

  @Test func lowerCaseAgreesWithTheStandardLibrary() {
    for string in ["HELLO", "ҚАЗАҚСТАН Ё", "ÀÉ ß Σ İ", "Ǆ", "한漢", "Ⅷ"] {
      #expect(
        text(UTF8Text.lowercased(string.bytes))
          == string.unicodeScalars.map { $0.properties.lowercaseMapping }.joined())
    }
    #expect(UTF8Text.lowercased("Ж" as Unicode.Scalar) == "ж")
    #expect(UTF8Text.lowercased("×" as Unicode.Scalar) == "×")
    #expect(UTF8Text.lowercased("Ÿ" as Unicode.Scalar) == "ÿ")
    #expect(UTF8Text.lowercased("ё" as Unicode.Scalar) == "ё")
  }

  @Test func singleScalarLowerCaseAgreesEverywhere() {
    for value in UInt32(0)...0x2FFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let mapping = scalar.properties.lowercaseMapping.unicodeScalars
      if mapping.count == 1 { #expect(UTF8Text.lowercased(scalar) == mapping.first) }
    }
  }

  @Test func classesAgreeWithTheStandardLibrary() {
    var wrong: [UInt32] = []
    for value in UInt32(0)...0x2FFFF {
      guard let scalar = Unicode.Scalar(value), scalar.properties.age != nil else { continue }
      let classes = ScalarClass(of: scalar)
      if classes.contains(.whitespace) != scalar.properties.isWhitespace
        || classes.contains(.letter) != scalar.properties.generalCategory.isLetter
      {
        wrong.append(value)
      }
    }
    #expect(wrong.isEmpty)
    #expect(UTF8Text.isCJK("漢") && UTF8Text.isCJK("か") && UTF8Text.isCJK("カ") && !UTF8Text.isCJK("한"))
    #expect(UTF8Text.isPunctuation("«") && UTF8Text.isSymbol("€") && UTF8Text.isMark("\u{301}"))
  }

  @Test func offsetsTranslateBothWays() {
    for bytes in hostileTexts(300, seed: 4) {
      let string = text(bytes)
      let utf8 = string.bytes
      let map = OffsetMap(utf8)
      var points = 0
      var units = 0
      var offset = 0
      for scalar in string.unicodeScalars {
        #expect(map.codePoints(beforeByte: offset) == points)
        #expect(map.utf16Units(beforeByte: offset) == units)
        #expect(map.byte(ofCodePoint: points) == offset)
        points += 1
        units += UTF16.width(scalar)
        offset += UTF8.width(scalar)
      }
      #expect(map.codePoints(beforeByte: offset) == points)
      #expect(map.byte(ofCodePoint: points) == utf8.count)
      #expect(map.byte(ofCodePoint: points + 9) == utf8.count)
      #expect(map.codePoints(beforeByte: -1) == 0)
    }
  }

  @Test func scripts() {
    #expect(ScriptDetector.dominant(in: "Қазақстан".bytes) == .cyrillic)
    #expect(ScriptDetector.dominant(in: "한국 KT".bytes) == .hangul)
    #expect(ScriptDetector.dominant(in: "東京 NHK".bytes) == .han)
    #expect(ScriptDetector.dominant(in: "สวัสดี".bytes) == .thai)
    #expect(ScriptDetector.dominant(in: "2022 — !".bytes) == nil)
    let counts = ScriptDetector.letters(in: "abc жэ".bytes)
    #expect(counts.map(\.script) == [.latin, .cyrillic])
    #expect(counts.map(\.letters) == [3, 2])
  }
}

extension Unicode.GeneralCategory {
  fileprivate var isLetter: Bool {
    switch self {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .letterNumber: true
    default: false
    }
  }
}
