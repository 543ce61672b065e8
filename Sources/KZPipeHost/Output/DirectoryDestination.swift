import Glibc
import KZPipeKit

/// `DIRECTORY/<exporter>/<name>`, every file whole.
final class DirectoryDestination: Destination {
  private let directory: String
  /// Surroundings of the records, by exporter.
  private let frames: [String: any ExportStage]
  private var directories = DirectoryMaker()
  private var names: [String: NameTable] = [:]
  private var planned: [Planned] = []
  private var shared: [String: WholeFile] = [:]
  /// Shared files in the order of their first record.
  private var sharedOrder: [(exporter: String, file: String, path: String)] = []
  private var counter = 0

  private enum Planned {
    case file(path: String, contents: [UInt8])
    case record(exporter: String, file: String, path: String, contents: [UInt8])
  }

  init(directory: String, pipeline: Pipeline) throws(OutputError) {
    self.directory = directory
    frames = Dictionary(pipeline.exporters.map { ($0.spec.name, $0.stage) }) { first, _ in first }
    do { try directories.makeWritable(directory) } catch {
      throw OutputError("write into the output directory", directory, error)
    }
  }

  func plan(_ outputs: [DocumentResult.ExporterOutput], names values: PathTemplate.Values) throws(StageError) {
    var found: [Planned] = []
    for output in outputs {
      let root = FilePath.join(directory, output.exporter)
      for piece in output.pieces {
        switch piece {
        case .file(let template, let contents):
          let name = try Self.name(template, values, exporter: output.exporter)
          let free = names[output.exporter, default: NameTable()].claim(name)
          found.append(.file(path: FilePath.join(root, free), contents: contents))
        case .record(let file, let contents):
          let name = try Self.name(file, values, exporter: output.exporter)
          found.append(
            .record(exporter: output.exporter, file: file, path: FilePath.join(root, name), contents: contents))
        }
      }
    }
    planned += found
  }

  private static func name(_ template: String, _ values: PathTemplate.Values, exporter: String) throws(StageError)
    -> String
  {
    if let path = PathTemplate.path(template, values) { return path }
    let fault = PathTemplate.fault(in: template) ?? "leaves the output directory"
    throw StageError(
      "bad_path", "the output path of \(exporter) \(fault)", advice: "see the option path of the stage \(exporter)")
  }

  func commit() throws(OutputError) {
    var files: [WholeFile] = []
    for item in planned {
      switch item {
      case .file(let path, let contents):
        let file = try create(path)
        try Self.at(path) { () throws(FileError) in
          try file.append(contents)
          try file.flush()
        }
        files.append(file)
      case .record(let exporter, let name, let path, let contents):
        try append(contents, exporter: exporter, file: name, path: path)
      }
    }
    planned.removeAll(keepingCapacity: true)
    // Synced together, named afterwards: the disk gathers the writes of a batch.
    for file in files { try Self.at(file.path) { () throws(FileError) in try file.sync() } }
    for file in files { try Self.at(file.path) { () throws(FileError) in try file.publish() } }
  }

  func finish() throws(OutputError) {
    for (exporter, name, path) in sharedOrder {
      guard let file = shared[path], let stage = frames[exporter] else { continue }
      try Self.at(path) { () throws(FileError) in
        try file.append(stage.frame(of: name).closing)
        try file.sync()
        try file.publish()
      }
    }
    for directory in directories.made { Descriptor.syncDirectory(directory) }
  }

  private func append(_ contents: [UInt8], exporter: String, file name: String, path: String) throws(OutputError) {
    let frame = frames[exporter]?.frame(of: name) ?? Frame()
    let file: WholeFile
    let lead: [UInt8]
    if let open = shared[path] {
      file = open
      lead = frame.separator
    } else {
      file = try create(path)
      lead = frame.opening
      shared[path] = file
      sharedOrder.append((exporter, name, path))
    }
    try Self.at(path) { () throws(FileError) in
      try file.append(lead)
      try file.append(contents)
    }
  }

  private func create(_ path: String) throws(OutputError) -> WholeFile {
    counter += 1
    let parent = FilePath.directory(of: path)
    do { try directories.make(parent) } catch { throw OutputError("create the directory", parent, error) }
    do { return try WholeFile(path: path, number: counter) } catch { throw OutputError("write the file", path, error) }
  }

  private static func at<Result>(_ path: String, _ body: () throws(FileError) -> Result) throws(OutputError) -> Result {
    do { return try body() } catch { throw OutputError("write the file", path, error) }
  }
}
