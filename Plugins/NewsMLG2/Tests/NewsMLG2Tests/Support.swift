import Glibc
import KZPipeKit
import KZPipeLibXML
import NewsMLG2
import Testing

/// Directory of the running executable: SwiftPM puts the modules' resources there.
let buildDirectory: String = {
  var buffer = [CChar](repeating: 0, count: 4096)
  let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
  let path = String(decoding: buffer.prefix(max(count, 0)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  // Under `swift test` the executable may be the test helper of the toolchain: the test bundle's folder is an argument then.
  let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? path
  return "/" + bundle.split(separator: "/").dropLast().joined(separator: "/")
}()

let runTime = PartialDate(year: 2026, month: 3, day: 20, hour: 8, minute: 30, second: 0, zone: 0)

let provider: [String: OptionValue] = [
  "provider": .object(["name": "Example Desk", "uri": "https://example.com/"]), "guid_authority": "example.com,2026",
]

func makeStage(_ options: [String: OptionValue] = [:], at moment: PartialDate = runTime) throws -> NewsMLG2 {
  try NewsMLG2(
    options: Options(provider.merging(options) { $1 }, for: NewsMLG2.spec),
    context: StageContext(runTime: moment, version: "0.1.0", moduleDirectory: buildDirectory))
}

/// The files of an export by name.
func files(_ outputs: [Output]) -> [String: String] {
  var files: [String: String] = [:]
  for case .file(let name, let contents) in outputs { files[name] = String(decoding: contents, as: UTF8.self) }
  return files
}

/// The schemas that lie beside the repository, when they do.
enum SharedSchemas {
  static let newsML: String? = path("newsml-g2/NewsML-G2_2.35-spec-All-Power.xsd")

  static let examples: String? = path("../acceptance/newsml/iptc-examples")

  /// Files of a directory, sorted.
  static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasSuffix(".xml") { names.append(name) }
    }
    return names.sorted()
  }

  static func path(_ name: String) -> String? {
    // …/Plugins/NewsMLG2/Tests/NewsMLG2Tests/Support.swift
    let root = #filePath.split(separator: "/").dropLast(5).joined(separator: "/")
    let path = "/" + root + "/../shared/schemas/" + name
    return access(path, R_OK) == 0 ? path : nil
  }
}

/// A file that goes with the object.
final class TemporaryFile {
  let path: String

  init?(_ text: String) {
    var template = Array("/tmp/kzpipe-test-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let bytes = Array(text.utf8)
    guard write(descriptor, bytes, bytes.count) == bytes.count else { return nil }
  }

  deinit { unlink(path) }
}
