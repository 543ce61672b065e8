import Foundation
import KZPipeText
import Testing

@Suite struct CharsetTests {
  private static let folder = "bench/html5lib-tests/encoding"

  /// The cases of html5lib-tests: what a page's own `meta` names, windows-1252 where it names nothing. The files are UTF-8
  /// whatever their pages claim, so bytes above ASCII are blanked. The scripted case needs a script engine and is left out.
  @Test(
    .enabled(if: Shared.exists(folder), "skipped: ../shared/bench/html5lib-tests is not there"),
    arguments: ["tests1.dat", "tests2.dat", "test-yahoo-jp.dat"])
  func html5libCases(file: String) throws {
    let bytes = try #require(Shared.bytes(Self.folder + "/" + file))
    var wrong: [String] = []
    var count = 0
    for record in split(bytes, on: Array("#data\n".utf8)) where !record.isEmpty {
      let parts = split(record, on: Array("\n#encoding\n".utf8))
      guard parts.count == 2 else { continue }
      let label = text(parts[1]).trimmingCharacters(in: .whitespacesAndNewlines)
      let expected = Charset.name(ofLabel: label)
      let decoded = Charset.decode(blanked(parts[0]), declared: nil, isHTML: true)
      let found = decoded.source == .assumed || decoded.source == .detected ? "windows-1252" : decoded.encoding
      count += 1
      if found != expected { wrong.append("\(label): \(found) for \(text(parts[0]))") }
    }
    #expect(count > 0)
    #expect(wrong.isEmpty, "\(wrong.count) of \(count): \(wrong.first ?? "")")
  }

  private func blanked(_ bytes: [UInt8]) -> [UInt8] {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let start = bytes.starts(with: mark) ? 3 : 0
    return bytes[..<start] + bytes[start...].map { $0 < 0x80 ? $0 : 0x3F }
  }

  private func split(_ bytes: [UInt8], on mark: [UInt8]) -> [[UInt8]] {
    var parts: [[UInt8]] = [[]]
    var index = 0
    while index < bytes.count {
      if bytes[index] == mark[0], bytes[index...].starts(with: mark) {
        parts.append([])
        index += mark.count
      } else {
        parts[parts.count - 1].append(bytes[index])
        index += 1
      }
    }
    return parts
  }

  @Test func byteOrderMarksWin() {
    let utf8 = Charset.decode([0xEF, 0xBB, 0xBF] + "é".bytes, declared: "windows-1251", isHTML: true)
    #expect(utf8 == DecodedText(utf8: "é".bytes, encoding: "utf-8", replacements: 0, source: .bom))
    let wide = Charset.decode([0xFF, 0xFE, 0x41, 0x00, 0x3D, 0xD8, 0x00, 0xDE], declared: nil, isHTML: false)
    #expect(wide == DecodedText(utf8: "A😀".bytes, encoding: "utf-16le", replacements: 0, source: .bom))
    let big = Charset.decode([0xFE, 0xFF, 0x00, 0x41, 0xD8, 0x3D], declared: nil, isHTML: false)
    #expect(big == DecodedText(utf8: "A\u{FFFD}".bytes, encoding: "utf-16be", replacements: 1, source: .bom))
  }

  @Test func validUTF8WinsOverAWrongLabel() {
    let page = "<meta charset=windows-1251><p>Қазақстан – жаңа".bytes
    let decoded = Charset.decode(page, declared: "iso-8859-1", isHTML: true)
    #expect(decoded == DecodedText(utf8: page, encoding: "utf-8", replacements: 0, source: .detected))
  }

  @Test func aCutOrScratchedUTF8TextStaysUTF8() {
    let cut = Array(String(repeating: "жаңа көпір ", count: 20).bytes.dropLast(2))
    let decoded = Charset.decode(cut, declared: nil, isHTML: false)
    #expect(decoded.encoding == "utf-8")
    #expect(decoded.replacements == 1)
    let scratched = String(repeating: "новый мост ", count: 20).bytes + [0xFF] + "мост".bytes
    #expect(Charset.decode(scratched, declared: "utf-8", isHTML: false).encoding == "utf-8")
  }

