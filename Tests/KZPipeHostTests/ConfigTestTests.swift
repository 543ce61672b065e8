import KZPipeJSON
import KZPipeKit
import Testing

@testable import KZPipeHost

/// `tests:` of a configuration: what they say, how they are matched, how they are rewritten.
@Suite struct ConfigTestTests {
  static let pipeline = "kzpipe: 1\npipeline: {clean: [lines], parse: [first_line], export: [files]}\n"

  static func outcomes(
    _ path: String, environment: [String: String] = [:]
  ) async throws -> [ConfigTester.Outcome] {
    let (config, problems) = try ConfigLoader.load(path, environment: environment)
    var registry = TestStages.registry()
    var registrar = Registrar()
    registrar.add(OrderedStageTests.Chain.self)
    registry.add(TestStages.module, entries: registrar.entries)
    let setup = try Setup(config: config, registry: registry, problems: problems, in: TestStages.surroundings)
    let tester = ConfigTester(setup, in: TestStages.surroundings)
    var outcomes: [ConfigTester.Outcome] = []
    for test in config.tests { outcomes.append(await tester.run(test)) }
    return outcomes
  }

  @Test func passingTestsOfEveryKind() async throws {
    let scratch = try Scratch()
    try scratch.write("in/a.txt", "Headline\nOne.\nTwo.\n")
    let path = try scratch.write(
      "p.yaml",
      Self.pipeline + """
        tests:
          - name: from a file
            input: in/a.txt
            expect:
              headline: Headline
              body_count: 2
              text_contains: [One., Two.]
              body: [{text: Two.}]
              source: {media_type: text/plain}
              dateline: null
              headline_matches: ['^Head', '(?i)LINE$']
          - {text: "Inline\\nBody", expect: {headline: Inline, images_count: 0}}
          - {html: "Page", expect: {source: {media_type: text/html}}}
          - {text: nothing, dead_letter: no_article}
          - {text: broken, dead_letter: {code: malformed, stage: first_line, message_matches: 'is \\w+$'}}
          - {text: "A\\nB", expect: {body_count: {at_least: 1, at_most: 1}}}

        """)
    let found = try await Self.outcomes(path)
    #expect(found.map(\.test.name) == ["from a file", "test 2", "test 3", "test 4", "test 5", "test 6"])
    #expect(found.flatMap(\.faults) == [])
  }

