package import CKZPipeABI
package import KZPipeKit

/// What host and module have to agree on.
package enum Handshake {
  /// Compares the numbers that were compiled into the module with the host's.
  package static func check(_ manifest: kzpipe_manifest, path: String) throws(Diagnostic) {
    let place = Place(path)
    let rebuild = "rebuild the module against the kit of this kzpipe"
    guard manifest.magic == UInt32(KZPIPE_MAGIC) else {
      throw Diagnostic(
        .wrongMagic, "its manifest does not start with the mark of a stage module", at: place,
        notes: ["kzpipe_module_manifest has to call writeManifest(to:) of the module"])
    }
    guard manifest.kit_abi == UInt32(KZPIPE_KIT_ABI) else {
      throw Diagnostic(
        .otherKitABI,
        "the module was built for kit ABI \(manifest.kit_abi), and this kzpipe has kit ABI \(KZPIPE_KIT_ABI)",
        at: place, notes: [rebuild])
    }
    let theirs = text(manifest.compiler)
    let ours = String(cString: kzpipe_compiler())
    guard theirs == ours else {
      throw Diagnostic(
        .otherCompiler, "the module was built by another compiler: \(theirs.isEmpty ? "unknown" : theirs)", at: place,
        notes: ["this kzpipe was built by \(ours)", rebuild])
    }
    let layouts = [
      ("Page", Int(manifest.page_size), MemoryLayout<Page>.size),
      ("Article", Int(manifest.article_size), MemoryLayout<Article>.size),
      ("StageSpec", Int(manifest.spec_size), MemoryLayout<StageSpec>.size),
    ]
    for (name, theirs, ours) in layouts where theirs != ours {
      throw Diagnostic(
        .otherLayout, "the module lays out \(name) in \(theirs) bytes, and this kzpipe in \(ours)", at: place,
        notes: [rebuild])
    }
    guard Int(manifest.size) == MemoryLayout<kzpipe_manifest>.size else {
      throw Diagnostic(
        .otherLayout,
        "the module's manifest has \(manifest.size) bytes, and this kzpipe expects \(MemoryLayout<kzpipe_manifest>.size)",
        at: place, notes: [rebuild])
    }
    guard manifest.kit == kitIdentity() else {
      throw Diagnostic(
        .secondKit, "the module brings a second copy of KZPipeKit", at: place,
        notes: ["let it depend on the dynamic product KZPipeKit, never on the target or on copied sources"])
    }
  }

  /// Compares what the module registered with what its manifest promises.
  package static func check(_ registrar: Registrar, of module: LoadedModule) throws(Diagnostic) {
    let registered = registrar.entries.map { "\($0.spec.kind.rawValue):\($0.spec.name)" }
    guard Set(registered) == Set(module.stages), registered.count == module.stages.count else {
      throw Diagnostic(
        .manifestMismatch,
        "its manifest names the stages \(list(module.stages)), and it registers \(list(registered))",
        at: Place(module.path),
        notes: ["write kind:name of every registered stage into StageModule.stages"])
    }
  }

  package static func text(_ pointer: UnsafePointer<CChar>?) -> String { pointer.map { String(cString: $0) } ?? "" }

  private static func list(_ names: [String]) -> String {
    names.isEmpty ? "none" : names.sorted().joined(separator: " ")
  }
}
