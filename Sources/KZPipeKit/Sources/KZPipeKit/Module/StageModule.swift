public import CKZPipeABI

/// What a stage module is: a name, a version and the stages it brings.
///
/// A module's shared object exports two C functions and nothing else has to be known of it:
///
///     @c public func kzpipe_module_manifest(_ out: UnsafeMutableRawPointer) { MyModule.writeManifest(to: out) }
///     @c public func kzpipe_module_register(_ registrar: UnsafeMutableRawPointer) { MyModule.register(into: registrar) }
public protocol StageModule {
  /// snake_case.
  static var name: StaticString { get }
  static var version: StaticString { get }
  /// `kind:name` of every stage, separated by blanks, so that a module can be listed without running its code.
  static var stages: StaticString { get }
  static func register(in registrar: inout Registrar)
}

extension StageModule {
  /// Compiled into the module, so that the numbers are those the module was built with.
  @_alwaysEmitIntoClient
  public static func writeManifest(to pointer: UnsafeMutableRawPointer) {
    func string(_ text: StaticString) -> UnsafePointer<CChar> {
      UnsafeRawPointer(text.utf8Start).assumingMemoryBound(to: CChar.self)
    }
    let manifest = kzpipe_manifest(
      magic: UInt32(KZPIPE_MAGIC), size: UInt32(MemoryLayout<kzpipe_manifest>.size), kit_abi: UInt32(KZPIPE_KIT_ABI),
      page_size: UInt32(MemoryLayout<Page>.size), article_size: UInt32(MemoryLayout<Article>.size),
      spec_size: UInt32(MemoryLayout<StageSpec>.size), compiler: kzpipe_compiler(), name: string(name),
      version: string(version), stages: string(stages), kit: kitIdentity())
    pointer.assumingMemoryBound(to: kzpipe_manifest.self).initialize(to: manifest)
  }

  @_alwaysEmitIntoClient
  public static func register(into pointer: UnsafeMutableRawPointer) {
    register(in: &pointer.assumingMemoryBound(to: Registrar.self).pointee)
  }
}

private final class KitToken {}

/// One address for each loaded copy of the kit: the host refuses a module that is bound to another copy.
public func kitIdentity() -> UnsafeRawPointer { unsafeBitCast(KitToken.self, to: UnsafeRawPointer.self) }
