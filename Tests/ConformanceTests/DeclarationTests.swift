import KZPipeKit
import KZPipeTesting
import Testing

/// The suite finds out stages that read or write what they do not declare, and leaves honest ones alone.
@Suite struct DeclarationTests {
  private static let context = StageContext(
    runTime: PartialDate(secondsSinceEpoch: 1_790_000_000), version: "test", moduleDirectory: "/nowhere")

  private func findings(_ stage: any Stage, _ spec: StageSpec) async -> [String] {
    await Conformance(spec, context: Self.context) { _, _ in stage }.findings().map(\.description)
  }

  @Test(arguments: [Field.authors, .metadata, .images, .topics]) func anEnricherThatWritesMore(_ field: Field) async {
    let honest = StageSpec("liar", kind: .enrich, summary: "Clears.", reads: [.body], writes: [.keywords, field])
    var lying = honest
    lying.writes.remove(field)
    #expect(await findings(Clearing(field: field), honest).isEmpty)
    let found = await findings(Clearing(field: field), lying)
    let says = "\(field.rawValue) was changed, but is not declared as written"
    #expect(found.contains("declared: \"an article with everything\": \(says)"), "\(found)")
  }

  @Test(arguments: [
    Field.headline, .authors, .images, .metadata, .language, .entities, .quotations, .exchanges, .dates, .amounts,
    .roles,
    .topics, .countries, .summary, .statistics, .related,
  ])
  func anEnricherThatReadsMore(_ field: Field) async {
    let lying = StageSpec("liar", kind: .enrich, summary: "Looks.", reads: [.body], writes: [.keywords])
    var honest = lying
    honest.readsOptionally = [field]
    #expect(await findings(Looking(field: field), honest).isEmpty)
    let says = "declared: \"an article with everything\": the result depends on \(field.rawValue), not declared as read"
    #expect(await findings(Looking(field: field), lying).contains { $0.hasPrefix(says) })
  }

  /// Neither is a reading: to add to what is there, and to set it whatever was there.
  @Test(arguments: [true, false]) func anEnricherMayAddToWhatItWrites(adds: Bool) async {
    let spec = StageSpec("adder", kind: .enrich, summary: "Adds.", reads: [.body], writes: [.keywords])
    #expect(await findings(Adding(adds: adds), spec).isEmpty)
  }

  @Test(arguments: [Field.keywords, .summary, .entities]) func anExporterThatReadsMore(_ field: Field) async {
    let lying = StageSpec("liar", kind: .export, summary: "Prints.", reads: [.headline])
    var honest = lying
    honest.readsOptionally = [field]
    #expect(await findings(Printing(field: field), honest).isEmpty)
    #expect(await findings(Printing(field: field), lying).contains { $0.contains("depends on \(field.rawValue),") })
  }

  @Test(arguments: [Field.content, .evidence, .images]) func aParserThatReadsMore(_ field: Field) async {
    let lying = StageSpec(
      "liar", kind: .parse, summary: "Reads.", accepts: ["*/*"], reads: [.blocks], writes: [.headline, .body])
    var honest = lying
    honest.readsOptionally = [field]
    #expect(await findings(Parsing(reads: field), honest).isEmpty)
    #expect(await findings(Parsing(reads: field), lying).contains { $0.contains("depends on \(field.rawValue),") })
  }

  @Test func aParserThatWritesMore() async {
    let lying = StageSpec(
      "liar", kind: .parse, summary: "Reads.", accepts: ["*/*"], reads: [.blocks], readsOptionally: [.evidence],
      writes: [.headline])
    let found = await findings(Parsing(reads: .evidence), lying)
    #expect(found.contains { $0.hasSuffix("body was written, but is not declared as written") }, "\(found)")
  }

  @Test(arguments: [Field.evidence, .images, .content]) func aCleanStageThatWritesMore(_ field: Field) async {
    let lying = StageSpec(
      "liar", kind: .clean, summary: "Keeps.", accepts: ["text/plain"], reads: [.content], writes: [.blocks])
    var honest = lying
    honest.writes.insert(field)
    #expect(await findings(Keeping(writes: field), honest).isEmpty)
    let says = "\(field.rawValue) was changed, but is not declared as written"
    #expect(await findings(Keeping(writes: field), lying).contains { $0.hasSuffix(says) })
  }
}

