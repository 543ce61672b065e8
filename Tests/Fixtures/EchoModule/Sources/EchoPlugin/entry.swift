import Echo

@c public func kzpipe_module_manifest(_ out: UnsafeMutableRawPointer) { EchoModule.writeManifest(to: out) }
@c public func kzpipe_module_register(_ registrar: UnsafeMutableRawPointer) { EchoModule.register(into: registrar) }
