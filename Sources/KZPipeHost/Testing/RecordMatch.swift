import KZPipeJSON
import KZPipeKit

/// Compares an article record with what a test expects of it.
///
/// A map matches when each of its members does; a list when its elements are found among those of the record, in the same
/// order; `NAME_count` is the length of the list NAME, and `NAME_contains` a text, or several, within the text of NAME.
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
        let count = (value[name]?.elements.count).map { JSONValue(integerLiteral: $0) } ?? 0
        compare(entry.value, count, here)
      } else if let name = entry.key.removing("_contains") {
        let texts = entry.value.items
        for text in texts where !(value[name]?.string ?? "").contains(text.text) {
          mismatches.append(.init(expected: text, path: here, found: value[name], isReplaceable: false))
        }
      } else if !entry.value.isNull {
        mismatches.append(.init(expected: entry.value, path: here, found: nil, isReplaceable: false))
      }
    }
  }

  private mutating func compare(_ expected: ConfigNode, _ found: JSONValue, _ path: String) {
    switch (expected.value, found) {
    case (.map(let entries), .object): compare(entries, found, path)
    case (.list(let items), .array(let elements)):
      var next = 0
      for (index, item) in items.enumerated() {
        if let place = elements.indices.dropFirst(next).first(where: { Self.meets(item, elements[$0]) }) {
          next = place + 1
        } else {
          // With one element each it is clear which one was meant.
          if items.count == 1, elements.count == 1 {
            compare(item, elements[0], "\(path)/\(index)")
          } else {
            mismatches.append(.init(expected: item, path: "\(path)/\(index)", found: found, isReplaceable: false))
          }
        }
      }
    case (.scalar, _):
      if !Self.equal(expected, found) {
        let isScalar = found.object == nil && found.array == nil
        mismatches.append(.init(expected: expected, path: path, found: found, isReplaceable: isScalar))
      }
    default: mismatches.append(.init(expected: expected, path: path, found: found, isReplaceable: false))
    }
  }

  private static func meets(_ expected: ConfigNode, _ found: JSONValue) -> Bool {
    var match = RecordMatch([], in: nil)
    match.compare(expected, found, "")
    return match.mismatches.isEmpty
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

extension String {
  fileprivate func removing(_ suffix: String) -> String? { hasSuffix(suffix) ? String(dropLast(suffix.count)) : nil }
}
