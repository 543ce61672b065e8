import KZPipeKit
import KZPipeText

/// Hash of everything in a configuration that decides what becomes of a document. Where documents come from and where
/// results go does not count, so a moved run keeps its hash.
enum ConfigFingerprint {
  private static let places: Set<String> = ["input", "output", "dead_letter", "plugins", "tests"]

  static func sha256(of root: ConfigNode) -> String {
    var entries = root.entries.filter { !places.contains($0.key) }
    if var output = root.entries.first(where: { $0.key == "output" }) {
      // Where outputs go does not count, how they are put together does.
      let packs = output.value.entries.filter { $0.key == "pack" && !$0.value.isNull }
      output.value.value = .map(packs)
      if !packs.isEmpty { entries.append(output) }
    }
    let kept = ConfigNode(.map(entries), at: root.place)
    return SHA256.hexDigest(of: Array(OptionText.yaml(kept.optionValue).utf8))
  }
}
