import KZPipeKit
import Topics

// The whole C surface of the module; see `StageModule`.
@c public func kzpipe_module_manifest(_ out: UnsafeMutableRawPointer) { TopicsModule.writeManifest(to: out) }
@c public func kzpipe_module_register(_ registrar: UnsafeMutableRawPointer) { TopicsModule.register(into: registrar) }
