import Foundation

/// Runs the built `kzpipe` and reads what it wrote.
enum Pipeline {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The folder that planning shares with the project; absent on most machines.
  static let shared = root.deletingLastPathComponent().appendingPathComponent("shared")

  static func hasShared(_ path: String) -> Bool {
    let found = FileManager.default.fileExists(atPath: shared.appendingPathComponent(path).path)
    if !found { print("skipped: ../shared/\(path) is not here") }
    return found
  }

  /// On Linux the test bundle is the running executable and lies beside the product.
  static var executable: URL {
    let bundle =
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    return URL(fileURLWithPath: bundle).deletingLastPathComponent().appendingPathComponent("kzpipe")
  }

  struct Run: Sendable {
    var status: Int32
    var errors: String
    var directory: URL
    /// Article records as written, by the base name of their source.
    var records: [String: Data]

    func article(_ name: String) throws -> [String: Any]? {
      try records[name].flatMap { try JSONSerialization.jsonObject(with: $0) as? [String: Any] }
    }
  }

  /// - Parameter config: other than that of the seeds
  static func run(_ inputs: [String] = [], jobs: Int = 2, config: URL? = nil) throws -> Run {
    let out = URL(fileURLWithPath: Leftovers.path(UUID().uuidString))
    let process = Process()
    process.executableURL = executable
    process.arguments =
      [
        "run", "-c", (config ?? root.appendingPathComponent("seeds/pipeline.yaml")).path, "-o", out.path, "--jobs",
        String(jobs),
      ]
      + ["--set", "dead_letter.directory=\(out.path)/dead-letter"] + inputs
    process.environment = ProcessInfo.processInfo.environment.merging(["SOURCE_DATE_EPOCH": "1790000000"]) { $1 }
    let pipe = Pipe()
    process.standardError = pipe
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let errors = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    var records: [String: Data] = [:]
    let lines = (try? Data(contentsOf: out.appendingPathComponent("article_json/articles.jsonl"))) ?? Data()
    for line in lines.split(separator: UInt8(ascii: "\n")) {
      guard let record = try JSONSerialization.jsonObject(with: line) as? [String: Any],
        let source = record["source"] as? [String: Any], let uri = source["uri"] as? String
      else { continue }
      records[URL(fileURLWithPath: uri).lastPathComponent] = Data(line)
    }
    return Run(status: process.terminationStatus, errors: errors, directory: out, records: records)
  }

  /// Every file below `directory` with its bytes.
  static func files(in directory: URL) throws -> [String: Data] {
    var files: [String: Data] = [:]
    guard let walker = FileManager.default.enumerator(atPath: directory.path) else { return files }
    // What kzpipe keeps for itself is not output.
    for case let path as String in walker where !path.split(separator: "/").contains(".kzpipe") {
      let url = directory.appendingPathComponent(path)
      var isDirectory: ObjCBool = false
      if FileManager.default.fileExists(atPath: url.path, isDirectory: &isDirectory), !isDirectory.boolValue {
        files[path] = try Data(contentsOf: url)
      }
    }
    return files
  }
}
