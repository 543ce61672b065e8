/// The documents of a run, each with what the ledger knows of it.
struct ItemSource {
  private var items: InputSequence
  /// Looks documents up; `nil` when there is nothing to find.
  var lookahead: LedgerLookahead?

  init(_ items: InputSequence) { self.items = items }

  /// Files of directories whose extension is none of ours.
  var ignored: Int { items.ignored }

  mutating func next() throws(OutputError) -> InputItem? {
    guard var item = items.next() else { return nil }
    item.known = try lookahead?.entry(item.slug)
    return item
  }
}
