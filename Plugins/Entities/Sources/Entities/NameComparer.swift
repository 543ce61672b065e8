import EntityText
import Gazetteers
import KZPipeKit

/// Tells whether two names are the same name in other spellings or scripts.
public struct NameComparer: Sendable {
  let gazetteers: [Gazetteer]

  /// True when a pack knows both as one, or when their skeletons agree word for word or as a whole.
  public func same(_ a: String, _ b: String) -> Bool {
    let x = entries(a)
    let y = entries(b)
    if !x.isDisjoint(with: y) { return true }
    // Two names that the packs know as different things are different, however alike.
    if !x.isEmpty, !y.isEmpty { return false }
    let left = NameSkeleton.of(a)
    let right = NameSkeleton.of(b)
    guard !left.isEmpty, !right.isEmpty else { return false }
    if left == right { return left.joined().utf8.count > 2 }
    // Spaces and hyphens of Korean and Chinese given names vary.
    let whole = left.joined()
    return whole.utf8.count > 5 && whole == right.joined()
  }

  /// What the packs know under the name; of ambiguous forms the first entry only.
  func entries(_ name: String) -> Set<EntryRef> {
    let key = Folding.key(name)
    for (source, gazetteer) in gazetteers.enumerated() {
      let postings = gazetteer.postings(of: key)
      let kept = postings.filter { !$0.flags.contains(.weak) || $0.flags.contains(.loose) }
      if !kept.isEmpty { return Set(kept.map { EntryRef(source: source, entry: $0.entry) }) }
    }
    return []
  }
}

extension NameComparer {
  /// The packs of the module in `directory`; the taggers beside them are not needed.
  public static func standard(directory: String) throws(StageError) -> NameComparer {
    do throws(DataFileError) {
      var gazetteers: [Gazetteer] = []
      for name in EntityResources.ownPacks {
        gazetteers.append(try Gazetteer(path: directory + "/" + name + ".gazetteer"))
      }
      return NameComparer(gazetteers: gazetteers)
    } catch { throw EntityResources.unusable(error) }
  }
}
