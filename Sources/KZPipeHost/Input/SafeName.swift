import KZPipeText

/// Makes file names out of names that somebody else chose.
public enum SafeName {
  /// Bytes of one segment; file systems allow 255, and extensions and counters come behind.
  static let maximalBytes = 120

  /// One path segment of letters, digits, `.`, `_` and `-`; other characters become `-`, one for a run of them.
  /// Never empty, never hidden, never `..`; what is cut off is replaced by a hash of the whole.
  public static func segment(_ name: some StringProtocol) -> String {
    if isPlain(name.utf8) { return String(name) }
    var out = ""
    // Bytes of the name without dots and dashes at its end.
    var end = 0
    for scalar in name.unicodeScalars {
      if isSafe(scalar) {
        // A leading dot hides a file, a leading dash is an option to most programs.
        if out.isEmpty, scalar == "." || scalar == "-" { continue }
        out.unicodeScalars.append(scalar)
        if scalar != ".", scalar != "-" { end = out.utf8.count }
      } else if end > 0, end == out.utf8.count, isMark(scalar) {
        // A mark stands on a letter; behind a slash it would hide it.
        out.unicodeScalars.append(scalar)
        end = out.utf8.count
      } else if end > 0, out.utf8.last != UInt8(ascii: "-") {
        out.unicodeScalars.append("-")
      }
    }
    let whole = String(Substring(out.utf8.prefix(end)))
    if whole.isEmpty { return "document" }
    guard whole.utf8.count > maximalBytes else { return whole }
    let hash = SHA256.hexDigest(of: Array(String(name).utf8)).prefix(8)
    var cut = ""
    for character in whole {
      if cut.utf8.count + character.utf8.count > maximalBytes - 9 { break }
      cut.append(character)
    }
    return (cut.isEmpty ? "document" : cut) + "-" + hash
  }

  /// Whether the name is safe as it is, told from its bytes; most are.
  private static func isPlain(_ bytes: some Collection<UInt8>) -> Bool {
    guard let first = bytes.first, isLetterOrDigit(first), bytes.count <= maximalBytes else { return false }
    var last = first
    for byte in bytes {
      guard isLetterOrDigit(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") else { return false }
      last = byte
    }
    return last != UInt8(ascii: "-")
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  /// Every segment of a relative path made safe.
  public static func path(_ path: some StringProtocol) -> String {
    FilePath.segments(of: path).filter { $0 != "." && $0 != ".." }.map { segment($0) }.joined(separator: "/")
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    guard !scalar.isASCII else { return false }
    let category = scalar.properties.generalCategory
    return category == .nonspacingMark || category == .spacingMark
  }

  private static func isSafe(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      return scalar.properties.isAlphabetic || (0x30...0x39).contains(scalar.value) || scalar == "." || scalar == "_"
        || scalar == "-"
    }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber:
      return true
    default: return false
    }
  }
}

/// Hands out slugs that no other document of the run has.
public struct SlugMaker: Sendable {
  /// Hashes of the slugs given so far: eight bytes a document, so that a million documents stay small. Two slugs with one
  /// hash only cost a needless number.
  private var taken: Set<UInt64> = []
  /// Hashes of stems `x` for which some `x-<number>` is taken.
  private var numbered: Set<UInt64> = []
  /// Hashes of stems `x` for which every `x-<number>` is given away.
  private var series: Set<UInt64> = []
  private var numbers = NextNumbers()

  public init() {}

  /// Gives every slug `stem-1`, `stem-2`, … away at once, so that a file with a million lines takes no more memory than one.
  /// - Returns: the stem; `nil` when one of them may be taken already, and each has to be asked for
  mutating func series(for path: some StringProtocol) -> String? {
    // Numbers come behind; a name that is cut would be cut with them.
    let stem = SafeName.path(path)
    guard !stem.isEmpty, stem.utf8.count + 24 <= SafeName.maximalBytes, SafeName.path("\(path)-1") == stem + "-1" else {
      return nil
    }
    let hash = Self.hash(stem)
    return !numbered.contains(hash) && series.insert(hash).inserted ? stem : nil
  }

  /// `path` made safe and, when taken, numbered `-2`, `-3`, … in the order of the calls.
  public mutating func slug(for path: some StringProtocol) -> String {
    let safe = SafeName.path(path)
    let stem = safe.isEmpty ? "document" : safe
    let key = Self.hash(stem)
    var number = numbers.first(for: key)
    while true {
      let slug = number == 1 ? stem : "\(stem)-\(number)"
      let series = Self.stem(ofNumbered: slug)
      if series.map(self.series.contains) ?? false || !taken.insert(Self.hash(slug)).inserted {
        number += 1
        continue
      }
      if let series { numbered.insert(series) }
      numbers.took(number, for: key)
      return slug
    }
  }

  /// Hash of `x` for `x-<digits>`.
  private static func stem(ofNumbered slug: String) -> UInt64? {
    let bytes = slug.utf8
    guard let dash = bytes.lastIndex(of: UInt8(ascii: "-")), dash != bytes.startIndex else { return nil }
    let digits = bytes[bytes.index(after: dash)...]
    guard !digits.isEmpty, digits.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
    return hash(String(slug[..<dash]))
  }

  /// FNV-1a, 64 bits: the same in every run, unlike `Hasher`.
  static func hash(_ text: String) -> UInt64 {
    text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }
}

/// Where to begin counting for a name that came before, so that a thousand equal names take no million of tries. Holds names
/// that came twice, nothing of the others.
private struct NextNumbers: Sendable {
  private var next: [UInt64: Int] = [:]

  func first(for name: UInt64) -> Int { next[name] ?? 1 }

  mutating func took(_ number: Int, for name: UInt64) {
    if number > 1 { next[name] = number + 1 }
  }
}

/// Hands out paths below one directory that no other file of the run has, neither as a file nor as a directory.
struct NameTable {
  private var files: Set<UInt64> = []
  private var directories: Set<UInt64> = []
  private var numbers = NextNumbers()

  /// `path`, numbered before its extension when it is taken, and made one segment when a file stands in its way.
  mutating func claim(_ path: String) -> String {
    var path = path
    if ancestors(of: path).contains(where: { files.contains($0) }) { path = path.replacing("/", with: "_") }
    let last = FilePath.lastSegment(of: path)
    let dot = last.lastIndex(of: ".").flatMap { $0 == last.startIndex ? nil : $0 }
    let ending = dot.map { String(last[$0...]) } ?? ""
    let stem = path.dropLast(ending.count)
    let key = SlugMaker.hash(path)
    var number = numbers.first(for: key)
    while true {
      let candidate = number == 1 ? path : "\(stem)-\(number)\(ending)"
      let hash = SlugMaker.hash(candidate)
      if !directories.contains(hash), files.insert(hash).inserted {
        directories.formUnion(ancestors(of: candidate))
        numbers.took(number, for: key)
        return candidate
      }
      number += 1
    }
  }

  mutating func release(_ path: String) { files.remove(SlugMaker.hash(path)) }

  func isClaimed(_ path: String) -> Bool { files.contains(SlugMaker.hash(path)) }

  private func ancestors(of path: String) -> [UInt64] {
    path.utf8.indices.filter { path.utf8[$0] == FilePath.slash }.map { SlugMaker.hash(String(path[..<$0])) }
  }
}
