/// Folds text for comparison: lower case, Latin letters without their marks, one form of apostrophe and hyphen, nothing
/// invisible. Only what names need; not Unicode's full case folding.
public enum Folding {
  /// Base letters of U+00C0...U+024F; `?` keeps the code point.
  static let latin: StaticString =
    "aaaaaaaceeeeiiiidnooooo?ouuuuytsaaaaaaaceeeeiiiidnooooo?ouuuuytyaaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkqllllllllllnnnnnn?nnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs???????????????a????????????????oo?????????????uu????zz?????????????dddlllnnnaaiioouuuuuuuuuu?aaaa????ggkkoooo??jdddgg??nnaa????aaaaeeeeiiiioooorrrruuuusstt??hh??????aaeeooooooooyy????????????????????????????"
  /// Base letters of U+1E00...U+1EFF.
  static let latinAdditional: StaticString =
    "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwyas????aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy??????"

  /// The folded code point; 0 when it disappears.
  public static func fold(_ c: UInt32) -> UInt32 {
    switch c {
    case 0x41...0x5A: return c + 0x20
    case 0..<0x80: return c
    case 0xA0, 0x2000...0x200A, 0x202F, 0x3000: return 0x20
    case 0xAD, 0x200B...0x200F, 0x2060, 0xFEFF, 0x300...0x36F, 0xFE00...0xFE0F: return 0
    case 0xC0..<0x250: return entry(latin, Int(c - 0xC0)) ?? c
    case 0x1E00..<0x1F00: return entry(latinAdditional, Int(c - 0x1E00)) ?? c
    case 0x391...0x3A9: return c + 0x20
    case 0x400...0x40F: return fold(c + 0x50)
    case 0x410...0x42F: return c + 0x20
    case 0x451: return 0x435  // ё counts as е
    case 0x4C0: return 0x4CF
    case 0x4C1...0x4CE: return c & 1 == 1 ? c + 1 : c
    case 0x460...0x481, 0x48A...0x4BF, 0x4D0...0x52F: return c & 1 == 0 ? c + 1 : c
    case 0x2018, 0x2019, 0x2BB, 0x2BC, 0x2BE, 0x2BF, 0x60, 0xB4, 0x2032: return 0x27
    case 0x2010...0x2012, 0x2043, 0x2212: return 0x2D
    case 0xFF01...0xFF5E: return fold(c - 0xFEE0)
    default: return c
    }
  }

  private static func entry(_ table: StaticString, _ index: Int) -> UInt32? {
    guard index < table.utf8CodeUnitCount else { return nil }
    let byte = table.utf8Start[index]
    return byte == 0x3F ? nil : UInt32(byte)
  }

  /// Folds `text` and joins its words by one blank, so that names compare whatever their case, marks and spacing.
  public static func key(_ text: some StringProtocol) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      let folded = fold(scalar.value)
      if folded == 0 { continue }
      if folded == 0x20 || folded == 9 || folded == 10 || folded == 13 {
        if let last = out.last, last != 0x20 { out.append(0x20) }
      } else {
        UTF8Scan.append(folded, to: &out)
      }
    }
    if out.last == 0x20 { out.removeLast() }
    return out
  }
}
