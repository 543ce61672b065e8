import KZPipeJSON
import KZPipeKit

/// Compares an article record with what a test expects of it.
///
/// A map matches when each of its members does; a list when its elements are found among those of the record, in the same
/// order. `NAME_count` is the length of the list NAME, as a number or a range; `NAME_contains` a text, or several, within
/// the text of NAME; `NAME_matches` a regular expression, or several, found in it.
struct RecordMatch {
  struct Mismatch: Sendable {
    /// The node in the configuration whose value is not met.
    var expected: ConfigNode
    /// `/body_count`, `/authors/0/name`.
    var path: String
    /// What the record has; `nil` for nothing.
    var found: JSONValue?
    /// Whether `found` can take the place of the expected value.
    var isReplaceable: Bool
  }

  private(set) var mismatches: [Mismatch] = []

  init(_ expected: [ConfigNode.Entry], in record: JSONValue) { compare(expected, record, "") }

  private mutating func compare(_ entries: [ConfigNode.Entry], _ value: JSONValue, _ path: String) {
    for entry in entries {
      let here = path + "/" + entry.key
      if let found = value[entry.key] {
        compare(entry.value, found, here)
      } else if let name = entry.key.removing("_count") {
        count(entry.value, value[name]?.elements.count ?? 0, here)
      } else if let name = entry.key.removing("_contains") {
        search(entry.value.items, in: value[name], here) { $1.contains($0) }
      } else if let name = entry.key.removing("_matches") {
        // A pattern that cannot be read has been told of by lint.
        search(entry.value.items, in: value[name], here) { (try? TextPattern($0))?.isFound(in: $1) ?? false }
      } else if !entry.value.isNull {
        mismatches.append(.init(expected: entry.value, path: here, found: nil, isReplaceable: false))
      }
    }
  }

  private mutating func compare(_ expected: ConfigNode, _ found: JSONValue, _ path: String) {
    switch (expected.value, found) {
    case (.map(let entries), .object): compare(entries, found, path)
    case (.list(let items), .array(let elements)): compare(items, elements, found, path)
    case (.scalar, _):
      if !Self.equal(expected, found) {
        let isScalar = found.object == nil && found.array == nil
        mismatches.append(.init(expected: expected, path: path, found: found, isReplaceable: isScalar))
      }
    default: mismatches.append(.init(expected: expected, path: path, found: found, isReplaceable: false))
    }
  }

  /// A list: each item takes the next element that it matches.
  private mutating func compare(_ items: [ConfigNode], _ elements: [JSONValue], _ found: JSONValue, _ path: String) {
    var next = 0
    for (index, item) in items.enumerated() {
      if let place = elements.indices.dropFirst(next).first(where: { Self.faults(item, elements[$0]).isEmpty }) {
        next = place + 1
      } else if let near = Self.nearest(item, elements, isOnly: items.count == 1 && elements.count == 1) {
        compare(item, elements[near], "\(path)/\(near)")
      } else {
        mismatches.append(.init(expected: item, path: "\(path)/\(index)", found: found, isReplaceable: false))
      }
    }
  }

  /// The element that was meant: the only one, or the one that meets more of a map's members than any other does.
  private static func nearest(_ item: ConfigNode, _ elements: [JSONValue], isOnly: Bool) -> Int? {
    if isOnly { return elements.indices.first }
    guard item.entries.count > 1 else { return nil }
    let faults = elements.prefix(200).map { Self.faults(item, $0).count }
    guard let fewest = faults.min(), fewest < item.entries.count, let near = faults.firstIndex(of: fewest),
      !faults[(near + 1)...].contains(fewest)
    else { return nil }
    return near
  }

  private mutating func count(_ expected: ConfigNode, _ count: Int, _ path: String) {
    let found = JSONValue(integerLiteral: count)
    guard case .map(let bounds) = expected.value else { return compare(expected, found, path) }
    for bound in bounds {
      guard case .integer(let number) = bound.value.optionValue else { continue }
      if bound.key == "at_least" ? count < number : count > number {
        mismatches.append(.init(expected: bound.value, path: "\(path)/\(bound.key)", found: found, isReplaceable: true))
      }
    }
  }

  private mutating func search(
    _ texts: [ConfigNode], in value: JSONValue?, _ path: String, _ isFound: (String, String) -> Bool
  ) {
    for text in texts where !isFound(text.text, value?.string ?? "") {
      mismatches.append(.init(expected: text, path: path, found: value, isReplaceable: false))
    }
  }

  private static func faults(_ expected: ConfigNode, _ found: JSONValue) -> [Mismatch] {
    var match = RecordMatch([], in: nil)
    match.compare(expected, found, "")
    return match.mismatches
  }

  private static func equal(_ expected: ConfigNode, _ found: JSONValue) -> Bool {
    switch (expected.optionValue, found) {
    case (.string(let text), .string(let other)): text == other
    case (.boolean(let flag), .bool(let other)): flag == other
    case (.integer(let number), .number(let other)): Double(number) == other.double
    case (.number(let number), .number(let other)): (number - other.double).magnitude < 1e-9
    // An unquoted 2026 means the year that the record writes as a text.
    case (_, .string(let other)): expected.text == other
    default: false
    }
  }
}

extension ConfigNode {
  /// The text of a scalar as written, without what quotes do.
  var text: String { if case .scalar(let scalar) = value { scalar.text } else { "" } }
  /// The elements of a list; any other value alone.
  var items: [ConfigNode] { if case .list(let items) = value { items } else { [self] } }
}
