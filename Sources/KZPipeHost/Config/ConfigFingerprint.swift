import KZPipeKit
import KZPipeText

/// Hash of everything in a configuration that decides what becomes of a document. Where documents come from and where
/// results go does not count, so a moved run keeps its hash.
enum ConfigFingerprint {
  private static let places: Set<String> = ["input", "output", "dead_letter", "plugins", "tests"]

  static func sha256(of root: ConfigNode) -> String {
    let kept = ConfigNode(.map(root.entries.filter { !places.contains($0.key) }), at: root.place)
    return SHA256.hexDigest(of: Array(OptionText.yaml(kept.optionValue).utf8))
  }
}
