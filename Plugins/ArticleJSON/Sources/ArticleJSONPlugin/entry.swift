import ArticleJSON
import KZPipeKit

// The whole C surface of the module; see `StageModule`.
@c public func kzpipe_module_manifest(_ out: UnsafeMutableRawPointer) { ArticleJSONModule.writeManifest(to: out) }
@c public func kzpipe_module_register(_ registrar: UnsafeMutableRawPointer) {
  ArticleJSONModule.register(into: registrar)
}
