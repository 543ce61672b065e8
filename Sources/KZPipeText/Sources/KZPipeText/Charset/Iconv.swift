import Glibc

/// The multi-byte encodings, by the C library's converter.
enum Iconv {
  /// The converter's name for the widest superset that pages mean by a WHATWG name.
  static func converter(for name: String) -> String? {
    switch name {
    case "euc-kr": "CP949"
    case "shift_jis": "CP932"
    case "euc-jp": "EUC-JP-MS"
    case "iso-2022-jp": "ISO-2022-JP"
    case "gbk", "gb18030": "GB18030"
    case "big5": "BIG5-HKSCS"
    default: nil
    }
  }

  /// UTF-8 of `source` and the number of undecodable places, each of which has become U+FFFD; `nil` when `name` is no
  /// multi-byte encoding or the system lacks the converter.
  static func decode(_ source: [UInt8], _ name: String) -> (utf8: [UInt8], replacements: Int)? {
    guard let converter = converter(for: name) else { return nil }
    let descriptor = iconv_open("UTF-8", converter)
    guard descriptor != iconv_t(bitPattern: -1) else { return nil }
    defer { iconv_close(descriptor) }
    var out = [UInt8]()
    out.reserveCapacity(source.count + source.count / 2)
    var replacements = 0
    var input = source
    var chunk = [UInt8](repeating: 0, count: 16384)
    input.withUnsafeMutableBytes { input in
      guard let base = input.baseAddress else { return }
      var next: UnsafeMutablePointer<CChar>? = base.assumingMemoryBound(to: CChar.self)
      var left = input.count
      while left > 0 {
        let before = left
        let (produced, failure) = chunk.withUnsafeMutableBytes { chunk -> (Int, Int32) in
          var target: UnsafeMutablePointer<CChar>? = chunk.baseAddress?.assumingMemoryBound(to: CChar.self)
          var room = chunk.count
          let result = iconv(descriptor, &next, &left, &target, &room)
          return (chunk.count - room, result == -1 ? errno : 0)
        }
        out.append(contentsOf: chunk[..<produced])
        switch failure {
        case 0: break
        case E2BIG: if produced == 0, left == before { return }
        default:
          // A byte that begins nothing valid: one replacement; an ASCII byte after it is read again by itself.
          UTF8Text.append("\u{FFFD}", to: &out)
          replacements += 1
          if failure == EINVAL { return }
          next = next.map { $0 + 1 }
          left -= 1
        }
      }
    }
    return (out, replacements)
  }
}