  @Test func faultsNameThePlaceAndBothValues() async throws {
    let scratch = try Scratch()
    let path = try scratch.write(
      "p.yaml",
      Self.pipeline + """
        tests:
          - text: "Headline\\nBody"
            expect:
              headline: Other
              body_count: 7
              text_contains: word
              body: [{text: Body}, {text: Body}]
              summary: 1
          - {text: broken, dead_letter: no_article}
          - {text: broken, expect: {}}
          - {text: Fine, dead_letter: no_article}

        """)
    let found = try await Self.outcomes(path)
    #expect(
      found[0].faults == [
        "\(path):6:17: /headline\n    expected Other\n    found    Headline",
        "\(path):7:19: /body_count\n    expected 7\n    found    1",
        "\(path):8:22: /text_contains\n    expected word\n    found    Body",
        "\(path):9:28: /body/1\n    expected {text: Body}\n    found    [{\"kind\":\"paragraph\",\"text\":\"Body\"}]",
        "\(path):10:16: /summary\n    expected 1\n    found    nothing",
      ])
    #expect(found[1].faults == ["\(path):11:33: dead_letter\n    expected no_article\n    found    malformed"])
    #expect(found[2].faults.first?.contains("expected an article") == true)
    #expect(found[3].faults.first?.contains("found    \"an article\"") == false && found[3].faults.count == 1)
  }

  @Test func updateRewritesValuesAndNothingElse() async throws {
    let scratch = try Scratch()
    let text =
      Self.pipeline + """
        tests:   # kept
          - text: "Ұлы \\"x\\"\\nBody"
            expect: {headline: 'It''s other', body_count: 7, language: kk}   # kept, too
          - {text: broken, dead_letter: no_article}
          - {text: Fine, dead_letter: no_article}

        """
    let path = try scratch.write("p.yaml", text)
    let found = try await Self.outcomes(path)
    #expect(found.map(\.isUpdatable) == [true, true, false])
    #expect(try ConfigTester.update(path, found) == 4)
    #expect(
      try scratch.text("p.yaml")
        == text.replacing("'It''s other'", with: "\"Ұлы \\\"x\\\"\"").replacing("body_count: 7", with: "body_count: 1")
        .replacing("language: kk", with: "language: en").replacing(
          "broken, dead_letter: no_article", with: "broken, dead_letter: malformed"))
    #expect(try await Self.outcomes(path).map(\.faults.count) == [0, 0, 1])
  }

  @Test func theNearestElementOfAListIsCompared() async throws {
    let scratch = try Scratch()
    let path = try scratch.write(
      "p.yaml",
      Self.pipeline + """
        tests:
          - text: "A\\nB\\nC"
            expect: {body: [{kind: paragraph, text: B}, {kind: heading, text: C}], headline_matches: '^B', body_count: {at_least: 3}}

        """)
    let found = try await Self.outcomes(path)
    #expect(
      found[0].faults == [
        "\(path):5:56: /body/1/kind\n    expected heading\n    found    paragraph",
        "\(path):5:94: /headline_matches\n    expected \"^B\"\n    found    A",
        "\(path):5:123: /body_count/at_least\n    expected 3\n    found    2",
      ])
    #expect(try ConfigTester.update(path, found) == 2)
    let updated = try scratch.text("p.yaml")
    #expect(updated.contains("{kind: paragraph, text: C}") && updated.contains("{at_least: 2}"))
  }

  @Test func whatTheEnvironmentSaysIsCompared() async throws {
    let scratch = try Scratch()
    let text = Self.pipeline + "tests: [{text: \"${T}\", expect: {headline: \"${H}\"}}]\n"
    let path = try scratch.write("p.yaml", text)
    let found = try await Self.outcomes(path, environment: ["T": "A", "H": "A"])
    #expect(found.flatMap(\.faults) == [])
    let other = try await Self.outcomes(path, environment: ["T": "A", "H": "B"])
    #expect(other.flatMap(\.faults).count == 1)
    #expect(try ConfigTester.update(path, other) == 0 && scratch.text("p.yaml") == text)
  }

  @Test func longTextsAreCutToWhatDiffers() {
    let (expected, found) = Difference.shown(
      String(repeating: "a", count: 500) + "x", String(repeating: "a", count: 500) + "y")
    #expect(expected == "…" + String(repeating: "a", count: 40) + "x")
    #expect(found == "…" + String(repeating: "a", count: 40) + "y")
    #expect(Difference.shown("a", "b") == ("a", "b"))
  }

  @Test func noTestKnowsOfTheOnesBefore() async throws {
    let scratch = try Scratch()
    let path = try scratch.write(
      "p.yaml",
      Self.pipeline.replacing("export:", with: "enrich: [chain], export:")
        + "tests: [{text: A, expect: {related_count: 0}}, {text: B, expect: {related_count: 0}}]\n")
    #expect(try await Self.outcomes(path).map(\.faults) == [[], []])
  }

  @Test func updateKeepsTheLineEndings() async throws {
    let scratch = try Scratch()
    let text =
      Self.pipeline.replacing("\n", with: "\r\n") + "tests:\r\n  - text: A\r\n    expect:\r\n      headline: B\r\n"
    let path = try scratch.write("p.yaml", text)
    #expect(try ConfigTester.update(path, try await Self.outcomes(path)) == 1)
    let updated = try scratch.text("p.yaml")
    #expect(Array(updated.utf8) == Array(text.replacing("headline: B", with: "headline: A").utf8))
    #expect(try ConfigTester.update(path, try await Self.outcomes(path)) == 0)
  }

  @Test(arguments: [
    ("[{text: a, expct: {}}]", "unknown key \"expct\" in a test"), ("[{text: a}]", "a test expects either"),
    ("[{expect: {}}]", "a test has one of input, text and html"),
    ("[{text: a, html: b, expect: {}}]", "a test has one of input, text and html"),
    ("[{text: a, expect: [b]}]", "\"expect\" of a test has to be a map, not a list"),
    ("{}", "\"tests\" has to be a list"),
    ("[a]", "a test has to be a map, not a string"),
    ("[{text: 1, dead_letter: a}]", "\"text\" of a test has to be a string"),
  ])
  func brokenTestsAreTold(_ tests: String, message: String) throws {
    let scratch = try Scratch()
    let path = try scratch.write("p.yaml", Self.pipeline + "tests: \(tests)\n")
    let problems = try ConfigLoader.load(path, environment: [:]).problems
    #expect(problems.map(\.message).contains { $0.contains(message) }, "\(problems)")
  }
}
