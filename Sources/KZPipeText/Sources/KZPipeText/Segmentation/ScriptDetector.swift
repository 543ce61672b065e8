/// A script, named by its ISO 15924 code. Hiragana and katakana count as one.
public enum Script: String, Sendable, Hashable, CaseIterable {
  case latin = "Latn"
  case cyrillic = "Cyrl"
  case hangul = "Hang"
  case han = "Hani"
  case kana = "Hrkt"
  case arabic = "Arab"
  case hebrew = "Hebr"
  case greek = "Grek"
  case devanagari = "Deva"
  case bengali = "Beng"
  case gurmukhi = "Guru"
  case gujarati = "Gujr"
  case tamil = "Taml"
  case telugu = "Telu"
  case kannada = "Knda"
  case malayalam = "Mlym"
  case sinhala = "Sinh"
  case thai = "Thai"
  case lao = "Laoo"
  case tibetan = "Tibt"
  case burmese = "Mymr"
  case georgian = "Geor"
  case armenian = "Armn"
  case ethiopic = "Ethi"
  case khmer = "Khmr"
  case mongolian = "Mong"

  /// Script of a letter; `nil` for everything that belongs to no script or to several.
  public init?(of scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x41...0x5A, 0x61...0x7A, 0xAA, 0xBA, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2B8, 0x1E00...0x1EFF, 0x2C60...0x2C7F,
      0xA722...0xA787, 0xAB30...0xAB64, 0xFB00...0xFB06, 0xFF21...0xFF3A, 0xFF41...0xFF5A:
      self = .latin
    case 0x370...0x373, 0x376...0x37D, 0x37F, 0x386, 0x388...0x3E1, 0x3F0...0x3FF, 0x1F00...0x1FFE: self = .greek
    case 0x400...0x481, 0x48A...0x52F, 0x1C80...0x1C88, 0x2DE0...0x2DFF, 0xA640...0xA69D: self = .cyrillic
    case 0x531...0x556, 0x561...0x587, 0xFB13...0xFB17: self = .armenian
    case 0x5D0...0x5F2, 0xFB1D...0xFB4F: self = .hebrew
    case 0x620...0x64A, 0x66E...0x6D3, 0x6D5, 0x6EE...0x6FF, 0x750...0x77F, 0x8A0...0x8C9, 0xFB50...0xFDFB,
      0xFE70...0xFEFC:
      self = .arabic
    case 0x904...0x939, 0x958...0x961, 0x971...0x97F: self = .devanagari
    case 0x985...0x9B9, 0x9DC...0x9E1, 0x9F0...0x9F1: self = .bengali
    case 0xA05...0xA39, 0xA59...0xA5E, 0xA72...0xA74: self = .gurmukhi
    case 0xA85...0xAB9, 0xAE0...0xAE1: self = .gujarati
    case 0xB83...0xBB9: self = .tamil
    case 0xC05...0xC39, 0xC58...0xC61: self = .telugu
    case 0xC85...0xCB9, 0xCDE...0xCE1: self = .kannada
    case 0xD05...0xD3A, 0xD54...0xD61, 0xD7A...0xD7F: self = .malayalam
    case 0xD85...0xDC6: self = .sinhala
    case 0xE01...0xE30, 0xE32...0xE33, 0xE40...0xE46: self = .thai
    case 0xE81...0xEB0, 0xEC0...0xEDF: self = .lao
    case 0xF40...0xF6C: self = .tibetan
    case 0x1000...0x102A, 0x103F, 0x1050...0x1055: self = .burmese
    case 0x10A0...0x10FF, 0x1C90...0x1CBF, 0x2D00...0x2D2D: self = .georgian
    case 0x1200...0x137F: self = .ethiopic
    case 0x1780...0x17B3: self = .khmer
    case 0x1820...0x1878: self = .mongolian
    case 0x1100...0x11FF, 0x3131...0x318E, 0xA960...0xA97C, 0xAC00...0xD7FB, 0xFFA0...0xFFDC: self = .hangul
    case 0x3041...0x3096, 0x309D...0x309F, 0x30A1...0x30FA, 0x30FC...0x30FF, 0x31F0...0x31FF, 0xFF66...0xFF9F:
      self = .kana
    case 0x3005...0x3007, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x323AF: self = .han
    default: return nil
    }
  }
}

/// Counts the letters of a text by script.
public enum ScriptDetector {
  /// Letters by script, commonest first, ties by code.
  public static func letters(in utf8: some RandomAccessCollection<UInt8>) -> [(script: Script, letters: Int)] {
    func count(_ bytes: UnsafeBufferPointer<UInt8>) -> [(script: Script, letters: Int)] {
      var latin = 0
      var counts: [Script: Int] = [:]
      var current: Script?
      var run = 0
      var index = 0
      while index < bytes.count {
        let byte = bytes[index]
        if byte < 0x80 {
          if (byte | 0x20) &- 0x61 < 26 { latin += 1 }
          index += 1
          continue
        }
        let (scalar, length) = UTF8Text.decode(bytes, at: index, end: bytes.count)
        index += length
        guard let script = Script(of: scalar) else { continue }
        if script != current {
          if let current { counts[current, default: 0] += run }
          current = script
          run = 0
        }
        run += 1
      }
      if let current { counts[current, default: 0] += run }
      if latin > 0 { counts[.latin, default: 0] += latin }
      return counts.map { (script: $0.key, letters: $0.value) }
        .sorted { ($1.letters, $0.script.rawValue) < ($0.letters, $1.script.rawValue) }
    }
    return utf8.withContiguousStorageIfAvailable(count) ?? Array(utf8).withUnsafeBufferPointer(count)
  }

  /// The script of most letters; `nil` for a text without letters. One Han, kana or Hangul character weighs as two letters,
  /// since it says as much.
  public static func dominant(in utf8: some RandomAccessCollection<UInt8>) -> Script? {
    letters(in: utf8).map { (script: $0.script, weight: $0.script.isDense ? 2 * $0.letters : $0.letters) }
      .max { ($0.weight, $1.script.rawValue) < ($1.weight, $0.script.rawValue) }?.script
  }
}

extension Script {
  fileprivate var isDense: Bool { self == .han || self == .kana || self == .hangul }
}
