import KZPipeKit

/// Puts the found values into an article, each with its provenance.
struct ArticleAssembly {
  private let page: PageView
  private let stage: String
  private(set) var article: Article

  init(page: PageView, stage: String) {
    self.page = page
    self.stage = stage
    article = Article(id: "", source: page.page.source)
  }

  private mutating func note(_ at: String, _ reason: String, _ confidence: Double? = nil, block: Int? = nil) {
    article.provenance.append(Provenance(stage: stage, at: at, reason: reason, confidence: confidence, block: block))
  }

  mutating func set(_ headline: Headline?) {
    guard let headline else { return }
    article.headline = headline.text
    note("/headline", headline.reason, headline.confidence, block: headline.block)
  }

  mutating func set(_ authors: [FoundAuthor]) {
    for (index, found) in authors.enumerated() {
      article.authors.append(found.author)
      note("/authors/\(index)", found.reason, found.confidence, block: found.block)
    }
  }

  mutating func set(_ dates: (published: StatedDate?, modified: StatedDate?)) {
    if let published = dates.published {
      article.datePublished = published.date
      article.datePublishedIsInferred = published.isDerived
      note("/date_published", published.reason, published.confidence, block: published.block)
    }
    if let modified = dates.modified {
      article.dateModified = modified.date
      note("/date_modified", modified.reason, modified.confidence, block: modified.block)
    }
  }

  mutating func set(_ body: BodyBuilder.Result) {
    article.body = body.blocks
    article.annotations.exchanges = body.exchanges
    for (index, block) in body.blocks.enumerated() {
      guard let origin = block.origin else { continue }
      let verdict = page.blocks[origin].verdict
      note(
        "/body/\(index)", verdict.reason == .none ? "kept_block" : verdict.reason.rawValue,
        verdict.decision == .undecided ? nil : Double(verdict.confidence), block: origin)
    }
    for removed in body.removed { note("/page", "not_body_" + removed.reason, nil, block: removed.block) }
    if let dateline = body.dateline {
      article.dateline = dateline
      note("/dateline", "first_paragraph", 0.9, block: body.datelineBlock)
      if let reporter = body.reporter, article.authors.allSatisfy(\.isOrganisation) {
        article.authors = [Author(name: reporter)]
        article.provenance.removeAll { $0.at.hasPrefix("/authors/") }
        note("/authors/0", "dateline", 0.85, block: body.datelineBlock)
      }
    }
    if let deck = body.deck {
      article.alternativeHeadline = deck.text
      note("/alternative_headline", "deck_block", 0.85, block: deck.block)
    }
    for index in body.exchanges.indices { note("/exchanges/\(index)", "interview_form", nil, block: nil) }
  }

  mutating func set(_ images: ImageBuilder.Result) {
    article.images = images.images
    for (index, image) in images.images.enumerated() {
      note(
        "/images/\(index)", image.url == nil ? "caption_block" : "page_image", nil, block: images.captionBlocks[index])
    }
  }

  mutating func setMetadata(_ metadata: MetadataReader) {
    if let section = metadata.section() {
      article.section = section.value
      note("/section", section.reason, section.confidence, block: section.block)
    }
    if let publisher = metadata.publisher() {
      article.publisher = publisher.value
      note("/publisher", publisher.reason, publisher.confidence)
    }
    if let address = PageAddress.canonical(page: page.page, evidence: page.evidence) {
      article.canonicalURL = address.url
      note("/canonical_url", address.reason, address.reason == "source_url" ? 0.7 : 0.95)
      if PageAddress.hasNextPart(page: page.page, evidence: page.evidence, canonical: address.url) {
        note("/page", "more_parts_follow")
      }
    }
    if let language = LanguageTag.statement(in: page.evidence) {
      article.language = language.tag
      note("/language", language.reason, 0.85)
    }
    if let mining = metadata.dataMining() {
      article.dataMining = mining.value
      note("/data_mining", mining.reason, mining.confidence)
    }
    if let copyright = metadata.copyright() {
      article.copyrightNotice = copyright.value
      note("/copyright_notice", copyright.reason, copyright.confidence, block: copyright.block)
    }
  }
}
