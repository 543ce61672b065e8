import KZPipeKit
import NewsMLG2

// The whole C surface of the module; see `StageModule`.
@c public func kzpipe_module_manifest(_ out: UnsafeMutableRawPointer) { NewsMLG2Module.writeManifest(to: out) }
@c public func kzpipe_module_register(_ registrar: UnsafeMutableRawPointer) { NewsMLG2Module.register(into: registrar) }
