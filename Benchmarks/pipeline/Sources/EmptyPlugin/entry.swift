import EmptyStages

@c public func kzpipe_module_manifest(_ out: UnsafeMutableRawPointer) { EmptyModule.writeManifest(to: out) }
@c public func kzpipe_module_register(_ registrar: UnsafeMutableRawPointer) { EmptyModule.register(into: registrar) }
