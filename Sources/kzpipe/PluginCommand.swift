import ArgumentParser
import KZPipeHost
import enum KZPipeKit.StageKind

struct PluginCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plugin", abstract: "Write a stage of your own, and check one.",
    discussion: """
      EXAMPLES:
        kzpipe plugin new my_names --kind enrich
        kzpipe plugin new my_names --kind enrich --language python
        kzpipe plugin check my_names
      """, subcommands: [PluginNewCommand.self, PluginCheckCommand.self])
}

struct PluginNewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Write a package with a stage that works, is tested and is found.",
    discussion: """
      The package is a directory named like the stage. Nothing that exists is overwritten. A Swift package is built with
      the kit of this kzpipe; Python needs python3 and nothing else.

      EXAMPLES:
        kzpipe plugin new my_names --kind enrich
        kzpipe plugin new my_names --kind export --language python
        kzpipe plugin new my_names --kind clean --directory ~/stages
      """)

  enum Language: String, ExpressibleByArgument, CaseIterable { case swift, python }

  @Argument(help: ArgumentHelp("The stage's name in configurations: lower case, digits and _.", valueName: "name"))
  var name: String

  @Option(help: ArgumentHelp("What the stage does.", valueName: "clean|parse|enrich|export"))
  var kind: StageKind

  @Option(help: ArgumentHelp("What it is written in.", valueName: "swift|python"))
  var language = Language.swift

  @Option(help: ArgumentHelp("Where the package's directory is made.", valueName: "directory"))
  var directory = "."

  @Option(help: ArgumentHelp("Where the kit lies (default: that of this kzpipe).", valueName: "directory"))
  var kit: String?

  func validate() throws {
    let letters = name.utf8
    let isPlain = letters.allSatisfy {
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
        || $0 == UInt8(ascii: "_")
    }
    let isLetter = letters.first.map { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) } ?? false
    guard isPlain, isLetter, letters.last != UInt8(ascii: "_"), !name.contains("__"), letters.count <= 40 else {
      throw ValidationError(
        "\"\(name)\" cannot name a stage: it takes lower-case letters, digits and single _ between them, begins with a letter and has at most 40 characters."
      )
    }
    if Self.taken.contains(name) {
      throw ValidationError("\"\(name)\" means something else in Swift, Python or a pipeline; choose another name.")
    }
  }

  /// Modules that the files of the package import, and words that cannot be names.
  private static let taken: Set<String> = [
    "testing", "swift", "io", "json", "struct", "sys", "unittest", "test", "exec", "process", "isolate", "class", "def",
    "import", "pass", "none", "true", "false", "and", "or", "not", "is", "in", "if", "for", "while", "return", "with",
    "as",
    "try", "from", "global", "lambda", "yield", "async", "await", "foundation", "main", "module", "plugin", "package",
  ]

  func run() throws {
    let home = FilePath.resolve(name, in: directory)
    let files: [(path: String, text: String)]
    switch language {
    case .swift: files = PluginSwiftTemplate(name: name, kind: kind, kit: try kitDirectory()).files
    case .python: files = PluginPythonTemplate(name: name, kind: kind).files
    }
    let existing = files.map { FilePath.join(home, $0.path) }.filter(FilePath.exists)
    guard existing.isEmpty else {
      Console.report(
        existing.map {
          Diagnostic(
            .fileExists, "the file exists and is left as it is", at: Place($0),
            notes: ["choose another name, or another place with --directory"])
        })
      throw Exit.unusable
    }
    for file in files {
      do { try FileWriter.write(Array(file.text.utf8), to: FilePath.join(home, file.path)) } catch {
        Console.report([error.diagnostic])
        throw Exit.unusable
      }
      Console.output("wrote \(FilePath.join(home, file.path))")
    }
    Console.output("next:\n" + next(home).map { "  " + $0 }.joined(separator: "\n"))
  }

  private func next(_ home: String) -> [String] {
    let test =
      language == .swift ? ["swift build -c release", "swift test"] : ["python3 -m unittest"]
    return ["cd \(home)"] + test + [
      "kzpipe plugin check .", "kzpipe run -c pipeline.yaml",
    ]
  }

  private func kitDirectory() throws -> String {
    if let kit {
      guard KitLocation.isKit(kit) else {
        Console.error("kzpipe: there is no kit in \(kit): no KZPipeKit/Package.swift")
        throw Exit.unusable
      }
      return FilePath.absolute(kit)
    }
    guard let found = KitLocation.find() else {
      Console.error(
        "kzpipe: the kit was not installed beside this kzpipe; name a checkout's Sources directory with --kit")
      throw Exit.unusable
    }
    return found
  }
}

extension StageKind: @retroactive ExpressibleByArgument {}

/// Where the packages that modules are built with lie: in the installed tree, or in the checkout that this kzpipe was
/// built in.
enum KitLocation {
  static func isKit(_ directory: String) -> Bool {
    FilePath.exists(FilePath.join(directory, "KZPipeKit/Package.swift"))
  }

  static func find() -> String? {
    let home = ModuleSearch.executableDirectory()
    let installed = FilePath.resolve("../../share/kzpipe/kit", in: home)
    if isKit(installed) { return installed }
    var place = home
    while place != "/", place != "." {
      let sources = FilePath.join(place, "Sources")
      if isKit(sources) { return sources }
      place = FilePath.directory(of: place)
    }
    return nil
  }
}