// MARK: stages that do what they are told

/// What stands in a field of the article, as text; empty when nothing does.
private func seen(_ field: Field, _ article: Article) -> String {
  let all = article.annotations
  switch field {
  case .headline: return article.alternativeHeadline ?? ""
  case .authors: return article.authors.first?.name ?? ""
  case .images: return article.images.first?.url ?? ""
  case .metadata: return article.dateline ?? ""
  case .language: return article.language ?? ""
  case .entities: return all.mentions.first?.text ?? ""
  case .quotations: return all.quotations.first?.text ?? ""
  case .exchanges: return all.exchanges.first?.speakerName ?? ""
  case .dates: return all.dates.first?.value ?? ""
  case .amounts: return all.amounts.first?.unit ?? ""
  case .roles: return all.roles.first?.text ?? ""
  case .topics: return all.topics.first?.id ?? ""
  case .countries: return all.countries.first ?? ""
  case .keywords: return all.keywords.first?.text ?? ""
  case .summary: return all.summary ?? ""
  case .statistics: return all.statistics.map { "\($0.words)" } ?? ""
  case .related: return all.related.first?.article ?? ""
  default: return ""
  }
}

/// The least that the protocol asks of a stage that is made by hand.
private protocol HandMade: Stage {}
extension HandMade {
  static var spec: StageSpec { StageSpec("made_by_hand", kind: .enrich, summary: "Is made by hand.") }
  init(options: Options, context: StageContext) throws(StageError) {
    throw StageError(.badOption, "this stage is made by hand")
  }
}

private struct Clearing: HandMade, EnrichStage {
  var field: Field

  func enrich(_ article: inout Article) {
    switch field {
    case .authors: article.authors = []
    case .metadata: article.publisher = nil
    case .images: for image in article.images.indices { article.images[image].credit = nil }
    default: article.annotations.topics = []
    }
  }
}

private struct Looking: HandMade, EnrichStage {
  var field: Field

  func enrich(_ article: inout Article) {
    let text = seen(field, article)
    article.annotations.keywords = text.isEmpty ? [] : [Keyword(text: text, relevance: 1)]
  }
}

private struct Adding: HandMade, EnrichStage {
  var adds: Bool

  func enrich(_ article: inout Article) {
    if !adds { article.annotations.keywords = [] }
    article.annotations.keywords.append(Keyword(text: "\(article.body.count)", relevance: 1))
    article.provenance.append(Provenance(stage: "adder", at: "/keywords", reason: "counted"))
  }
}

private struct Printing: HandMade, ExportStage {
  var field: Field

  func export(_ article: Article) -> [Output] {
    [.record(file: "all.txt", contents: Array("\(article.headline ?? "") \(seen(field, article))\n".utf8))]
  }
}

private struct Parsing: HandMade, ParseStage {
  var reads: Field

  func parse(_ page: Page) throws(StageError) -> Article {
    var article = Article(id: "", source: page.source)
    switch reads {
    case .content: article.headline = String(decoding: page.content.prefix(10), as: UTF8.self)
    case .evidence: article.headline = page.evidence.first?.value
    default: article.headline = page.images.first?.url
    }
    article.body = page.blocks.map { BodyBlock(text: page.string(of: $0)) }
    return article
  }
}

private struct Keeping: HandMade, CleanStage {
  var writes: Field

  func clean(_ page: inout Page) {
    page.source.encoding = "utf-8"
    page.append("kept".utf8, verdict: Verdict(.kept, confidence: 1))
    switch writes {
    case .content: page.content.append(0x0A)
    case .evidence: page.evidence.append(Evidence(.text, property: "words", value: "1"))
    default: page.images.append(PageImage(url: "https://example.org/picture.jpg"))
    }
  }
}
