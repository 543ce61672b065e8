import Foundation
import Testing

/// The root package knows every stage module of the repository.
@Suite struct RepositoryTests {
  @Test func theListOfModulesIsComplete() throws {
    let root = Kzpipe.root
    let manifest = try String(contentsOf: root.appendingPathComponent("Package.swift"), encoding: .utf8)
    let plugins = root.appendingPathComponent("Plugins")
    let folders = try FileManager.default.contentsOfDirectory(atPath: plugins.path).filter {
      FileManager.default.fileExists(atPath: plugins.appendingPathComponent("\($0)/Package.swift").path)
    }
    #expect(!folders.isEmpty)
    for name in folders.sorted() {
      #expect(
        manifest.contains("  Module(\"\(name)\""),
        "Plugins/\(name) is not built: add `Module(\"\(name)\"),` to the list `modules` in Package.swift")
    }
  }

  @Test func everyListedModuleLoads() throws {
    let manifest = try String(
      contentsOf: Kzpipe.root.appendingPathComponent("Package.swift"), encoding: .utf8)
    let list = try Kzpipe.run(["plugins"])
    #expect(list.status == 0 && !list.output.contains("refused:"), "\(list.output)")
    for line in manifest.split(separator: "\n") where line.hasPrefix("  Module(\"") {
      let name = line.dropFirst("  Module(\"".count).prefix { $0 != "\"" }
      #expect(list.output.contains("/lib\(name)Plugin.so"), "\(name)")
    }
  }
}
