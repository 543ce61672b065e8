/// What a site's `robots.txt` lets one crawler read (RFC 9309).
public struct RobotsRules: Sendable, Hashable {
  /// Bytes of the file that count (RFC 9309, section 2.5).
  static let limit = 500 << 10

  private struct Rule: Sendable, Hashable {
    var isAllowed: Bool
    var pattern: [UInt8]
  }

  private var rules: [Rule] = []
  /// Seconds between two requests: a custom of many sites, not part of the standard.
  public private(set) var crawlDelay: Double?

  /// No file, so no rules.
  static let allowed = RobotsRules(rules: [])
  /// The file cannot be had, so nothing may be read for now (RFC 9309, section 2.3.1.4).
  static func unreachable(_ reason: String) -> RobotsRules {
    var rules = RobotsRules(rules: [Rule(isAllowed: false, pattern: [UInt8(ascii: "/")])])
    rules.fault = reason
    return rules
  }

  /// Why the file cannot be had; `nil` when it was read.
  private(set) var fault: String?

  private init(rules: [Rule]) { self.rules = rules }

  /// - Parameter agent: product token of the crawler, compared without regard to case
  public init(_ bytes: [UInt8], agent: String) {
    let agent = Array(agent.lowercased().utf8)
    var own = Group()
    var others = Group()
    /// Groups that the lines belong to; user-agent lines in a row name one group together.
    var isOwn = false
    var isOthers = false
    var isNaming = false
    var text = bytes.prefix(Self.limit)
    if text.starts(with: [0xEF, 0xBB, 0xBF]) { text = text.dropFirst(3) }
    for line in text.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
      guard let (key, value) = Self.field(line) else { continue }
      switch key {
      case "user-agent":
        if !isNaming { (isOwn, isOthers) = (false, false) }
        isNaming = true
        // Only the token counts; a version may follow it.
        let name = value.prefix { Self.isTokenByte($0) }.map { Self.isLetter($0) ? $0 | 0x20 : $0 }
        if value.elementsEqual("*".utf8) { isOthers = true }
        if !name.isEmpty, name == agent { isOwn = true }
      case "allow", "disallow":
        isNaming = false
        // An empty value sets no rule.
        guard !value.isEmpty else { continue }
        let rule = Rule(isAllowed: key == "allow", pattern: Self.normalised(value))
        if isOwn { own.add(rule) }
        if isOthers { others.add(rule) }
      case "crawl-delay":
        isNaming = false
        guard let seconds = Double(String(decoding: value, as: UTF8.self)), seconds >= 0, seconds.isFinite else {
          continue
        }
        if isOwn { own.delay(seconds) }
        if isOthers { others.delay(seconds) }
      default: break
      }
      if isOwn { own.isNamed = true }
      if isOthers { others.isNamed = true }
    }
    let group = own.isNamed ? own : others
    rules = group.rules
    crawlDelay = group.delay
  }

  private struct Group {
    var isNamed = false
    var rules: [Rule] = []
    var delay: Double?

    mutating func add(_ rule: Rule) { rules.append(rule) }
    mutating func delay(_ seconds: Double) { delay = max(delay ?? 0, seconds) }
  }

  /// Whether path and query may be read: the longest matching pattern decides, and of equal ones the one that allows.
  public func allow(_ target: String) -> Bool {
    let path = Self.normalised(Array(target.utf8)[...])
    // The file itself is always readable.
    if path.elementsEqual("/robots.txt".utf8) { return true }
    var best: Rule?
    for rule in rules where Self.matches(rule.pattern, path) {
      if let best, best.pattern.count > rule.pattern.count || best.pattern.count == rule.pattern.count && best.isAllowed
      {
        continue
      }
      best = rule
    }
    return best?.isAllowed ?? true
  }

  // MARK: Patterns

  /// Matches from the start; `*` stands for anything, `$` at the end for the end. In the product of both lengths at worst.
  private static func matches(_ pattern: [UInt8], _ path: [UInt8]) -> Bool {
    let isAnchored = pattern.last == UInt8(ascii: "$")
    let pattern = isAnchored ? pattern.dropLast() : pattern[...]
    var (p, t) = (0, 0)
    /// Where to go on when a literal does not match: behind the last star, and one byte further in the path.
    var retry: (pattern: Int, path: Int)?
    while true {
      if p == pattern.count {
        if !isAnchored || t == path.count { return true }
      } else if pattern[p] == UInt8(ascii: "*") {
        p += 1
        retry = (p, t)
        continue
      } else if t < path.count, pattern[p] == path[t] {
        p += 1
        t += 1
        continue
      }
      guard let last = retry, last.path < path.count else { return false }
      retry = (last.pattern, last.path + 1)
      (p, t) = (last.pattern, last.path + 1)
    }
  }

  /// One spelling for what percent-encoding writes in several (RFC 9309, section 2.2.2): unreserved characters as they are,
  /// everything beyond ASCII encoded, hexadecimal digits in upper case.
  private static func normalised(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      if byte == UInt8(ascii: "%"), index + 2 < bytes.endIndex, let high = value(bytes[index + 1]),
        let low = value(bytes[index + 2])
      {
        let decoded = high << 4 | low
        if isTokenByte(decoded) || isDigit(decoded) || ".~".utf8.contains(decoded) {
          out.append(decoded)
        } else {
          out += encoded(decoded)
        }
        index += 3
        continue
      }
      if byte > 0x20, byte < 0x7F { out.append(byte) } else { out += encoded(byte) }
      index += 1
    }
    return out
  }

  // MARK: Lines

  /// `Key: value # comment`; the key in lower case.
  private static func field(_ line: ArraySlice<UInt8>) -> (key: String, value: ArraySlice<UInt8>)? {
    let line = line.prefix { $0 != UInt8(ascii: "#") }
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let key = trimmed(line[..<colon])
    guard key.count <= 32 else { return nil }
    return (String(decoding: key, as: UTF8.self).lowercased(), trimmed(line[(colon + 1)...]))
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var bytes = bytes.drop { $0 <= 0x20 }
    while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
    return bytes
  }

  private static func encoded(_ byte: UInt8) -> [UInt8] {
    let digits = Array("0123456789ABCDEF".utf8)
    return [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
  }

  private static func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case 0x30...0x39: digit - 0x30
    case 0x41...0x46: digit - 0x41 + 10
    case 0x61...0x66: digit - 0x61 + 10
    default: nil
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
  private static func isTokenByte(_ byte: UInt8) -> Bool {
    isLetter(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
  }
}
