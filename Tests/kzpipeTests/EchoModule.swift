import Foundation
import Synchronization

/// The module of `Tests/Fixtures/EchoModule`, compiled once against the kit that was built for the tests.
enum EchoModule {
  private static let built = Mutex<String?>(nil)

  /// Directory with `libEchoPlugin.so`, outside the repository's build products.
  static func directory() throws -> String {
    try built.withLock { directory in
      if let directory { return directory }
      let made = try compile()
      directory = made
      return made
    }
  }

  private static func compile() throws -> String {
    let directory = Leftovers.path("echo")
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    let sources = Kzpipe.root.appendingPathComponent("Tests/Fixtures/EchoModule/Sources").path
    try compile(
      "Echo", ["\(sources)/Echo/EchoModule.swift"], entry: "\(sources)/EchoPlugin/entry.swift", into: directory)
    return directory
  }

  /// Compiles a module without a package: what stands in the sources, and its entry points, against the kit of the tests.
  static func compile(_ name: String, _ sources: [String], entry: String, into directory: String) throws {
    let products = Kzpipe.products.path
    let modules = [
      "-I", "\(products)/Modules", "-I", directory, "-Xcc",
      "-fmodule-map-file=\(products)/CKZPipeABI.build/module.modulemap", "-Xcc", "-I", "-Xcc",
      Kzpipe.root.appendingPathComponent("Sources/KZPipeKit/Sources/CKZPipeABI/include").path,
    ]
    try swiftc(
      [
        "-swift-version", "6", "-parse-as-library", "-emit-module", "-emit-module-path",
        "\(directory)/\(name).swiftmodule", "-c", "-wmo", "-o", "\(directory)/\(name).o", "-module-name", name,
      ] + sources + modules)
    try swiftc(
      [
        "-swift-version", "6", "-parse-as-library", "-emit-library", "-o", "\(directory)/lib\(name)Plugin.so",
        "-module-name", "\(name)Plugin", entry, "\(directory)/\(name).o", "-L", products, "-lKZPipeKit",
      ] + modules)
  }

  private static func swiftc(_ arguments: [String]) throws {
    let result = try Kzpipe.run("/usr/bin/env", ["swiftc"] + arguments, environment: [:], input: "")
    guard result.status == 0 else { throw CompileError(text: result.errors) }
  }

  struct CompileError: Error, CustomStringConvertible {
    var text: String
    var description: String { text }
  }
}
