import Foundation
import Testing

/// `kzpipe schema` and `kzpipe graph`, seen from outside and judged by an independent validator.
@Suite struct SchemaCommandTests {
  /// A Python with `jsonschema` and `yaml`, when the machine has one: $KZPIPE_TEST_PYTHON, else python3.
  static let python: String? = {
    let python = ProcessInfo.processInfo.environment["KZPIPE_TEST_PYTHON"] ?? "python3"
    let probe = try? Kzpipe.run(
      "/usr/bin/env", [python, "-c", "import jsonschema, yaml"], environment: [:], input: "")
    return probe?.status == 0 ? python : nil
  }()

  @Test(.enabled(if: python != nil, "skipped: no Python with jsonschema and yaml"))
  func anIndependentValidatorAgrees() throws {
    let scratch = try Scratch()
    let schema = try Kzpipe.run(["schema", "config"])
    try scratch.write("schema.json", schema.output)
    let seeds = Kzpipe.root.appendingPathComponent("seeds/pipeline.yaml").path
    let text = try String(contentsOfFile: seeds, encoding: .utf8)
    let bad = try scratch.write("bad.yaml", text.replacing("guid_authority", with: "giud_authority"))
    let script = """
      import json, sys, yaml, jsonschema
      schema = json.load(open(sys.argv[1]))
      jsonschema.Draft202012Validator.check_schema(schema)
      for path in sys.argv[2:]:
          print(len(list(jsonschema.Draft202012Validator(schema).iter_errors(yaml.safe_load(open(path))))))
      """
    let result = try Kzpipe.run(
      "/usr/bin/env", [try #require(Self.python), "-c", script, scratch.path + "/schema.json", seeds, bad],
      environment: [:],
      input: "")
    #expect(result.status == 0 && result.output == "0\n1\n", "\(result.output) \(result.errors)")
  }

  @Test func bothSchemasArePrinted() throws {
    let config = try Kzpipe.run(["schema", "config"])
    #expect(config.status == 0 && config.output.contains("\"const\": \"html_article\""), "\(config.errors)")
    let article = try Kzpipe.run(["schema", "article"])
    #expect(article.status == 0 && article.output.contains("\"title\": \"kzpipe article record\""))
    #expect(try Kzpipe.run(["schema", "configs"]).status == 2)
    for command in ["schema", "graph"] {
      #expect(try Kzpipe.run([command, "--help"]).output.contains("EXAMPLES"))
    }
  }

  @Test func theSeedPipelineIsDrawn() throws {
    let seeds = Kzpipe.root.appendingPathComponent("seeds/pipeline.yaml").path
    let text = try Kzpipe.run(["graph", "-c", seeds])
    #expect(text.status == 0 && text.output.hasPrefix("input\n│\n├─ clean\n│  ├─ html_article"), "\(text.errors)")
    #expect(try Kzpipe.run(["graph", "-c", seeds, "--format", "dot"]).output.hasPrefix("digraph kzpipe {"))
    #expect(try Kzpipe.run(["graph", "-c", "no.yaml"]).status == 2)
  }
}
