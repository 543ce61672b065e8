/// The documents of a run, each with what the ledger knows of it.
struct ItemSource {
  private var input: InputSequence?
  private var letters: LetterSequence?
  private let shard: Shard?
  /// Looks documents up; `nil` when there is nothing to find.
  private var lookahead: LedgerLookahead?

  init(_ items: InputSequence, _ shard: Shard?, _ lookahead: LedgerLookahead?) {
    input = items
    self.shard = shard
    self.lookahead = lookahead
  }

  init(_ letters: LetterSequence, _ lookahead: LedgerLookahead?) {
    self.letters = letters
    shard = nil
    self.lookahead = lookahead
  }

  /// Files of directories whose extension is none of ours.
  var ignored: Int { input?.ignored ?? 0 }

  mutating func next() throws(OutputError) -> InputItem? {
    if var item = try letters?.next() {
      if item.known == nil { item.known = try lookahead?.entry(item.slug) }
      return item
    }
    while var item = input?.next() {
      guard shard?.takes(item.slug) ?? true else { continue }
      item.known = try lookahead?.entry(item.slug)
      return item
    }
    return nil
  }
}
