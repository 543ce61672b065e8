/// One entry of `tests:` in a configuration, with the nodes that say what is expected, so that faults have places.
public struct ConfigTest: Sendable {
  public enum Input: Sendable {
    case path(String)
    case inline(String, mediaType: String)
  }

  public var name: String
  public var place: Place
  public var input: Input
  /// Expected members of the article record.
  var expected: [ConfigNode.Entry]
  /// How the document is expected to fail.
  var deadLetter: ExpectedFailure?

  /// The tests of a configuration, as far as they can be used, and everything that is wrong with the others.
  static func all(in root: ConfigNode, directory: String) -> (tests: [ConfigTest], problems: [Diagnostic]) {
    guard let tests = root["tests"]?.value, !tests.isNull else { return ([], []) }
    guard case .list(let items) = tests.value else { return ([], [wrong("\"tests\"", "a list", tests)]) }
    var found: [ConfigTest] = []
    var problems: [Diagnostic] = []
    for (index, item) in items.enumerated() {
      do { found.append(try test(item, number: index + 1, directory: directory)) } catch { problems += error.all }
    }
    return (found, problems)
  }

  private static func test(_ node: ConfigNode, number: Int, directory: String) throws(Diagnostics) -> ConfigTest {
    guard case .map(let entries) = node.value else { throw Diagnostics([wrong("a test", "a map", node)]) }
    var problems: [Diagnostic] = []
    for entry in entries where !ConfigTestSchema.keys.contains(entry.key) {
      problems.append(
        Diagnostic(
          .unknownKey, "unknown key \"\(entry.key)\" in a test", at: entry.place,
          suggestion: NearestName.of(entry.key, among: ConfigTestSchema.keys),
          notes: ["allowed: " + ConfigTestSchema.keys.joined(separator: ", ")]))
    }
    func string(_ key: String) -> String? {
      guard let value = node[key]?.value else { return nil }
      guard case .string(let text) = value.optionValue(as: .string, relativeTo: "") else {
        problems.append(wrong("\"\(key)\" of a test", "a string", value))
        return nil
      }
      return text
    }
    let name = string("name")
    let inputs: [Input] = [
      string("input").map { .path(FilePath.resolve($0, in: directory)) },
      string("text").map { .inline($0, mediaType: MediaType.plainText) },
      string("html").map { .inline($0, mediaType: MediaType.html) },
    ].compactMap { $0 }
    let deadLetter = node["dead_letter"].flatMap { entry -> ExpectedFailure? in
      let failure = ExpectedFailure(entry.value)
      problems += failure.problems
      return failure
    }
    if let expect = node["expect"]?.value {
      var check = ExpectationCheck()
      if case .map = expect.value {
        check.run(expect)
      } else {
        problems.append(wrong("\"expect\" of a test", "a map", expect))
      }
      problems += check.problems
    }
    if (node["expect"] == nil) == (node["dead_letter"] == nil) {
      problems.append(
        Diagnostic(
          .missing, "a test expects either members of the article or a dead letter", at: node.place,
          notes: ["write expect: {headline: …}, or dead_letter: no_article"]))
    }
    if inputs.count != 1, problems.isEmpty {
      problems.append(
        Diagnostic(
          .missing, "a test has one of input, text and html", at: node.place, notes: ["for example input: pages/a.html"]
        ))
    }
    guard problems.isEmpty, let input = inputs.first else { throw Diagnostics(problems) }
    let fallback: String = if case .path(let path) = input { path } else { "test \(number)" }
    return ConfigTest(
      name: name ?? fallback, place: node.place, input: input, expected: node["expect"]?.value.entries ?? [],
      deadLetter: deadLetter)
  }

  static func wrong(_ what: String, _ expected: String, _ node: ConfigNode) -> Diagnostic {
    Diagnostic(.wrongType, "\(what) has to be \(expected), not \(node.optionValue.typeName)", at: node.place)
  }
}
