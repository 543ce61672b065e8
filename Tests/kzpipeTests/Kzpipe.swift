import Foundation

/// Runs the executable that was built beside the tests.
enum Kzpipe {
  struct Result {
    var status: Int32
    var output: String
    var errors: String
  }

  static let echoPipeline = """
    kzpipe: 1
    pipeline:
      clean: [echo_lines]
      parse: [echo_article]
      enrich: [echo_shout]
      export: [echo_files, echo_records]
    input: {paths: [in]}

    """

  /// Directory of the build products; on Linux the test bundle is the running executable and lies there.
  static let products: URL = {
    let bundle =
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    return URL(fileURLWithPath: bundle).deletingLastPathComponent()
  }()

  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static var executable: URL { products.appendingPathComponent("kzpipe") }

  static func run(_ arguments: [String], environment: [String: String] = [:], input: String = "") throws -> Result {
    try run(executable.path, arguments, environment: environment, input: input)
  }

  /// A script in which `$0` is the executable and `$1`, … are the arguments.
  static func shell(_ script: String, _ arguments: [String], environment: [String: String] = [:]) throws -> Result {
    try run("/bin/bash", ["-c", script, executable.path] + arguments, environment: environment, input: "")
  }

  static func run(_ tool: String, _ arguments: [String], environment: [String: String], input: String) throws -> Result
  {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: tool)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    // Files, not pipes: nothing can fill up.
    let files = try (0..<3).map { _ in
      let url = FileManager.default.temporaryDirectory.appendingPathComponent("kzpipe-io-" + UUID().uuidString)
      try Data().write(to: url)
      return url
    }
    defer { for file in files { try? FileManager.default.removeItem(at: file) } }
    try Data(input.utf8).write(to: files[0])
    process.standardInput = try FileHandle(forReadingFrom: files[0])
    process.standardOutput = try FileHandle(forWritingTo: files[1])
    process.standardError = try FileHandle(forWritingTo: files[2])
    try process.run()
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus, output: String(decoding: try Data(contentsOf: files[1]), as: UTF8.self),
      errors: String(decoding: try Data(contentsOf: files[2]), as: UTF8.self))
  }
}

/// A directory of a test's own, removed with everything in it.
final class Scratch {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("kzpipe-test-" + UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  @discardableResult
  func write(_ name: String, _ text: String) throws -> String { try write(name, Array(text.utf8)) }

  @discardableResult
  func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    let url = URL(fileURLWithPath: path).appendingPathComponent(name)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
    return url.path
  }

  func text(_ name: String) throws -> String { try String(contentsOfFile: path + "/" + name, encoding: .utf8) }

  /// Every file below, sorted; what kzpipe keeps for itself is left out.
  func files(_ below: String = "") throws -> [String] {
    let names = try FileManager.default.subpathsOfDirectory(atPath: path + "/" + below)
    return names.filter { name in
      if name.split(separator: "/").contains(".kzpipe") { return false }
      var isDirectory: ObjCBool = false
      return FileManager.default.fileExists(atPath: path + "/" + below + "/" + name, isDirectory: &isDirectory)
        && !isDirectory.boolValue
    }.sorted()
  }
}
