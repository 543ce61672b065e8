internal import CKZPipeABI
import Glibc
import KZPipeKit

/// Opens stage modules and refuses, in one line each, what would not work. No Swift value crosses before the handshake.
public enum ModuleLoader {
  static let manifestSymbol = "kzpipe_module_manifest"
  static let registerSymbol = "kzpipe_module_register"

  private typealias EntryPoint = @convention(c) (UnsafeMutableRawPointer) -> Void

  /// Loads every module that `search` finds. A refused module takes nothing from the others.
  public static func loadAll(_ search: ModuleSearch) -> (registry: StageRegistry, problems: [Diagnostic]) {
    let (paths, problems) = search.candidates()
    var registry = StageRegistry()
    for path in paths {
      do {
        registry.add(try load(path))
      } catch {
        registry.refused.append(error)
      }
    }
    return (registry, problems)
  }

  /// Loads one module. A module that traps meanwhile ends the process with a message that names it.
  public static func load(_ path: String) throws(Diagnostic) -> LoadedStages {
    if path.hasSuffix(ModuleManifest.suffix) { return try ModuleManifest.load(path) }
    try ModuleFile.inspect(path)
    let (module, registrar) = try CrashGuard.during("the module crashed while it was loaded", file: path) {
      () throws(Diagnostic) in try open(path)
    }
    return LoadedStages(module, entries: registrar.entries, trainers: registrar.trainers)
  }

  private static func open(_ path: String) throws(Diagnostic) -> (LoadedModule, Registrar) {
    // A bare file name would be searched for in the system's library directories.
    let literal = path.contains("/") ? path : "./" + path
    guard let handle = dlopen(literal, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE) else {
      throw notLoadable(path, dlerror().map { String(cString: $0) } ?? "unknown reason")
    }
    guard let manifestPointer = dlsym(handle, manifestSymbol), let registerPointer = dlsym(handle, registerSymbol)
    else {
      throw Diagnostic(
        .notAModule, "it is not a stage module: it does not export \(manifestSymbol)", at: Place(path),
        notes: ["a module's entry.swift exports kzpipe_module_manifest and kzpipe_module_register"])
    }
    var manifest = kzpipe_manifest()
    withUnsafeMutablePointer(to: &manifest) { unsafeBitCast(manifestPointer, to: EntryPoint.self)($0) }
    try Handshake.check(manifest, path: path)

    var registrar = Registrar()
    withUnsafeMutablePointer(to: &registrar) { unsafeBitCast(registerPointer, to: EntryPoint.self)($0) }
    let module = LoadedModule(
      path: path, name: Handshake.text(manifest.name), version: Handshake.text(manifest.version),
      stages: Handshake.text(manifest.stages).split(separator: " ").map(String.init))
    try Handshake.check(registrar, of: module)
    return (module, registrar)
  }

  private static func notLoadable(_ path: String, _ reason: String) -> Diagnostic {
    var reason = reason
    if reason.hasPrefix(path + ": ") { reason.removeFirst(path.count + 2) }
    if reason.contains("undefined symbol"), reason.contains("KZPipeKit") {
      return Diagnostic(
        .otherKitABI, "the module was built against another KZPipeKit", at: Place(path),
        notes: ["rebuild it against the kit of this kzpipe", reason])
    }
    return Diagnostic(.moduleNotLoadable, "the system cannot load the module: \(reason)", at: Place(path))
  }
}
