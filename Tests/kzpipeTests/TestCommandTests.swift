import Foundation
import Testing

/// `kzpipe test` and `kzpipe run --tap`, seen from outside.
@Suite struct TestCommandTests {
  @Test func testsPassFailAndAreUpdated() throws {
    let scratch = try Scratch()
    let environment = ["KZPIPE_PLUGIN_PATH": try EchoModule.directory()]
    let config = try scratch.write(
      "p.yaml",
      Kzpipe.echoPipeline + "tests:\n  - {name: first, text: \"A\\nB\", expect: {headline: C, body_count: 1}}\n")
    let failed = try Kzpipe.run(["test", config], environment: environment)
    #expect(failed.status == 1, "\(failed.errors)")
    #expect(
      failed.output == """
        FAIL  \(config): first
          \(config):9:52: /headline
            expected C
            found    A
        1 test: 0 passed, 1 failed

        """)
    let updated = try Kzpipe.run(["test", config, "--update"], environment: environment)
    #expect(updated.status == 0 && updated.output.contains("1 value updated\npass  \(config): first"))
    #expect(try scratch.text("p.yaml").contains("headline: A, body_count: 1"))
    #expect(try Kzpipe.run(["lint", config], environment: environment).status == 0)
    let broken = try scratch.write("b.yaml", Kzpipe.echoPipeline + "tests: [{text: a}]\n")
    let result = try Kzpipe.run(["test", broken], environment: environment)
    #expect(
      result.status == 2 && result.errors.contains("b.yaml:8:9: error[KZ0106]: a test expects either"),
      "\(result.errors)")
    #expect(try Kzpipe.run(["test", "--help"]).output.contains("EXAMPLES"))
  }

  @Test func tapPrintsWhatLeavesAStage() throws {
    let scratch = try Scratch()
    let environment = ["KZPIPE_PLUGIN_PATH": try EchoModule.directory()]
    let config = try scratch.write("p.yaml", Kzpipe.echoPipeline)
    for name in ["a", "b", "c"] { try scratch.write("in/\(name).txt", "Head \(name)\nBody\n") }
    try scratch.write("in/d.txt", "no article\n")
    func tap(_ stage: String, _ more: [String] = []) throws -> Kzpipe.Result {
      try Kzpipe.run(["run", "-c", config, "--tap", stage] + more, environment: environment)
    }
    let clean = try tap("echo_lines", ["--limit", "2"])
    #expect(clean.status == 0 && clean.output.split(separator: "\n").count == 2, "\(clean.errors)")
    #expect(clean.output.contains("\"decision\":\"kept\"") && clean.output.contains("\"text\":\"Head a\""))
    let parsed = try tap("echo_article")
    #expect(parsed.status == 1 && parsed.errors.contains("d.txt: echo_article: no_article"))
    #expect(parsed.output.split(separator: "\n").map { $0.contains("\"statistics\"") } == [false, false, false])
    #expect(try tap("echo_shout", ["--limit", "1"]).output.contains("\"statistics\":{\"words\":0"))
    #expect(
      try tap("echo_files", ["--limit", "1"]).output.contains("\"file\":\"echo_files/a.txt\",\"is_record\":false"))
    let unknown = try tap("echo_shot")
    #expect(unknown.status == 2 && unknown.errors.contains("(did you mean \"echo_shout\"?)"))
    #expect(try tap("echo_lines", ["--dry-run"]).status == 2)
    #expect(try scratch.files() == ["in/a.txt", "in/b.txt", "in/c.txt", "in/d.txt", "p.yaml"])
  }
}
