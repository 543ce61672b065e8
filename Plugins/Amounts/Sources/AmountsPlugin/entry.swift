import Amounts
import KZPipeKit

// The whole C surface of the module; see `StageModule`.
@c public func kzpipe_module_manifest(_ out: UnsafeMutableRawPointer) { AmountsModule.writeManifest(to: out) }
@c public func kzpipe_module_register(_ registrar: UnsafeMutableRawPointer) { AmountsModule.register(into: registrar) }
