import KZPipeKit

/// Documents with something in every field, so that a stage that reads what it does not declare gives itself away.
enum FullSamples {
  /// An article that every kind of enricher has been at; names in it are invented.
  static func article() -> Article {
    var article = Article(
      id: "sample", source: Source(uri: "sample", mediaType: "text/plain", sha256: String(repeating: "0", count: 64)))
    article.headline = "Sarkand gets its first bridge after a century of ferries"
    article.alternativeHeadline = "The town council borrows half of the money"
    article.authors = [Author(name: "Dana Ospanova", email: "dana@example.org", role: "staff reporter")]
    article.publisher = Publisher(name: "Example Desk", uri: "https://example.org/")
    article.section = ["News", "Regions"]
    article.datePublished = PartialDate(year: 2026, month: 3, day: 12)
    article.dateModified = PartialDate(year: 2026, month: 3, day: 13)
    article.language = "en"
    article.canonicalURL = "https://example.org/news/bridge"
    article.dateline = "SARKAND, March 12"
    article.dataMining = "tdm-reservation: 1"
    article.copyrightNotice = "© 2026 Example Desk"
    article.images = [
      Image(
        url: "https://example.org/bridge.jpg", caption: "Mayor Askar Temirgali at the Baskan river.",
        credit: "Example Agency", alternateText: "A river", width: 800, height: 600, isLead: true, position: 1)
    ]
    article.body = [
      "The town of Sarkand in Kazakhstan will get its first bridge this autumn, Mayor Askar Temirgali said on Thursday.",
      "“My grandmother waited for it all her life,” said Dana Ospanova, who runs the ferry.",
      "The bridge costs 2.4 billion tenge. Temirgali promised that the road will follow in 2027.",
      "Will the ferry go on?", "Not after the first of November, Temirgali said.",
      "Паромная переправа закроется осенью.",
    ].map { BodyBlock(text: $0) }
    article.body[3].kind = .question
    article.body[4].kind = .answer
    article.annotations = annotations(of: article)
    article.provenance = [Provenance(stage: "sample", at: "/headline", reason: "json_ld", confidence: 0.9)]
    return article
  }

  private static func annotations(of article: Article) -> Annotations {
    var all = Annotations()
    func range(_ text: String, _ block: Int) -> TextRange {
      let bytes = article.body[block].text
      let start = bytes.utf8.distance(
        from: bytes.startIndex, to: bytes.firstRange(of: text)?.lowerBound ?? bytes.startIndex)
      return TextRange(.body(block), start..<(start + text.utf8.count))
    }
    all.entities = [
      Entity(
        id: "e1", kind: .person, name: "Askar Temirgali", ids: ["wikidata": "Q1"], names: ["ru": "Аскар Темиргали"],
        confidence: 0.9, relevance: 1),
      Entity(
        id: "e2", kind: .place, name: "Kazakhstan", ids: ["iso3166": "KZ", "geonames": "1"],
        position: Position(latitude: 48, longitude: 68), confidence: 0.9, relevance: 0.5),
      Entity(id: "e3", kind: .person, name: "Dana Ospanova", confidence: 0.8, relevance: 0.4),
    ]
    all.mentions = [
      ("e2", "Kazakhstan", 0), ("e1", "Askar Temirgali", 0), ("e3", "Dana Ospanova", 1), ("e1", "Temirgali", 2),
      ("e1", "Temirgali", 4),
    ].map { Mention(entity: $0, range: range($1, $2), text: $1, confidence: 0.9) }
    let quotation = "My grandmother waited for it all her life"
    all.quotations = [Quotation(range: range(quotation, 1), text: quotation, speaker: "e3", confidence: 0.9)]
    all.exchanges = [Exchange(question: [3], answer: [4], speaker: "e1", speakerName: "Temirgali")]
    all.dates = [TimeExpression(range: range("this autumn", 0), text: "this autumn", value: "2026-FA", confidence: 0.8)]
    all.amounts = [
      Amount(range: range("2.4 billion tenge", 2), text: "2.4 billion tenge", values: [2_400_000_000], unit: "KZT")
    ]
    all.roles = [Role(entity: "e1", range: range("Mayor", 0), text: "Mayor", confidence: 0.9)]
    all.topics = [
      Topic(id: "medtop:20000337", name: "transport", broader: ["medtop:04000000"], confidence: 0.7, relevance: 1)
    ]
    all.countries = ["KZ"]
    all.keywords = [Keyword(text: "ferry", relevance: 0.8)]
    all.summary = "Sarkand gets its first bridge this autumn."
    all.statistics = Statistics(words: 60, sentences: 8, paragraphs: 6, characters: 400, readingTime: 20)
    all.related = [RelatedArticle(article: "another", kind: .sameStory, similarity: 0.6)]
    all.blockLanguages = [BlockLanguage(block: 5, language: "ru", confidence: 0.95)]
    return all
  }

  /// A cleaned page with pictures and what it says of itself.
  static func page(mediaType: String) -> Page {
    let article = article()
    var page = Page(
      id: "a full page",
      source: Source(uri: "sample", mediaType: mediaType, encoding: "utf-8", sha256: article.source.sha256),
      content: Array("<title>Another headline</title><p>Words that are nowhere else.".utf8))
    let kept = Verdict(.kept, confidence: 0.9)
    page.append("News\tRegions".utf8, kind: .trail, verdict: kept)
    page.append((article.headline ?? "").utf8, kind: .heading, level: 1, verdict: kept)
    page.append("By Dana Ospanova, staff reporter".utf8, kind: .byline, verdict: kept)
    page.append("12 March 2026".utf8, kind: .date, verdict: kept)
    let caption = page.append((article.images[0].caption ?? "").utf8, kind: .caption, verdict: kept)
    for block in article.body { page.append(block.text.utf8, verdict: kept) }
    page.append("Read more".utf8, verdict: Verdict(.dropped, confidence: 0.9, reason: "related"))
    page.images = [PageImage(url: "https://example.org/bridge.jpg", caption: Int32(caption), position: 5)]
    page.evidence = [
      Evidence(.jsonLD, type: "NewsArticle", property: "headline", value: article.headline ?? ""),
      Evidence(.jsonLD, type: "NewsArticle", property: "author.name", value: "Dana Ospanova"),
      Evidence(.jsonLD, type: "NewsArticle", property: "datePublished", value: "2026-03-12T09:30:00+05:00"),
      Evidence(.openGraph, property: "og:site_name", value: "Example Desk"),
      Evidence(.link, property: "canonical", value: "https://example.org/news/bridge"),
    ]
    page.articleConfidence = 0.9
    return page
  }
}
