import Logging

/// A line that a process wrote to standard error. One that begins with a number in angle brackets has that level of syslog,
/// as systemd reads it too (sd-daemon(3)): `<4>no model for Kazakh` is a warning. All others are there for debugging.
struct ChildLine: Sendable, Hashable {
  var level: Logger.Level
  /// At most `mostBytes` of it.
  var text: String

  static let mostBytes = 2000

  init(_ bytes: some Collection<UInt8>) {
    var bytes = bytes.prefix(Self.mostBytes)[...]
    level = .debug
    if let flagged = Self.level(of: bytes) {
      level = flagged
      bytes = bytes.dropFirst(3)
    }
    text = String(decoding: bytes, as: UTF8.self)
    if text.hasSuffix("\r") || text.hasSuffix("\r\n") { text.removeLast() }
  }

  /// A line as this process writes it for whoever started it.
  static func warning(_ text: String) -> String { "<4>\(text.replacing("\n", with: " "))\n" }

  static func level(of line: some Collection<UInt8>) -> Logger.Level? {
    var bytes = line.prefix(3).makeIterator()
    guard bytes.next() == UInt8(ascii: "<"), let digit = bytes.next(), bytes.next() == UInt8(ascii: ">") else {
      return nil
    }
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "3"): return .error
    case UInt8(ascii: "4"): return .warning
    case UInt8(ascii: "5"), UInt8(ascii: "6"): return .info
    case UInt8(ascii: "7"): return .debug
    default: return nil
    }
  }
}

/// Cuts what a process writes into lines; holds back no more than the beginning of one.
struct LineCutter: Sendable {
  private var rest: [UInt8] = []

  /// The lines that end in `bytes`, without those that `isWanted` does not want.
  mutating func lines(in bytes: ArraySlice<UInt8>, where isWanted: (Logger.Level) -> Bool) -> [ChildLine] {
    var found: [ChildLine] = []
    var bytes = bytes
    while let end = bytes.firstIndex(of: 0x0A) {
      take(bytes[..<end])
      append(to: &found, where: isWanted)
      bytes = bytes[(end + 1)...]
    }
    take(bytes)
    return found
  }

  /// What stands behind the last line feed.
  mutating func last(where isWanted: (Logger.Level) -> Bool) -> [ChildLine] {
    var found: [ChildLine] = []
    append(to: &found, where: isWanted)
    return found
  }

  private mutating func take(_ bytes: ArraySlice<UInt8>) {
    rest += bytes.prefix(max(0, ChildLine.mostBytes + 4 - rest.count))
  }

  private mutating func append(to found: inout [ChildLine], where isWanted: (Logger.Level) -> Bool) {
    defer { rest.removeAll(keepingCapacity: true) }
    guard !rest.isEmpty, isWanted(ChildLine.level(of: rest) ?? .debug) else { return }
    found.append(ChildLine(rest))
  }
}
