import Testing

@testable import NewsArticle

@Suite("Sets of words")
struct WordSetTests {
  @Test func holdsItsWordsAndNoOthers() {
    let set: WordSet = ["by", "von", "автор", "by", "", "記者"]
    for word in ["by", "von", "автор", "", "記者"] { #expect(set.contains(word)) }
    for word in ["b", "byv", "yvon", "авто", "者", "記", "By"] { #expect(!set.contains(word)) }
    #expect(set.contains(Array("von".utf8)) && set.contains("xvon".dropFirst()))
    #expect(set.union(["til"]).contains("til"))
    #expect(!WordSet([]).contains("") && !WordSet([]).contains("a"))
  }

  @Test func holdsMany() {
    let words = (0..<3000).map { "word\($0)" }
    let set = WordSet(words)
    #expect(words.allSatisfy { set.contains($0) })
    #expect((3000..<6000).allSatisfy { !set.contains("word\($0)") })
  }

  @Test func ofEqualKeysTheFirstCounts() {
    let table = WordTable([("mar", 3), ("may", 5), ("mar", 4), ("dez", 12)])
    #expect(table["mar"] == 3 && table["may"] == 5 && table["dez"] == 12 && table["jan"] == nil)
  }
}
