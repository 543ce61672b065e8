extension StringProtocol {
  /// Whether the ASCII text `part` occurs: a byte search, since canonical equivalence is of no use for marks and type names.
  func has(_ part: StaticString) -> Bool {
    let length = part.utf8CodeUnitCount
    guard length > 0 else { return true }
    let first = part.utf8Start[0]
    var start = utf8.startIndex
    while start != utf8.endIndex {
      if utf8[start] == first {
        var at = start
        var matched = 0
        while matched < length, at != utf8.endIndex, utf8[at] == part.utf8Start[matched] {
          at = utf8.index(after: at)
          matched += 1
        }
        if matched == length { return true }
      }
      start = utf8.index(after: start)
    }
    return false
  }

  /// In lower case; most property names are so already.
  var lowercasedOnce: String {
    utf8.allSatisfy { $0 < 0x41 || (0x5B...0x7F).contains($0) } ? String(self) : lowercased()
  }
}
