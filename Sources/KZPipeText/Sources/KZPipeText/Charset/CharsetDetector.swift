/// Guesses a legacy encoding by reading a sample in each candidate and asking how much the result looks like text.
enum CharsetDetector {
  struct Verdict {
    var encoding: String
    /// Mean worth of a non-ASCII byte read this way; text of the right encoding lies above 1.
    var score: Double
  }

  private static let candidates = [
    "windows-1251", "koi8-u", "windows-1252", "windows-1250", "windows-1254", "windows-1257", "windows-1253",
    "windows-1255", "windows-1256", "windows-874", "windows-1258", "iso-8859-5", "iso-8859-2", "ibm866",
    "x-mac-cyrillic", "macintosh", "euc-kr", "shift_jis", "euc-jp", "gb18030", "big5",
  ]

  /// How much better than the declared encoding another one has to read before the declaration counts as wrong; a few
  /// bytes prove little, so the less there is the more is asked.
  private static func trust(_ highBytes: Int) -> Double { 1 + 12 / Double(max(1, highBytes)) }

  /// The encoding of `bytes`, which are not UTF-8. A declared one is kept unless another reads clearly better.
  static func judge(_ bytes: [UInt8], declared: String?) -> Verdict {
    let sample = sample(of: bytes)
    var best = Verdict(encoding: "windows-1252", score: -.infinity)
    for name in candidates {
      if let score = score(sample, name), score > best.score { best = Verdict(encoding: name, score: score) }
    }
    guard let declared, declared != "utf-8", declared != "replacement", let score = score(sample, declared) else {
      return best
    }
    // ISO-8859-x and windows-125x of one script read the same letters: the declared name stays.
    let high = sample.reduce(0) { $0 + ($1 >= 0x80 ? 1 : 0) }
    if score + trust(high) >= best.score || !score.isInfinite && score > 0 && family(declared) == family(best.encoding)
    {
      return Verdict(encoding: declared, score: score)
    }
    return best
  }

  /// Encodings that differ in a few bytes only.
  private static func family(_ name: String) -> String {
    switch name {
    case "gbk", "gb18030": "chinese"
    case "koi8-r", "koi8-u": "koi8"
    case "windows-1252", "iso-8859-15", "windows-1254": "western"
    default: name
    }
  }

  /// The lines that hold bytes above ASCII, up to 16 KB of them.
  private static func sample(of bytes: [UInt8]) -> [UInt8] {
    let limit = 16384
    if bytes.count <= limit { return bytes }
    var sample: [UInt8] = []
    bytes.withUnsafeBufferPointer { bytes in
      var index = 0
      while sample.count < limit {
        index = UTF8Text.asciiEnd(bytes, from: index)
        guard index < bytes.count else { return }
        let from = bytes[max(0, index - 32)..<index].lastIndex(of: 0x0A).map { $0 + 1 } ?? max(0, index - 16)
        var to = index
        while to < bytes.count, to - index < 1024, bytes[to] != 0x0A, bytes[to] != 0x3C { to += 1 }
        sample.append(contentsOf: bytes[from..<to])
        sample.append(0x0A)
        index = to
      }
    }
    return sample
  }

  /// Mean worth of a byte above ASCII; `nil` when there is no decoder.
  static func score(_ sample: [UInt8], _ name: String) -> Double? {
    guard let text = Charset.decode(sample, as: name) else { return nil }
    let high = sample.reduce(0) { $0 + ($1 >= 0x80 ? 1 : 0) }
    guard high > 0 else { return nil }
    var plausibility = Plausibility(encoding: name)
    text.utf8.withUnsafeBufferPointer { utf8 in
      for element in ScalarIterator(utf8) { plausibility.add(element.scalar) }
    }
    plausibility.finish()
    return plausibility.total / Double(high)
  }
}
