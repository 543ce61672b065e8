/// A line of the page after white space and invisible characters are put right; never empty.
struct Line: Sendable, Hashable {
  /// Bytes of `LineText.bytes`, the list marker not included.
  var text: Range<Int>
  /// Bytes of the decoded text that the line was read from, with the white space around it.
  var origin: Range<Int>
  /// Empty lines between this line and the one before; lines of nothing but no-break spaces count.
  var blanksBefore: Int
  /// Columns of white space before the text.
  var indent: Int
  /// The line began with a list marker, which is not part of `text`.
  var hasBullet: Bool
}

/// The lines of a page and their text.
struct LineText: Sendable {
  /// UTF-8 of all lines, one after the other without separators.
  var bytes: [UInt8] = []
  var lines: [Line] = []
  /// Lines were hard-wrapped and have been put together again.
  var wasWrapped = false
}
