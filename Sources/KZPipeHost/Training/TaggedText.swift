import KZPipeKit

/// Makes articles of tokens with entity tags, one a line (CoNLL 2003, IOB1 and IOB2).
///
/// The token is the first column and the tag the last one that looks like a tag; numbered rows have the token second. Sentences
/// become body blocks; an article is what stands between two `-DOCSTART-` lines, and without such lines one sentence.
struct TaggedText {
  struct BadLine: Error {
    var reason: String
  }

  private let uri: String
  private var article: Article?
  private var articles: [Article] = []
  private var words: [(text: String, tag: String)] = []
  private var hasDocuments = false

  init(uri: String) { self.uri = uri }

  /// Kinds by tag; other tags (MISC, DATE and so on) count as no entity.
  static let kinds: [String: Entity.Kind] = [
    "PER": .person, "PERSON": .person, "ORG": .organisation, "ORGANISATION": .organisation,
    "ORGANIZATION": .organisation, "LOC": .place, "LOCATION": .place, "GPE": .place, "PLACE": .place, "FAC": .place,
    "FACILITY": .place, "NORP": .group, "EVT": .event, "EVENT": .event,
  ]

  mutating func read(_ line: String) throws(BadLine) {
    let columns = line.split { $0 == " " || $0 == "\t" || $0 == "\r" }
    guard let first = columns.first else {
      endSentence()
      return
    }
    if first == "-DOCSTART-" {
      endSentence()
      endArticle()
      hasDocuments = true
      return
    }
    // Remarks of CoNLL-U; a "#" with a tag behind it is a token.
    let tag = columns.dropFirst().last { $0 == "O" || Self.parts(of: $0) != nil }
    guard let tag else {
      if first.hasPrefix("#") { return }
      throw BadLine(reason: "the line has no tag")
    }
    let isNumbered = columns.count > 3 && Int(first) != nil
    words.append((String(columns[isNumbered ? 1 : 0]), String(tag)))
  }

  mutating func finish() -> [Article] {
    endSentence()
    endArticle()
    return articles
  }

  private static func parts(of tag: Substring) -> (letter: Character, kind: Substring)? {
    guard let letter = tag.first, "BIES".contains(letter), tag.dropFirst().first == "-", tag.utf8.count > 2 else {
      return nil
    }
    return (letter, tag.dropFirst(2))
  }

  private mutating func endSentence() {
    guard !words.isEmpty else { return }
    var text = ""
    var spans: [(start: Int, end: Int, kind: String)] = []
    var isOpen = false
    for word in words {
      let parts = Self.parts(of: word.tag[...])
      let continues =
        isOpen && parts.map { $0.letter != "B" && $0.letter != "S" && $0.kind == spans.last?.kind ?? "" } ?? false
      if !text.isEmpty, !Self.isGlued(word.text, to: text) { text += " " }
      let start = text.utf8.count
      text += word.text
      if continues {
        spans[spans.count - 1].end = text.utf8.count
      } else if let parts {
        spans.append((start, text.utf8.count, String(parts.kind)))
      }
      isOpen = parts != nil
    }
    words = []
    if article == nil { article = Article(id: "", source: Source(uri: uri, mediaType: "text/plain")) }
    article?.body.append(BodyBlock(text: text))
    mark(spans, in: text)
    if !hasDocuments { endArticle() }
  }

  private mutating func mark(_ spans: [(start: Int, end: Int, kind: String)], in text: String) {
    guard var marked = article else { return }
    let bytes = Array(text.utf8)
    for span in spans {
      guard let kind = Self.kinds[span.kind] else { continue }
      let name = String(decoding: bytes[span.start..<span.end], as: UTF8.self)
      let id = "e\(marked.annotations.entities.count + 1)"
      marked.annotations.entities.append(Entity(id: id, kind: kind, name: name))
      marked.annotations.mentions.append(
        Mention(entity: id, range: TextRange(.body(marked.body.count - 1), span.start..<span.end), text: name))
    }
    article = marked
  }

  private mutating func endArticle() {
    if let article { articles.append(article) }
    article = nil
  }

  /// Marks stand at their words, as in running text.
  private static func isGlued(_ word: String, to text: String) -> Bool {
    text.hasSuffix("(") || [".", ",", ";", ":", "!", "?", ")", "'s", "’s", "%"].contains(word)
  }
}
