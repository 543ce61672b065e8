import Foundation
import Testing

/// `kzpipe plugin new` and `kzpipe plugin check`: the way of a newcomer, and what can go wrong on it.
@Suite struct PluginCommandTests {
  static let kinds = ["clean", "parse", "enrich", "export"]
  static let hasPython = FileManager.default.isExecutableFile(atPath: "/usr/bin/python3")

  /// Makes a package and runs a script in it; `$0` is kzpipe.
  static func new(
    _ name: String, _ kind: String, _ language: String, in scratch: Scratch
  ) throws -> Kzpipe.Result {
    try Kzpipe.run([
      "plugin", "new", name, "--kind", kind, "--language", language, "--directory", scratch.path,
    ])
  }

  @Test(.enabled(if: hasPython, "python3 is not installed"), arguments: kinds)
  func aNewPythonStageIsTestedConformsAndRuns(_ kind: String) throws {
    let scratch = try Scratch()
    let made = try Self.new("my_stage", kind, "python", in: scratch)
    #expect(made.status == 0 && made.output.contains("next:\n  cd \(scratch.path)/my_stage\n"), "\(made.errors)")
    let run = try Kzpipe.shell(
      """
      set -e; cd "$1/my_stage"; python3 -m unittest 2>&1; "$0" plugin check .
      "$0" run -c pipeline.yaml --summary none; find out -type f | sort
      """, [scratch.path])
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    #expect(run.output.contains("OK\n") && run.output.contains("1 stage: 1 conforms, 0 do not"))
    #expect(run.output.hasSuffix(kind == "export" ? "out/my_stage/page.txt\n" : "out/article_json/articles.jsonl\n"))
    if kind == "enrich" { #expect(try scratch.text("my_stage/out/article_json/articles.jsonl").contains("shouting")) }
  }

  @Test(arguments: kinds) func aNewSwiftStageConformsAndRuns(_ kind: String) throws {
    let scratch = try Scratch()
    #expect(try Self.new("my_stage", kind, "swift", in: scratch).status == 0)
    let sources = scratch.path + "/my_stage/Sources"
    let build = scratch.path + "/my_stage/.build/release"
    try FileManager.default.createDirectory(atPath: build, withIntermediateDirectories: true)
    try EchoModule.compile(
      "MyStage", ["\(sources)/MyStage/MyStageStage.swift", "\(sources)/MyStage/MyStageModule.swift"],
      entry: "\(sources)/MyStagePlugin/entry.swift", into: build)
    let run = try Kzpipe.shell(
      """
      set -e; cd "$1/my_stage"; "$0" plugin check .; "$0" run -c pipeline.yaml --summary none
      """, [scratch.path])
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    #expect(run.output.contains("    ok   concurrent\n") && run.output.hasSuffix("1 stage: 1 conforms, 0 do not\n"))
    if kind == "enrich" { #expect(try scratch.text("my_stage/out/article_json/articles.jsonl").contains("shouting")) }
  }

  @Test func nothingIsOverwritten() throws {
    let scratch = try Scratch()
    #expect(try Self.new("mine", "enrich", "python", in: scratch).status == 0)
    try scratch.write("mine/mine.py", "kept")
    let again = try Self.new("mine", "export", "python", in: scratch)
    #expect(again.status == 2 && again.errors.contains("mine.py: error[KZ0412]: the file exists and is left as it is"))
    #expect(try scratch.text("mine/mine.py") == "kept")
  }

  @Test(arguments: ["Mine", "my-stage", "1st", "_a", "a_", "a__b", "é", "", "json", String(repeating: "a", count: 41)])
  func aBadNameIsRefused(_ name: String) throws {
    let scratch = try Scratch()
    let made = try Self.new(name, "enrich", "python", in: scratch)
    #expect(made.status == 2 && made.errors.contains("\"\(name)\""), "\(made.errors)")
    #expect(try scratch.files().isEmpty)
  }

  @Test func aMissingKitIsSaid() throws {
    let scratch = try Scratch()
    let made = try Kzpipe.run(
      ["plugin", "new", "mine", "--kind", "enrich", "--directory", scratch.path, "--kit", scratch.path])
    #expect(made.status == 2 && made.errors.contains("there is no kit in \(scratch.path)"))
  }

  @Test func whatDoesNotConformIsTold() throws {
    let scratch = try Scratch()
    let manifest = """
      kzpipe_module: 1
      name: broken
      version: "1"
      command: [./broken]
      protocol: json_lines
      process: {restarts: 0}
      stages:
        - {name: broken, kind: enrich, summary: Breaks, reads: [body], writes: [keywords]}

      """
    try scratch.write("broken.kzpipe.yaml", manifest)
    chmod(try scratch.write("broken", "#!/bin/sh\necho no model >&2\nexit 1\n"), 0o755)
    let check = try Kzpipe.run(["plugin", "check", scratch.path])
    #expect(check.status == 1, "\(check.errors)")
    #expect(check.output.contains("    FAIL spec\n           the summary of the stage does not end with a full stop"))
    #expect(
      check.output.contains(
        "\"an article as text/plain\": the process of the stage \"broken\" ended before it was ready"))
    #expect(check.output.hasSuffix("1 stage: 0 conform, 1 does not\n"))
  }

  @Test(arguments: [
    ("version: \"1\"\n", "", "error[KZ0106]: missing key \"version\""),
    (
      "kzpipe_module: 1", "kzpipe_module: 2",
      "m.kzpipe.yaml:1:16: error[KZ0116]: the module is written in a form that this kzpipe does not read"
    ),
    (
      "[sh]", "[no-such-program]",
      "m.kzpipe.yaml:4:11: error[KZ0314]: the command \"no-such-program\" of the module \"m\" is not there"
    ),
    (
      "kind: enrich", "kind: enrch",
      "error[KZ0108]: key \"stages.0.kind\" has to be one of clean, parse, enrich, export, not \"enrch\" (did you mean \"enrich\"?)"
    ),
    ("default: 3", "default: three", "error[KZ0105]: the default of option \"threshold\" has to be an integer"),
    ("stages:", "stage:", "error[KZ0104]: unknown key \"stage\" (did you mean \"stages\"?)"),
  ])
  func aBadManifestIsToldWithItsPlace(_ old: String, new: String, says: String) throws {
    let scratch = try Scratch()
    let manifest = """
      kzpipe_module: 1
      name: m
      version: "1"
      command: [sh]
      stages:
        - name: m
          kind: enrich
          summary: Does it.
          writes: [keywords]
          options: {threshold: {type: integer, default: 3, summary: How much.}}

      """
    #expect(manifest.contains(old))
    try scratch.write("m.kzpipe.yaml", manifest)
    let good = try Kzpipe.run(["stages", "m", "--plugins", scratch.path])
    #expect(good.status == 0 && good.output.contains("threshold: an integer, default 3"), "\(good.errors)")
    try scratch.write("m.kzpipe.yaml", manifest.replacing(old, with: new))
    let bad = try Kzpipe.run(["plugin", "check", scratch.path + "/m.kzpipe.yaml"])
    #expect(bad.status == 2 && bad.errors.contains(says), "\(bad.errors)")
    let list = try Kzpipe.run(["plugins", "--plugins", scratch.path])
    #expect(list.status == 0 && list.output.contains(says), "\(list.output)")
  }

  @Test func onlyWhatIsAskedForIsChecked() throws {
    let good = try Kzpipe.run(["plugin", "check", try EchoModule.directory(), "--stage", "echo_shout"])
    #expect(good.status == 0 && good.output.contains("  echo_shout\n    ok   spec\n"), "\(good.output)")
    let bad = try Kzpipe.run(["plugin", "check", try EchoModule.directory(), "--stage", "echo_lines"])
    #expect(bad.status == 1 && bad.output.contains(": source.encoding is not set\n"), "\(bad.output)")
    let none = try Kzpipe.run(["plugin", "check", try EchoModule.directory(), "--stage", "echo_lnes"])
    #expect(none.status == 2 && none.errors.contains("the module has no stage \"echo_lnes\""))
    let scratch = try Scratch()
    let empty = try Kzpipe.run(["plugin", "check", scratch.path])
    #expect(empty.status == 2 && empty.errors.contains("error[KZ0301]: there is no module here"))
    let gone = try Kzpipe.run(["plugin", "check", scratch.path + "/gone"])
    #expect(gone.status == 2 && gone.errors.contains("error[KZ0313]"), "\(gone.errors)")
  }
}
