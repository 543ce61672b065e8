import Gazetteers
import KZPipeKit

/// An entry of one of the packs.
struct EntryRef: Hashable, Sendable {
  var source: Int
  var entry: Int
}

/// A mention on its way to being one.
struct Candidate: Sendable {
  var block: Int
  /// Tokens of the block.
  var tokens: Range<Int>
  /// Bytes of the block's text.
  var bytes: Range<Int>
  var kind: Entity.Kind
  var confidence: Double
  /// Entries that the text itself may stand for, best first.
  var entries: [EntryRef] = []
  /// True when the pack alone speaks for it.
  var fromGazetteer = false
  /// True when the context left `entries` as the only ones possible.
  var isNarrowed = false
  /// Another mention's index whose entity this one shares (surname, acronym, short form).
  var follows: Int?
}
