import KZPipeKit
import Testing

@testable import KZPipeHost

/// `extends:` of a configuration.
@Suite struct ConfigInheritanceTests {
  static let base = """
    kzpipe: 1
    input: {paths: [pages]}
    pipeline:
      clean: [lines]
      parse: [first_line]
      enrich: [names]
      export: [{files: {path: "{slug}.x", directory: data}}]
    limits: {in_flight: 3, document_seconds: 2}
    output: {directory: "${OUT:-made}"}
    tests: [{text: a, expect: {}}]

    """

  private static func load(_ path: String, environment: [String: String] = [:]) throws -> (Config, [String]) {
    let (config, problems) = try ConfigLoader.load(path, environment: environment)
    return (config, Diagnostics(problems).sorted.map(DiagnosticRenderer.text))
  }

  @Test func mapsAreMergedAndListsReplaced() throws {
    let scratch = try Scratch()
    try scratch.write("base/b.yaml", Self.base)
    let path = try scratch.write(
      "p.yaml", "extends: base/b.yaml\npipeline: {enrich: , parse: [first_line, first_line]}\nlimits: {in_flight: 9}\n")
    let (config, problems) = try Self.load(path)
    #expect(problems == [])
    #expect(config.limits == Config.Limits(documentSeconds: 2, inFlight: 9))
    #expect(config.stages.map(\.name) == ["lines", "first_line", "first_line", "files"])
    #expect(config.tests.isEmpty)
  }

  @Test func pathsCountFromTheFileThatWritesThem() throws {
    let scratch = try Scratch()
    try scratch.write("base/b.yaml", Self.base)
    let path = try scratch.write("p.yaml", "extends: base/b.yaml\ndead_letter: {directory: dead}\n")
    let (config, _) = try Self.load(path)
    #expect(config.inputPaths.map(\.value) == [scratch.path + "/base/pages"])
    #expect(config.outputDirectory == scratch.path + "/base/made")
    #expect(config.deadLetterDirectory == scratch.path + "/dead")
    let setup = try Setup(config: config, registry: TestStages.registry(), in: TestStages.surroundings)
    let check = PipelineCheck(config: setup.config, registry: setup.registry)
    #expect(check.checked.last?.options["directory"] == .string(scratch.path + "/base/data"))
    #expect(try Self.load(path, environment: ["OUT": "/abs"]).0.outputDirectory == "/abs")
  }

  @Test func laterFilesWinAndChainsAreFollowed() throws {
    let scratch = try Scratch()
    try scratch.write("a.yaml", Self.base)
    try scratch.write("b.yaml", "extends: a.yaml\nlimits: {in_flight: 5}\n")
    try scratch.write("c.yaml", "limits: {in_flight: 6, document_bytes: 7}\n")
    let path = try scratch.write("p.yaml", "extends: [\"${BASE}\", c.yaml]\nlimits: {document_bytes: 8}\n")
    let (config, problems) = try Self.load(path, environment: ["BASE": "b.yaml"])
    #expect(problems == [])
    #expect(config.limits == Config.Limits(documentSeconds: 2, documentBytes: 8, inFlight: 6))
    let alone = try Self.load(scratch.path + "/a.yaml").0
    let same = try Self.load(try scratch.write("q.yaml", "extends: a.yaml\n")).0
    #expect(same.sha256 == alone.sha256)
  }

  @Test func problemsAreToldWhereTheyAreWritten() throws {
    let scratch = try Scratch()
    let base = try scratch.write("b.yaml", Self.base.replacing("in_flight: 3", with: "inflight: 3"))
    let path = try scratch.write("p.yaml", "extends: b.yaml\nlimits: {document_bytes: 0}\nkzpip: 1\n")
    let problems = try Self.load(path).1.map { String($0.prefix { $0 != "\n" }) }
    #expect(
      problems == [
        "\(base):8:10: error[KZ0104]: unknown key \"inflight\" in \"limits\" (did you mean \"in_flight\"?)",
        "\(path):2:26: error[KZ0107]: key \"limits.document_bytes\" has to be an integer from 1 to 2147483647, not 0",
        "\(path):3:1: error[KZ0104]: unknown key \"kzpip\" (did you mean \"kzpipe\"?)",
      ])
  }

  @Test func circlesAreNamed() throws {
    let scratch = try Scratch()
    let path = try scratch.write("a.yaml", "extends: b.yaml\n" + Self.base)
    let other = try scratch.write("b.yaml", "extends: [./a.yaml]\n")
    #expect(
      try Self.load(path).1 == [
        "\(other):1:11: error[KZ0118]: the configurations extend each other in a circle: \"\(path)\" > \"\(other)\" > \"\(path)\"\n  take one of the extends keys out"
      ])
    let alone = try scratch.write("c.yaml", "extends: no.yaml\n")
    #expect(try Self.load(alone).1.map { $0.contains("error[KZ0102]") } == [true])
    let own = try scratch.write("own.yaml", "extends: own.yaml\n" + Self.base)
    #expect(try Self.load(own).1.first?.contains("error[KZ0118]") == true)
  }

  @Test func missingAndBrokenFilesAreTold() throws {
    let scratch = try Scratch()
    let broken = try scratch.write("broken.yaml", "a: [\n")
    let old = try scratch.write("old.yaml", "kzpipe: 7\n")
    let path = try scratch.write(
      "p.yaml", Self.base + "extends: [no.yaml, broken.yaml, 3, [], old.yaml, \"${NONE}\"]\n")
    let first = try Self.load(path).1
    #expect(first.count == 1 && first[0].hasPrefix("\(path):11:50: error[KZ0114]: the environment variable \"NONE\""))
    try scratch.write("p.yaml", Self.base + "extends: [no.yaml, broken.yaml, 3, [], old.yaml]\n")
    #expect(
      try Self.load(path).1.map { String($0.prefix { $0 != "\n" }) } == [
        "\(broken):2:1: error[KZ0101]: not valid YAML: did not find expected node content",
        "\(old):1:9: error[KZ0116]: the file is written in format 7, and this kzpipe reads format 1",
        "\(path):11:11: error[KZ0102]: cannot read the extended configuration \"\(scratch.path)/no.yaml\": no such file or directory",
        "\(path):11:33: error[KZ0105]: key \"extends\" has to be a path or a list of paths, not an integer",
        "\(path):11:36: error[KZ0105]: key \"extends\" has to be a path or a list of paths, not a list",
      ])
  }

  @Test func chainsAndCrowdsAreBounded() throws {
    let scratch = try Scratch()
    try scratch.write("0.yaml", Self.base)
    for number in 1...9 { try scratch.write("\(number).yaml", "extends: \(number - 1).yaml\n") }
    #expect(try Self.load(scratch.path + "/7.yaml").1 == [])
    #expect(try Self.load(scratch.path + "/8.yaml").1.first?.contains("over more than 8 files") == true)
    let crowd = try scratch.write(
      "p.yaml", "extends: [" + Array(repeating: "0.yaml", count: 70).joined(separator: ", ") + "]\n")
    #expect(try Self.load(crowd).1.first?.contains("extends more than 64 files") == true)
  }
}
