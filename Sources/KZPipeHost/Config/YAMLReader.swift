import KZPipeKit
import Yams

/// Reads YAML into nodes that know their places. Bounded: a configuration is small, whatever somebody hands over.
public struct YAMLReader: Sendable {
  public struct Limits: Sendable {
    /// Bytes of the text.
    public var bytes = 1 << 20
    /// Values, counted once for every use of an alias.
    public var nodes = 50_000
    /// Levels of maps and lists.
    public var depth = 64

    public init() {}
  }

  var file: String
  var limits = Limits()
  private var count = 0

  public init(file: String, limits: Limits = Limits()) {
    self.file = file
    self.limits = limits
  }

  /// - Returns: the root; `nil` for a text without a value.
  public mutating func read(_ bytes: [UInt8]) throws(Diagnostic) -> ConfigNode? {
    guard bytes.count <= limits.bytes else {
      throw Diagnostic(
        .tooLarge, "the configuration is larger than the \(limits.bytes) bytes that are read",
        at: Place(file),
        notes: ["is it the right file? lists of documents belong into input.paths as a directory or pattern"])
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Diagnostic(.syntax, "the file is not valid UTF-8", at: Place(file), notes: ["save it as UTF-8"])
    }
    if let place = complexKey(in: bytes) {
      throw Diagnostic(.syntax, "a key has to be a plain name, not an alias, a list or a map", at: place)
    }
    let root: Node?
    do {
      root = try Yams.compose(yaml: text)
    } catch {
      throw diagnostic(for: error, in: text)
    }
    guard let root else { return nil }
    count = 0
    return try node(root, depth: 0, within: Place(file, line: 1, column: 1))
  }

  private mutating func node(_ yaml: Node, depth: Int, within parent: Place) throws(Diagnostic) -> ConfigNode {
    let place = yaml.mark.map { Place(file, line: $0.line, column: $0.column) } ?? parent
    count += 1
    guard count <= limits.nodes else {
      throw Diagnostic(
        .tooLarge, "the configuration has more than \(limits.nodes) values", at: place,
        notes: ["aliases (*name) count as often as they are used"])
    }
    guard depth <= limits.depth else {
      throw Diagnostic(.tooLarge, "the configuration is nested more than \(limits.depth) levels deep", at: place)
    }
    switch yaml {
    case .scalar(let scalar):
      return ConfigNode(.scalar(.init(text: scalar.string, isPlain: scalar.style == .plain)), at: place)
    case .sequence(let items):
      var list: [ConfigNode] = []
      for item in items { list.append(try node(item, depth: depth + 1, within: place)) }
      return ConfigNode(.list(list), at: place)
    case .mapping(let pairs):
      var entries: [ConfigNode.Entry] = []
      for (key, value) in pairs {
        guard case .scalar(let name) = key else {
          throw Diagnostic(.syntax, "a key has to be a plain name, not an alias, a list or a map", at: place)
        }
        let keyPlace = name.mark.map { Place(file, line: $0.line, column: $0.column) } ?? place
        entries.append(
          .init(key: name.string, place: keyPlace, value: try node(value, depth: depth + 1, within: keyPlace)))
      }
      return ConfigNode(.map(entries), at: place)
    case .alias:
      throw Diagnostic(.syntax, "an alias is used before its anchor", at: place)
    }
  }

