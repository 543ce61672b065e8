public import KZPipeKit

/// The strings of an article that annotations may point into, as tokens, in reading order.
public struct ArticleText: Sendable {
  public struct Piece: Sendable {
    public let at: TextLocation
    public let text: TokenText
  }

  public let pieces: [Piece]
  /// Language of the grammars: the article's own, else guessed from its letters; nil when stated and not known to them.
  public let language: GrammarLanguage?

  /// - Parameter limit: bytes of a string beyond which it is left alone.
  public init(_ article: Article, limit: Int = 64 << 20) {
    var pieces: [Piece] = []
    func add(_ at: TextLocation, _ text: String?) {
      guard let text, !text.isEmpty, text.utf8.count <= limit else { return }
      pieces.append(Piece(at: at, text: TokenText(text)))
    }
    add(.headline, article.headline)
    add(.alternativeHeadline, article.alternativeHeadline)
    for index in article.body.indices { add(.body(index), article.body[index].text) }
    for index in article.images.indices { add(.caption(index), article.images[index].caption) }
    self.pieces = pieces
    if let tag = article.language, !tag.isEmpty, tag != "und" {
      language = GrammarLanguage(tag: tag)
    } else {
      language = GrammarLanguage.guess(pieces.map(\.text))
    }
  }
}
