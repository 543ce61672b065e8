/// Normalisation Form C (Unicode Standard Annex 15) over UTF-8.
///
/// Almost all text is in NFC already, so the work is a scan; only the stretches around a scalar that could change are
/// decomposed, put in order and composed again.
public enum Normalizer {
  /// `utf8` in NFC; broken sequences become U+FFFD where they touch a stretch that is rewritten, else they stay.
  public static func nfc(_ utf8: [UInt8]) -> [UInt8] {
    utf8.withUnsafeBufferPointer { bytes in
      var index = UTF8Text.asciiEnd(bytes, from: 0)
      if index == bytes.count { return utf8 }
      var out = [UInt8]()
      var copied = 0
      /// Start of the last scalar that nothing after it can move or join to what stands before it.
      var starter = 0
      while index < bytes.count {
        if bytes[index] < 0x80 {
          index = UTF8Text.asciiEnd(bytes, from: index)
          starter = index - 1
          continue
        }
        let (scalar, length) = UTF8Text.decode(bytes, at: index, end: bytes.count)
        if CanonicalData.isStable(scalar.value) {
          starter = index
          index += length
          continue
        }
        var stretch = CanonicalStretch()
        var end = starter
        while end < bytes.count {
          let (scalar, length) = UTF8Text.decode(bytes, at: end, end: bytes.count)
          if end > index, CanonicalData.isStable(scalar.value) { break }
          stretch.append(scalar.value)
          end += length
        }
        out.append(contentsOf: bytes[copied..<starter])
        stretch.compose(into: &out)
        copied = end
        index = end
        starter = end
      }
      if copied == 0 { return utf8 }
      out.append(contentsOf: bytes[copied...])
      return out
    }
  }

  /// Whether `utf8` is in NFC.
  public static func isNFC(_ utf8: some Collection<UInt8>) -> Bool {
    let bytes = Array(utf8)
    let needsWork = bytes.withUnsafeBufferPointer { bytes in
      var index = 0
      while index < bytes.count {
        index = UTF8Text.asciiEnd(bytes, from: index)
        guard index < bytes.count else { break }
        let (scalar, length) = UTF8Text.decode(bytes, at: index, end: bytes.count)
        if !CanonicalData.isStable(scalar.value) { return true }
        index += length
      }
      return false
    }
    return !needsWork || nfc(bytes) == bytes
  }
}

/// A run of scalars that has to be normalised together.
private struct CanonicalStretch {
  private var scalars: [UInt32] = []
  private var classes: [UInt8] = []
  /// Where the marks after the last starter begin.
  private var marks = 0
  private var marksAreSorted = true

  /// Appends the full canonical decomposition of `value`.
  mutating func append(_ value: UInt32) {
    if Hangul.isSyllable(value) {
      for part in Hangul.parts(of: value) { push(part, 0) }
    } else if let (first, second) = CanonicalData.shared.decompositions[value] {
      append(first)
      if second != 0 { append(second) }
    } else {
      push(value, Unicode.Scalar(value)?.properties.canonicalCombiningClass.rawValue ?? 0)
    }
  }

  private mutating func push(_ value: UInt32, _ combiningClass: UInt8) {
    if combiningClass == 0 {
      sortMarks()
      marks = scalars.count + 1
    } else if let last = classes.last, last > combiningClass {
      marksAreSorted = false
    }
    scalars.append(value)
    classes.append(combiningClass)
  }

  /// Canonical ordering: stable by combining class.
  private mutating func sortMarks() {
    if marksAreSorted { return }
    let order = (marks..<scalars.count).sorted { (classes[$0], $0) < (classes[$1], $1) }
    let values = order.map { scalars[$0] }
    let ranks = order.map { classes[$0] }
    scalars.replaceSubrange(marks..., with: values)
    classes.replaceSubrange(marks..., with: ranks)
    marksAreSorted = true
  }