  private func diagnostic(for error: any Error, in text: String) -> Diagnostic {
    guard let yaml = error as? YamlError else {
      return Diagnostic(.syntax, "the file cannot be read as YAML", at: Place(file))
    }
    switch yaml {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let place = Place(file, line: mark.line, column: mark.column)
      if Self.line(mark.line, of: text).prefix(while: { $0 == " " || $0 == "\t" }).contains("\t") {
        return Diagnostic(
          .tabulator, "a tabulator stands in the indentation, where YAML allows only blanks", at: place,
          notes: ["replace every tabulator at the start of a line by two blanks"])
      }
      if problem.contains("nesting level") {
        return Diagnostic(.tooLarge, "the configuration is nested more than \(limits.depth) levels deep", at: place)
      }
      var notes: [String] = []
      if let context, context.mark.line > 0, !context.text.isEmpty {
        notes.append(
          "\(context.text.trimmingEnd) that starts at line \(context.mark.line), column \(context.mark.column)")
      }
      if Self.line(mark.line, of: text).contains("${") {
        notes.append("between brackets a variable stands in quotes: \"${NAME}\"")
      }
      return Diagnostic(.syntax, "not valid YAML: \(problem)", at: place, notes: notes)
    case .reader(let problem, let offset, _, _):
      // Behind a carriage return a line feed is no Character of its own, so lines are counted in bytes.
      let line = offset.map { text.utf8.prefix($0).reduce(1) { $1 == 0x0A ? $0 + 1 : $0 } } ?? 0
      return Diagnostic(.syntax, "not readable as YAML: \(problem)", at: Place(file, line: line))
    case .duplicatedKeysInMapping(let keys, let context):
      let named = keys.map { "\"\($0)\"" }.joined(separator: ", ")
      return Diagnostic(
        .duplicateKey, "key \(named) is written more than once in one map",
        at: Place(
          file, line: Self.repetition(of: keys.first ?? "", in: context.mark, text) ?? context.mark.line,
          column: context.mark.column), notes: ["keep one of them; YAML does not say which would count"])
    default:
      return Diagnostic(.syntax, "the file cannot be read as YAML", at: Place(file))
    }
  }

  /// The line in which `key` stands for the second time in the block map that begins at `start`; `nil` for a map in brackets.
  private static func repetition(of key: String, in start: Mark, _ text: String) -> Int? {
    let written = Array(repeating: UInt8(ascii: " "), count: max(0, start.column - 1)) + Array("\(key):".utf8)
    let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
    var isRepeated = false
    for number in lines.indices.dropFirst(start.line - 1) {
      // The first entry of a map in a list stands behind the dash.
      let isKey =
        number == start.line - 1
        ? lines[number].dropFirst(written.count - key.utf8.count - 1).starts(with: "\(key):".utf8)
        : lines[number].starts(with: written)
      guard isKey else { continue }
      if isRepeated { return number + 1 }
      isRepeated = true
    }
    return nil
  }

  private static func line(_ number: Int, of text: String) -> Substring {
    let lines = text.utf8.split(separator: 0x0A, maxSplits: max(number, 1), omittingEmptySubsequences: false)
    return lines.indices.contains(number - 1) ? Substring(lines[number - 1]) : ""
  }

  /// Where a key is something else than a name, as far as a look at the bytes tells.
  ///
  /// The composer compares keys by hashing them whole; a key made of aliases to aliases would take exponential time.
  /// Only texts that hold both an anchor and an alias are looked at.
  private func complexKey(in bytes: [UInt8]) -> Place? {
    guard bytes.contains(UInt8(ascii: "&")), bytes.contains(UInt8(ascii: "*")) else { return nil }
    var line = 1
    var start = 0
    var quote: UInt8?
    for (index, byte) in bytes.enumerated() {
      let next: UInt8? = index + 1 < bytes.count ? bytes[index + 1] : nil
      let atTokenStart = index == start || " [{,-:?".utf8.contains(bytes[index - 1])
      if byte == UInt8(ascii: "\n") {
        line += 1
        start = index + 1
        quote = nil
      } else if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'"), atTokenStart {
        quote = byte
      } else if byte == UInt8(ascii: "#"), atTokenStart {
        quote = UInt8(ascii: "\n")
      } else if byte == UInt8(ascii: "?"), atTokenStart, next == nil || next == 0x20 || next == 0x0A || next == 0x0D {
        return Place(file, line: line, column: index - start + 1)
      } else if byte == UInt8(ascii: ":"), next == nil || next == 0x20 || next == 0x0A || next == 0x0D {
        var before = bytes[start..<index]
        while before.last == 0x20 { before.removeLast() }
        if before.last == UInt8(ascii: "]") || before.last == UInt8(ascii: "}") {
          return Place(file, line: line, column: before.endIndex - start)
        }
        let name = before.reversed().prefix { !" [{,".utf8.contains($0) }
        if name.last == UInt8(ascii: "*") {
          return Place(file, line: line, column: before.endIndex - start - name.count + 1)
        }
      }
    }
    return nil
  }
}

extension String {
  fileprivate var trimmingEnd: String {
    var text = Substring(self)
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }
}
