import Foundation
import KZPipeKit
import Testing

/// Modules that cannot work: each is refused in one clear line, and the others go on.
@Suite struct ModuleTests {
  /// Kinds of `Tests/Fixtures/Broken/broken.c` with what is said of them.
  static let kinds: [(kind: String, code: String, says: String)] = [
    ("PLAIN", "KZ0302", "it is not a stage module: it does not export kzpipe_module_manifest"),
    ("HALF", "KZ0302", "it is not a stage module: it does not export kzpipe_module_register"),
    ("MAGIC", "KZ0303", "its manifest does not start with the mark of a stage module"),
    ("ABI", "KZ0304", "the module was built for kit ABI 9999, and this kzpipe has kit ABI "),
    ("COMPILER", "KZ0305", "the module was built by another compiler: other compiler 1.0"),
    ("LAYOUT", "KZ0306", "the module lays out Page in 1 bytes, and this kzpipe in \(MemoryLayout<Page>.size)"),
    ("KIT", "KZ0307", "the module brings a second copy of KZPipeKit"),
    ("TRAP", "KZ0311", "the module crashed while it was loaded"),
    ("EXITS", "KZ0311", "the module crashed while it was loaded"),
    ("OVERFLOW", "KZ0311", "the module crashed while it was loaded"),
  ]

  static func compile(_ kind: String, into path: String) throws {
    let root = Kzpipe.root.path
    let result = try Kzpipe.shell(
      """
      swiftc=$(command -v swiftc) && clang=$(dirname "$(readlink -f "$swiftc")")/clang
      version=$(printf '__VERSION__\\n' | "$clang" -E -P -x c -)
      "$clang" -shared -fPIC -o "$1" -DKIND="$2" -I "$3" "-DCOMPILER_VERSION=$version" \
        -DPAGE_SIZE_BYTES=\(MemoryLayout<Page>.size) -DARTICLE_SIZE_BYTES=\(MemoryLayout<Article>.size) \
        -DSPEC_SIZE_BYTES=\(MemoryLayout<StageSpec>.size) "$4"
      """,
      [path, kind, root + "/Sources/KZPipeKit/Sources/CKZPipeABI/include", root + "/Tests/Fixtures/Broken/broken.c"])
    guard result.status == 0 else { throw EchoModule.CompileError(text: result.errors) }
  }

  @Test(arguments: kinds) func isRefusedInOneLine(_ kind: String, code: String, says: String) throws {
    let scratch = try Scratch()
    try FileManager.default.createDirectory(atPath: scratch.path + "/m", withIntermediateDirectories: true)
    let path = scratch.path + "/m/libBrokenPlugin.so"
    try Self.compile(kind, into: path)
    let list = try Kzpipe.run(["plugins", "--plugins", scratch.path + "/m", "--plugins", try EchoModule.directory()])
    #expect(list.status == 0)
    #expect(list.output.contains("\(path): error[\(code)]: \(says)"), "\(list.output)")
    #expect(list.output.contains("echo 1.2.3") && list.output.contains("export article_json"))

    // A run that needs nothing of it goes on, unless loading it ends the process: then it says so and ends with 2.
    let config = try scratch.write("p.yaml", Kzpipe.echoPipeline)
    try scratch.write("in/a.txt", "Headline\n")
    let run = try Kzpipe.run(
      ["run", "-c", config], environment: ["KZPIPE_PLUGIN_PATH": "\(scratch.path)/m:\(try EchoModule.directory())"])
    if code == "KZ0311" {
      #expect(run.status == 2 && run.errors.hasPrefix("\(path): error[KZ0311]: \(says)\n"))
    } else {
      #expect(run.status == 0, "\(run.errors)")
    }
  }

  @Test func whatIsNoSharedObjectIsRefused() throws {
    let scratch = try Scratch()
    try scratch.write(
      "m/libTextPlugin.so", String(repeating: "kzpipe_module_manifest\0kzpipe_module_register\0", count: 9))
    try scratch.write("m/libEmptyPlugin.so", "")
    try scratch.write("m/other.so", "ignored")
    let list = try Kzpipe.run(["plugins", "--plugins", scratch.path + "/m"])
    #expect(list.output.contains("libTextPlugin.so: error[KZ0302]: it is not a shared object"))
    #expect(list.output.contains("libEmptyPlugin.so: error[KZ0302]: it is not a shared object"))
    #expect(!list.output.contains("other.so"))
  }

  @Test func aMissingModuleFileIsNamed() throws {
    let scratch = try Scratch()
    let config = try scratch.write("p.yaml", Kzpipe.echoPipeline + "plugins: [libGonePlugin.so]\n")
    let run = try Kzpipe.run(["run", "-c", config])
    #expect(run.status == 2 && run.errors.contains("p.yaml:8:11: error[KZ0301]"))
  }

  @Test func oneNameInTwoModulesNamesBoth() throws {
    let scratch = try Scratch()
    let echo = try EchoModule.directory() + "/libEchoPlugin.so"
    try FileManager.default.createDirectory(atPath: scratch.path + "/m", withIntermediateDirectories: true)
    let copy = scratch.path + "/m/libCopyPlugin.so"
    try FileManager.default.copyItem(atPath: echo, toPath: copy)
    let config = try scratch.write("p.yaml", Kzpipe.echoPipeline)
    try scratch.write("in/a.txt", "Headline\n")
    let run = try Kzpipe.run(
      ["run", "-c", config], environment: ["KZPIPE_PLUGIN_PATH": "\(try EchoModule.directory()):\(scratch.path)/m"])
    #expect(run.status == 2)
    #expect(
      run.errors.contains(
        "p.yaml:3:11: error[KZ0310]: the stage \"echo_lines\" is claimed by two modules: \(echo) and \(copy)"),
      "\(run.errors)")
    // The same file, reached twice, is one module.
    let again = try Kzpipe.run(
      ["run", "-c", config],
      environment: ["KZPIPE_PLUGIN_PATH": "\(try EchoModule.directory()):\(try EchoModule.directory())/"])
    #expect(again.status == 0, "\(again.errors)")
  }
}