  /// Canonical composition; appends the result as UTF-8.
  mutating func compose(into out: inout [UInt8]) {
    sortMarks()
    var result: [UInt32] = []
    var starter: Int?
    /// Class of the last mark kept after the starter; a mark of the same or a higher class is blocked by it.
    var last: UInt8 = 0
    for (value, rank) in zip(scalars, classes) {
      let isAdjacent = starter == result.count - 1
      if let position = starter, isAdjacent || last != 0 && last < rank,
        let joined = Hangul.join(result[position], value) ?? CanonicalData.shared.composition(result[position], value)
      {
        result[position] = joined
        continue
      }
      result.append(value)
      if rank == 0 {
        starter = result.count - 1
        last = 0
      } else {
        last = rank
      }
    }
    for value in result { UTF8Text.append(Unicode.Scalar(value) ?? "\u{FFFD}", to: &out) }
  }
}

/// Composition of Hangul syllables by arithmetic (The Unicode Standard, section 3.12).
private enum Hangul {
  static func isSyllable(_ value: UInt32) -> Bool { value >= 0xAC00 && value <= 0xD7A3 }

  static func parts(of syllable: UInt32) -> [UInt32] {
    let index = syllable - 0xAC00
    let lead = 0x1100 + index / 588
    let vowel = 0x1161 + index % 588 / 28
    let tail = 0x11A7 + index % 28
    return tail == 0x11A7 ? [lead, vowel] : [lead, vowel, tail]
  }

  static func join(_ first: UInt32, _ second: UInt32) -> UInt32? {
    if (0x1100...0x1112).contains(first), (0x1161...0x1175).contains(second) {
      return 0xAC00 + ((first - 0x1100) * 21 + (second - 0x1161)) * 28
    }
    if isSyllable(first), (first - 0xAC00) % 28 == 0, (0x11A8...0x11C2).contains(second) {
      return first + (second - 0x11A7)
    }
    return nil
  }
}

/// The tables in the form that normalisation asks them in.
struct CanonicalData: Sendable {
  static let shared = CanonicalData()

  private(set) var decompositions: [UInt32: (UInt32, UInt32)] = [:]
  private var compositions: [UInt64: UInt32] = [:]
  /// Scalars that can change or move: marks, second halves of a composition, excluded ones.
  private var unstable: Set<UInt32> = []

  private init() {
    for (value, first, second) in Self.rows(CanonicalTables.composed) {
      decompositions[value] = (first, second)
      compositions[UInt64(first) << 32 | UInt64(second)] = value
      unstable.insert(second)
    }
    for (value, first, second) in Self.rows(CanonicalTables.excluded) {
      decompositions[value] = (first, second)
      unstable.insert(value)
    }
    unstable.formUnion(0x1161...0x1175)
    unstable.formUnion(0x11A8...0x11C2)
  }

  func composition(_ first: UInt32, _ second: UInt32) -> UInt32? { compositions[UInt64(first) << 32 | UInt64(second)] }

  /// Whether a scalar is its own NFC whatever stands around it.
  static func isStable(_ value: UInt32) -> Bool {
    switch value {
    case 0..<0x300, 0x400..<0x483, 0x48A..<0x591, 0x2010..<0x20D0, 0x3400..<0xA66F, 0xAC00..<0xD7A4: true
    case 0x374, 0x37E, 0x387: false
    case 0x370..<0x400: true
    default:
      !shared.unstable.contains(value)
        && Unicode.Scalar(value)?.properties.canonicalCombiningClass == .notReordered
    }
  }

  private static func rows(_ table: StaticString) -> [(UInt32, UInt32, UInt32)] {
    table.withUTF8Buffer { digits in
      func number(at start: Int) -> UInt32 {
        digits[start..<start + 5].reduce(0) { $0 << 4 | UInt32($1 <= 0x39 ? $1 - 0x30 : $1 - 0x37) }
      }
      return stride(from: 0, to: digits.count / 15 * 15, by: 15).map { start in
        (number(at: start), number(at: start + 5), number(at: start + 10))
      }
    }
  }
}
