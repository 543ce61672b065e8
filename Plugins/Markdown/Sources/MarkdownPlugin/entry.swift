import KZPipeKit
import Markdown

// The whole C surface of the module; see `StageModule`.
@c public func kzpipe_module_manifest(_ out: UnsafeMutableRawPointer) { MarkdownModule.writeManifest(to: out) }
@c public func kzpipe_module_register(_ registrar: UnsafeMutableRawPointer) { MarkdownModule.register(into: registrar) }
