import KZPipeKit

/// What a test expects of a document that fails: `dead_letter: no_article`, or a map with the code, the stage and a
/// pattern of the message.
struct ExpectedFailure: Sendable {
  static let keys = ["code", "stage", "message_matches"]

  var code: ConfigNode?
  var stage: ConfigNode?
  var message: ConfigNode?
  private(set) var problems: [Diagnostic] = []

  init(_ node: ConfigNode) {
    guard case .map(let entries) = node.value else {
      if case .string = node.optionValue(as: .string, relativeTo: "") {
        code = node
      } else {
        problems.append(ConfigTest.wrong("\"dead_letter\" of a test", "a code or a map", node))
      }
      return
    }
    for entry in entries {
      guard case .string(let text) = entry.value.optionValue(as: .string, relativeTo: "") else {
        problems.append(ConfigTest.wrong("\"\(entry.key)\" of an expected dead letter", "a string", entry.value))
        continue
      }
      switch entry.key {
      case "code": code = entry.value
      case "stage": stage = entry.value
      case "message_matches":
        message = entry.value
        if let problem = ExpectationCheck.problem(withPattern: text, at: entry.value.place) { problems.append(problem) }
      default:
        problems.append(
          Diagnostic(
            .unknownKey, "unknown key \"\(entry.key)\" in an expected dead letter", at: entry.place,
            suggestion: NearestName.of(entry.key, among: Self.keys),
            notes: ["allowed: " + Self.keys.joined(separator: ", ")]))
      }
    }
    if entries.isEmpty {
      problems.append(
        Diagnostic(.missing, "an expected dead letter names a code, a stage or both", at: node.place))
    }
  }

  /// A value that is not met, with what was found in its place.
  struct Mismatch {
    var expected: ConfigNode
    var path: String
    var found: String
    var isReplaceable: Bool
  }

  func mismatches(_ stage: String, _ error: StageError) -> [Mismatch] {
    var found: [Mismatch] = []
    func compare(_ expected: ConfigNode?, _ path: String, _ value: String) {
      guard let expected, expected.text != value else { return }
      found.append(Mismatch(expected: expected, path: path, found: value, isReplaceable: true))
    }
    compare(code, self.stage == nil && message == nil ? "dead_letter" : "dead_letter/code", error.code.rawValue)
    compare(self.stage, "dead_letter/stage", stage)
    if let message, let pattern = try? TextPattern(message.text), !pattern.isFound(in: error.message) {
      found.append(
        Mismatch(expected: message, path: "dead_letter/message_matches", found: error.message, isReplaceable: false))
    }
    return found
  }
}
