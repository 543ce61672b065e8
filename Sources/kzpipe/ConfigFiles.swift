import ArgumentParser

/// Configurations to look at, as arguments or behind the `-c` that `run` takes.
struct ConfigFiles: ParsableArguments {
  @Argument(
    help: ArgumentHelp("Configurations (default: pipeline.yaml).", valueName: "file"),
    completion: .file(extensions: ["yaml", "yml"]))
  var files: [String] = []

  @Option(
    name: [.customShort("c"), .customLong("config")], parsing: .singleValue,
    help: ArgumentHelp("One more, written as for kzpipe run.", valueName: "file"),
    completion: .file(extensions: ["yaml", "yml"]))
  var more: [String] = []

  var isEmpty: Bool { files.isEmpty && more.isEmpty }
  /// Those that were named, or the one that is there by custom.
  var all: [String] { isEmpty ? ["pipeline.yaml"] : more + files }
}
