import EntityText
import Gazetteers
import KZPipeKit

/// What the packs know under one half of a hyphenated word.
enum Compound {
  /// What may follow a town's name: "Almaty-based", "London-listed".
  static let placeTails: Set<String> = [
    "based", "born", "listed", "area", "headquartered", "bound", "educated", "trained",
  ]

  /// Country, nationality, a town before one of `placeTails`, or a body known by its capitals; `nil` for anything else.
  static func half(_ written: String, before tail: String, _ resources: EntityResources) -> (
    kind: Entity.Kind, entries: [EntryRef]
  )? {
    let key = Folding.key(written)
    for (source, gazetteer) in resources.matcher.gazetteers.enumerated() {
      for posting in gazetteer.postings(of: key) where !posting.flags.contains(.weak) {
        let kind = gazetteer.kind(posting.entry)
        let isUpper = written.utf8.allSatisfy { !(0x61...0x7A).contains($0) }
        if posting.flags.contains(.capitals), !isUpper { continue }
        if kind == .country || kind == .group || kind.isPlace && placeTails.contains(tail)
          || kind == .organisation && isUpper
        {
          return (BlockReader.kind(of: kind), [EntryRef(source: source, entry: posting.entry)])
        }
      }
    }
    return nil
  }
}
