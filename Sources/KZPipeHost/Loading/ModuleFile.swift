import Glibc

/// A look at a shared object without running any of its code.
enum ModuleFile {
  /// Refuses what cannot be a stage module: nothing there, not a shared object, none of the two entry points.
  static func inspect(_ path: String) throws(Diagnostic) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      let error = FileError(number: errno)
      throw Diagnostic(
        error.isMissing ? .moduleMissing : .moduleNotLoadable, "cannot open the module: \(error.reason)",
        at: Place(path))
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw Diagnostic(.notAModule, "it is not a file", at: Place(path))
    }
    let size = Int(status.st_size)
    guard size > 64, let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED else {
      throw Diagnostic(.notAModule, "it is not a shared object", at: Place(path))
    }
    defer { munmap(start, size) }
    guard memcmp(start, "\u{7F}ELF", 4) == 0 else {
      throw Diagnostic(.notAModule, "it is not a shared object", at: Place(path))
    }
    for symbol in [ModuleLoader.manifestSymbol, ModuleLoader.registerSymbol] {
      guard contains(symbol, UnsafeRawBufferPointer(start: start, count: size)) else {
        throw Diagnostic(
          .notAModule, "it is not a stage module: it does not export \(symbol)", at: Place(path),
          notes: ["a module's entry.swift exports kzpipe_module_manifest and kzpipe_module_register"])
      }
    }
  }

  /// Whether the zero-terminated `symbol` stands in the bytes, as it does in the string table of what exports it.
  private static func contains(_ symbol: String, _ bytes: UnsafeRawBufferPointer) -> Bool {
    let wanted = Array(symbol.utf8) + [0]
    guard var at = bytes.baseAddress else { return false }
    let end = at + bytes.count
    while end - at >= wanted.count, let hit = memchr(at, Int32(wanted[0]), end - at) {
      if end - UnsafeRawPointer(hit) >= wanted.count, memcmp(hit, wanted, wanted.count) == 0 { return true }
      at = UnsafeRawPointer(hit) + 1
    }
    return false
  }
}
