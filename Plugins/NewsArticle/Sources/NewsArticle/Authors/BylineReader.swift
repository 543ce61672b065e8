import KZPipeKit

/// Reads the people, bodies, titles and addresses of a byline.
struct BylineReader {
  enum Mode {
    /// A value that a page states as its author: nearly everything in it is a name.
    case stated
    /// A printed line: only what looks like a name is one.
    case printed
  }

  /// What a line holds.
  struct Reading {
    var authors: [Author] = []
    /// The line began with "By" or its like.
    var hasOpener = false
    /// Words that are neither names, titles, dates nor openers.
    var strange = 0
  }

  let site: SiteNames

  func read(_ text: String, mode: Mode) -> Reading {
    var run = BylineRun(site: site, mode: mode)
    run.read(BylineTokenizer.tokens(Self.withoutAddresses(Array(text.utf8)), splitsSlash: mode == .printed))
    var reading = run.reading
    for index in reading.authors.indices { reading.authors[index].name = NameCase.usual(reading.authors[index].name) }
    return reading
  }

  /// The text without web addresses, which would fall apart into names.
  private static func withoutAddresses(_ text: [UInt8]) -> [UInt8] {
    let mark = Array("://".utf8)
    guard Fold.contains(text, mark) else { return text }
    let kept = text.split(separator: 0x20).filter { !Fold.contains(Array($0), mark) }
    return Array(kept.joined(separator: [0x20]))
  }

  /// Number of words of the opener that `words` begin with; 0 for none.
  static func openerLength(_ words: [String]) -> Int {
    guard let first = words.first else { return 0 }
    for opener in BylineWords.openersByFirstWord[first] ?? [] where opener.count <= words.count {
      if zip(opener, words).allSatisfy({ $0 == $1 }) { return opener.count }
    }
    return 0
  }

  /// Takes a job title off either end: `Staff reporter Jane Doe`, `Jane Doe Political Editor`, `홍길동 기자`.
  static func splitRole(_ words: [String]) -> (name: [String], role: String?) {
    let lower = words.map { $0.lowercased() }
    func isRole(_ index: Int) -> Bool { BylineWords.roles.contains(lower[index]) }
    func belongs(_ index: Int) -> Bool { isRole(index) || BylineWords.roleModifiers.contains(lower[index]) }
    guard let lastRole = words.indices.last(where: isRole) else {
      // Written together: 홍길동기자
      if words.count == 1, let suffix = ["기자", "특파원", "记者", "記者"].first(where: { words[0].hasSuffix($0) }) {
        let name = String(words[0].dropLast(suffix.count))
        if (2...4).contains(name.count) { return ([name], suffix) }
      }
      return (words, nil)
    }
    var front = 0
    while front < words.count, belongs(front) { front += 1 }
    if front == words.count
      || words.count - front == 1 && lastRole < front && words[front].utf8.first.map({ $0 < 0xE3 }) ?? true
    {
      return ([], words.joined(separator: " "))
    }
    if front > 0, lastRole < front { return (Array(words[front...]), words[..<front].joined(separator: " ")) }
    var back = lastRole
    while back > 0, belongs(back - 1) { back -= 1 }
    var name = Array(words[..<back])
    if name.isEmpty { return (words, nil) }
    // "광양 구현모 기자": the place stands before the name.
    if name.count > 1, let last = name.last, (2...4).contains(last.unicodeScalars.count),
      last.unicodeScalars.allSatisfy({ (0xAC00...0xD7A3).contains($0.value) })
    {
      name = [last]
    }
    return (name, words[back...].joined(separator: " "))
  }
}
