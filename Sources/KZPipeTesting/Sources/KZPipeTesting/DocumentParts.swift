import KZPipeKit

/// A part of an article with the field that stands for it in a stage's declaration.
struct ArticlePart: Sendable {
  let field: Field
  let isEqual: @Sendable (Article, Article) -> Bool
  let copy: @Sendable (_ from: Article, _ to: inout Article) -> Void

  private init<Value: Equatable & Sendable>(_ field: Field, _ path: any WritableKeyPath<Article, Value> & Sendable) {
    self.field = field
    isEqual = { $0[keyPath: path] == $1[keyPath: path] }
    copy = { $1[keyPath: path] = $0[keyPath: path] }
  }

  /// Everything but identity, source and provenance, which all stages may read and the last of which all may add to.
  static let all: [ArticlePart] = [
    .init(.headline, \.headline), .init(.headline, \.alternativeHeadline), .init(.authors, \.authors),
    .init(.body, \.body), .init(.images, \.images), .init(.metadata, \.publisher), .init(.metadata, \.section),
    .init(.metadata, \.datePublished), .init(.metadata, \.datePublishedIsInferred), .init(.metadata, \.dateModified),
    .init(.metadata, \.canonicalURL), .init(.metadata, \.dateline), .init(.metadata, \.dataMining),
    .init(.metadata, \.copyrightNotice), .init(.language, \.language), .init(.language, \.annotations.blockLanguages),
    .init(.entities, \.annotations.entities), .init(.entities, \.annotations.mentions),
    .init(.quotations, \.annotations.quotations), .init(.exchanges, \.annotations.exchanges),
    .init(.dates, \.annotations.dates), .init(.amounts, \.annotations.amounts), .init(.roles, \.annotations.roles),
    .init(.topics, \.annotations.topics), .init(.countries, \.annotations.countries),
    .init(.keywords, \.annotations.keywords), .init(.summary, \.annotations.summary),
    .init(.statistics, \.annotations.statistics), .init(.related, \.annotations.related),
  ]
}

extension Article {
  /// Fields in which two articles differ, in the order of the model.
  func fields(changedIn other: Article) -> [Field] {
    var fields: [Field] = []
    for part in ArticlePart.all where fields.last != part.field && !part.isEqual(self, other) {
      fields.append(part.field)
    }
    return fields
  }

  /// The article with `fields` alone: everything else is as in one that nobody has written to.
  func keeping(_ fields: Set<Field>) -> Article {
    var kept = Article(id: id, source: source)
    kept.provenance = provenance
    for part in ArticlePart.all where fields.contains(part.field) { part.copy(self, &kept) }
    return kept
  }
}

extension Page {
  /// Fields of a page that stages declare.
  static let fields: [Field] = [.content, .blocks, .images, .evidence]

  /// The page with `fields` alone.
  func keeping(_ fields: Set<Field>) -> Page {
    var kept = self
    if !fields.contains(.content) { kept.content = [] }
    if !fields.contains(.evidence) { kept.evidence = [] }
    if !fields.contains(.images) { kept.images = [] }
    if !fields.contains(.blocks) {
      (kept.text, kept.blocks, kept.spans, kept.articleConfidence) = ([], [], [], nil)
      for index in kept.images.indices { (kept.images[index].caption, kept.images[index].position) = (nil, 0) }
      for index in kept.evidence.indices { kept.evidence[index].block = -1 }
    }
    return kept
  }
}
