import ArgumentParser
import KZPipeHost
import KZPipeJSON
import struct KZPipeKit.PartialDate
import struct KZPipeKit.StageContext
import struct KZPipeKit.StageError
import KZPipeTesting

struct PluginCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Try every stage of a module on empty, huge, broken and ordinary documents.",
    discussion: """
      PATH is a module (lib*Plugin.so or *.kzpipe.yaml), a directory with some, or a package that was built. Each stage is
      tried in a process of its own, so that one that crashes is a finding and not the end.

      EXAMPLES:
        kzpipe plugin check my_names
        kzpipe plugin check my_names/.build/release/libMyNamesPlugin.so --stage my_names

      EXIT CODES:
        0  every stage conforms      1  some do not      2  there is nothing to check
      """)

  @Argument(help: ArgumentHelp("A module, or where modules lie.", valueName: "path"))
  var path: String

  @Option(help: ArgumentHelp("Check this stage only.", valueName: "name"))
  var stage: String?

  func run() throws {
    let modules = try modules()
    var checked = 0
    var failed = 0
    for module in modules {
      Console.output("\(module.name) \(module.version)  \(module.path)")
      for name in module.stages.compactMap({ $0.split(separator: ":").last.map(String.init) })
      where stage == nil || stage == name {
        let findings = Self.findings(of: name, in: module)
        checked += 1
        if !findings.isEmpty { failed += 1 }
        report(name, findings)
      }
    }
    guard checked > 0 else {
      Console.error("kzpipe: the module has no stage \"\(stage ?? "")\"")
      throw Exit.unusable
    }
    Console.output(
      "\(checked) stage\(checked == 1 ? "" : "s"): \(checked - failed) \(checked - failed == 1 ? "conforms" : "conform"), \(failed) \(failed == 1 ? "does" : "do") not"
    )
    if failed > 0 { throw Exit.someFailed }
  }

  private func modules() throws -> [LoadedModule] {
    var (paths, problems) = ModuleSearch(roots: [.init(path, place: Place(path))]).candidates()
    // A package: what was built in it.
    for build in [".build/release", ".build/debug"] where paths.isEmpty {
      paths = ModuleSearch(roots: [.init(FilePath.join(path, build))]).candidates().paths
    }
    guard !paths.isEmpty else {
      if problems.isEmpty {
        problems = [
          Diagnostic(
            .moduleMissing, "there is no module here", at: Place(path),
            notes: ["a module is lib*Plugin.so or *.kzpipe.yaml; a Swift package has to be built first"])
        ]
      }
      Console.report(problems)
      throw Exit.unusable
    }
    var modules: [LoadedModule] = []
    for outcome in ModuleProbe.run(paths, executable: ModuleSearch.executablePath()) {
      switch outcome {
      case .loaded(let module): modules.append(module)
      case .refused(let text): Console.error(text)
      }
    }
    guard !modules.isEmpty else { throw Exit.unusable }
    return modules
  }

  /// Runs the checks as a child and reads a line for each finding.
  private static func findings(of stage: String, in module: LoadedModule) -> [(check: String, message: String)] {
    let (lines, complaint) = ModuleProbe.child(
      ModuleSearch.executablePath(), [CheckStageCommand.name, "--", module.path, stage])
    var found: [(check: String, message: String)] = []
    var isDone = false
    for line in lines {
      guard let value = try? JSONValue.parse(Array(line.utf8)) else { continue }
      if value["done"]?.bool == true { isDone = true }
      if let check = value["check"]?.string { found.append((check, value["message"]?.string ?? "")) }
    }
    if !isDone {
      let last = complaint.split(separator: "\n").first { $0.contains("Fatal error") || $0.contains("error[") }
      found.append(("crash", last.map(String.init) ?? "the stage ended the process; try it under a debugger"))
    }
    return found
  }

  private func report(_ name: String, _ findings: [(check: String, message: String)]) {
    Console.output("  \(name)")
    for check in Conformance.Check.allCases.map(\.rawValue) {
      let own = findings.filter { $0.check == check }
      let isSkipped = findings.contains { $0.check == "crash" || $0.check == "construction" } && own.isEmpty
      Console.output(
        "    \(own.isEmpty ? (isSkipped ? "-   " : "ok  ") : "FAIL") \(check)"
          + own.map { "\n           \($0.message)" }.joined())
    }
    for finding in findings where finding.check == "crash" {
      Console.output("    FAIL crash\n           \(finding.message)")
    }
  }
}

/// Checks one stage and prints a JSON object a line: `{"check", "message"}` for every finding, `{"done": true}` at the end.
struct CheckStageCommand: AsyncParsableCommand {
  static let name = "check-stage"
  static let configuration = CommandConfiguration(
    commandName: name, abstract: "Check one stage of a module.", shouldDisplay: false)

  @Argument var module: String
  @Argument var stage: String

  func run() async throws {
    guard let found = try? ModuleLoader.load(module).stages.first(where: { $0.spec.name == stage }) else {
      throw Exit.unusable
    }
    let context = StageContext(
      runTime: PartialDate(secondsSinceEpoch: 1_790_000_000), version: Version.text,
      moduleDirectory: FilePath.directory(of: module), warn: { Console.error($0) })
    let conformance = Conformance(found.spec, context: context) { options, context throws(StageError) in
      try found.make(options, context, log: LogOptions.text)
    }
    for finding in await conformance.findings() {
      var json = JSONWriter()
      json.beginObject()
      json.member("check", finding.check.rawValue)
      json.member("message", finding.message)
      json.endObject()
      Console.output(String(decoding: json.bytes, as: UTF8.self))
    }
    Console.output("{\"done\":true}")
  }
}
