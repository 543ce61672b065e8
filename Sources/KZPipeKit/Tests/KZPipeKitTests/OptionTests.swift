import KZPipeKit
import Testing

private struct Party: OptionDecodable, Equatable {
  var name: String
  var uri: String?

  static var optionType: OptionType {
    .object([
      OptionSpec("name", .string, isRequired: true, summary: "Name."), OptionSpec("uri", .uri, summary: "Address."),
    ])
  }

  init?(option value: OptionValue) {
    guard case .object(let fields) = value, let name = fields["name"].flatMap(String.init(option:)) else { return nil }
    self.name = name
    uri = fields["uri"].flatMap(String.init(option:))
  }
}

private enum Sample {
  static let width = Option("width_pixels", default: 800, in: 1...4000, summary: "Width.")
  static let mode = Option("mode", default: "fast", type: .choice(["fast", "exact"]), summary: "Mode.")
  static let party = Option<Party>(required: "party", summary: "Who.", example: ["name": "Example Desk"])
  static let tags = Option("tags", default: ["a"], summary: "Tags.")
  static let note = Option<String?>("note", summary: "Note.")
  static let spec = StageSpec(
    "sample", kind: .enrich, summary: "A sample.",
    options: [width.spec, mode.spec, party.spec, tags.spec, note.spec])
}

@Suite struct OptionTests {
  @Test func readsWrittenValuesAndDefaults() throws {
    let options = try Options(
      ["party": ["name": "Desk", "uri": "https://desk.example/"], "mode": "exact"], for: Sample.spec)
    #expect(options[Sample.width] == 800)
    #expect(options[Sample.mode] == "exact")
    #expect(options[Sample.party].uri == "https://desk.example/")
    #expect(options[Sample.tags] == ["a"])
    #expect(options[Sample.note] == nil)
  }

  @Test func findsEveryProblemInOneGo() {
    let problems = Sample.spec.problems(with: [
      "width_pixels": 9000, "mode": "slow", "tags": ["a", 3], "party": ["uri": "no address", "nam": "x"], "extra": true,
    ])
    let faults = problems.map(\.fault)
    #expect(faults.contains(.outOfRange(expected: .integer(1...4000), found: 9000)))
    #expect(faults.contains(.notAChoice("slow", allowed: ["fast", "exact"])))
    #expect(faults.contains(.wrongType(expected: .string, found: 3)))
    #expect(faults.contains(.notAURI("no address")))
    #expect(faults.contains(.unknownKey("nam", allowed: ["name", "uri"])))
    #expect(faults.contains(.missing("name")))
    #expect(faults.contains(.unknownKey("extra", allowed: ["width_pixels", "mode", "party", "tags", "note"])))
    #expect(problems.count == 7)
  }

  @Test func saysWhereAProblemIs() throws {
    let problem = try #require(Sample.spec.problems(with: ["party": ["name": "x"], "tags": ["a", 3]]).first)
    #expect(problem.path == [.key("tags"), .index(1)])
  }

  @Test func uncheckedValuesNeverReachAStage() {
    #expect(throws: OptionProblem(path: [], fault: .missing("party"))) { try Options([:], for: Sample.spec) }
  }

  @Test(arguments: [
    ("https://example.com/", true), ("tag:example.com,2026:x", true), ("urn:uuid:0", true), ("example.com", false),
    ("https:", false), (":x", false), ("1a:x", false), ("http://a b", false), ("http://a\"b", false), ("", false),
  ])
  func tellsURIsFromOtherText(text: String, isURI: Bool) {
    #expect(OptionType.uri.problems(with: .string(text)).isEmpty == isURI)
  }
}