  @Test func asciiKeepsTheDeclaredName() {
    #expect(Charset.decode("abc".bytes, declared: "CP1251", isHTML: false).encoding == "windows-1251")
    #expect(Charset.decode("abc".bytes, declared: nil, isHTML: false).source == .assumed)
    #expect(Charset.decode("abc".bytes, declared: "utf-16", isHTML: false).encoding == "utf-8")
    #expect(Charset.decode([], declared: nil, isHTML: true).utf8.isEmpty)
  }

  @Test func windows1252MeansItsControlsAsTheStandardSays() {
    let decoded = Charset.decode([0x93, 0x61, 0x94, 0x81, 0x80], declared: "latin1", isHTML: false)
    #expect(decoded.encoding == "windows-1252")
    #expect(text(decoded.utf8) == "“a”\u{81}€")
  }

  @Test func unassignedBytesAreCounted() {
    let decoded = Charset.decode(
      [0xC5, 0xEB, 0xEB, 0xDC, 0xE4, 0xE1, 0x20, 0xFF], declared: "windows-1253",
      isHTML: false)
    #expect(text(decoded.utf8) == "Ελλάδα \u{FFFD}")
    #expect(decoded.replacements == 1)
  }

  @Test func aMetaBehindTheFirstKilobyteIsFoundForLegacyBytes() {
    let filler = "<!-- " + String(repeating: "x", count: 2000) + " -->"
    let page = filler.bytes + "<meta charset='iso-8859-2'><p>".bytes + [0xB1, 0xE6, 0xEA, 0xB3, 0x20, 0xB6, 0xBF]
    let decoded = Charset.decode(page, declared: nil, isHTML: true)
    #expect(decoded.encoding == "iso-8859-2")
    #expect(text(decoded.utf8).hasSuffix("ąćęł śż"))
  }

  @Test func wideTextWithoutAMarkIsFound() {
    let text = "<p>Новый мост откроют осенью, says the mayor.</p>"
    for (name, bigEndian) in [("utf-16le", false), ("utf-16be", true)] {
      let bytes = text.utf16.flatMap { unit -> [UInt8] in
        let pair = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
        return bigEndian ? pair : pair.reversed()
      }
      let decoded = Charset.decode(bytes, declared: nil, isHTML: true)
      #expect(decoded.encoding == name)
      #expect(decoded.utf8 == text.bytes)
    }
  }

  @Test(
    arguments: [
      ("text/html; charset=KOI8-R", "koi8-r"), ("text/html;charset=\"windows-1251\"; boundary=x", "windows-1251"),
      ("text/html; boundary=charset; Charset = gbk", "gbk"), ("text/html", nil), ("charset=utf-8", nil),
      ("text/html; charset=", nil), ("", nil), (";;;=;charset", nil),
    ] as [(String, String?)])
  func labelsOfContentTypes(_ value: String, _ label: String?) {
    #expect(Charset.label(inContentType: value) == label)
  }

  @Test func labels() {
    #expect(Charset.name(ofLabel: " UTF8 ") == "utf-8")
    #expect(Charset.name(ofLabel: "ks_c_5601-1987") == "euc-kr")
    #expect(Charset.name(ofLabel: "GB2312") == "gbk")
    #expect(Charset.name(ofLabel: "nonsense") == nil)
    #expect(Charset.name(ofLabel: "") == nil)
  }

  @Test func anyBytesGiveWellFormedUTF8() {
    for bytes in hostileTexts(100, seed: 3) {
      for label in [nil, "shift_jis", "gb18030", "utf-16be", "koi8-r", "iso-2022-jp", "big5"] {
        let decoded = Charset.decode(bytes, declared: label, isHTML: true)
        #expect(String(validating: decoded.utf8, as: UTF8.self) != nil)
      }
    }
  }
}
