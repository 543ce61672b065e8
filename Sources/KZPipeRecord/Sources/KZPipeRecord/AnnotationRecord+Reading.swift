import KZPipeJSON
import KZPipeKit

extension AnnotationMember {
  /// Appends the elements of the record to those that the article has; a single value replaces the one that is there.
  func read(from record: RecordObject, into article: inout Article) throws(RecordFault) {
    guard record.has(rawValue) else { return }
    switch self {
    case .entities: article.annotations.entities += try record.list(rawValue, Self.entity)
    case .mentions:
      article.annotations.mentions += try placed(record, in: article) { mention, range, text throws(RecordFault) in
        Mention(
          entity: try mention.requiredString("entity"), range: range, text: text,
          confidence: try mention.score("confidence") ?? 1)
      }
    case .quotations:
      article.annotations.quotations += try placed(record, in: article) { quotation, range, text throws(RecordFault) in
        Quotation(
          range: range, text: text, speaker: try quotation.string("speaker"),
          speakerName: try quotation.string("speaker_name"), isDirect: try quotation.flag("direct") ?? true,
          confidence: try quotation.score("confidence") ?? 1)
      }
    case .exchanges:
      let blocks = article.body.indices
      article.annotations.exchanges += try record.list(rawValue) { exchange throws(RecordFault) in
        let (question, answer) = (try exchange.integers("question"), try exchange.integers("answer"))
        guard (question + answer).allSatisfy(blocks.contains) else {
          throw RecordFault("names a body block that is not there")
        }
        return Exchange(
          question: question, answer: answer, speaker: try exchange.string("speaker"),
          speakerName: try exchange.string("speaker_name"))
      }
    case .dates:
      article.annotations.dates += try placed(record, in: article) { date, range, text throws(RecordFault) in
        TimeExpression(
          range: range, text: text, value: try date.requiredString("value"),
          confidence: try date.score("confidence") ?? 1)
      }
    case .amounts:
      article.annotations.amounts += try placed(record, in: article) { amount, range, text throws(RecordFault) in
        Amount(
          range: range, text: text, values: try Self.values(amount), unit: try amount.requiredString("unit"),
          confidence: try amount.score("confidence") ?? 1)
      }
    case .roles:
      article.annotations.roles += try placed(record, in: article) { role, range, text throws(RecordFault) in
        Role(
          entity: try role.requiredString("entity"), range: range, text: text,
          confidence: try role.score("confidence") ?? 1)
      }
    case .topics: article.annotations.topics += try record.list(rawValue, Self.topic)
    case .countries: article.annotations.countries += try record.strings(rawValue)
    case .keywords:
      article.annotations.keywords += try record.list(rawValue) { keyword throws(RecordFault) in
        Keyword(text: try keyword.requiredString("text"), relevance: try keyword.score("relevance") ?? 1)
      }
    case .summary: article.annotations.summary = try record.string(rawValue)
    case .statistics: article.annotations.statistics = try record.object(rawValue).map(Self.statistics)
    case .related:
      article.annotations.related += try record.list(rawValue) { related throws(RecordFault) in
        guard let kind = try related.choice("kind", as: RelatedArticle.Kind.self) else {
          throw RecordFault("is missing", at: "/kind")
        }
        return RelatedArticle(
          article: try related.requiredString("article"), kind: kind, similarity: try related.score("similarity") ?? 1)
      }
    case .blockLanguages:
      let blocks = article.body.indices
      article.annotations.blockLanguages += try record.list(rawValue) { entry throws(RecordFault) in
        guard case .body(let block)? = TextLocation(pointer: try entry.requiredString("at")), blocks.contains(block)
        else { throw RecordFault("names no block of the body", at: "/at") }
        return BlockLanguage(
          block: block, language: try entry.requiredString("language"), confidence: try entry.score("confidence") ?? 1)
      }
    }
  }

  /// Empties the member.
  func clear(_ annotations: inout Annotations) {
    switch self {
    case .entities: annotations.entities = []
    case .mentions: annotations.mentions = []
    case .quotations: annotations.quotations = []
    case .exchanges: annotations.exchanges = []
    case .dates: annotations.dates = []
    case .amounts: annotations.amounts = []
    case .roles: annotations.roles = []
    case .topics: annotations.topics = []
    case .countries: annotations.countries = []
    case .keywords: annotations.keywords = []
    case .summary: annotations.summary = nil
    case .statistics: annotations.statistics = nil
    case .related: annotations.related = []
    case .blockLanguages: annotations.blockLanguages = []
    }
  }

  /// Annotations at a place in the text: `at`, `start` and `end` have to fit, and `text`, when it is there, to agree.
  private func placed<Element>(
    _ record: RecordObject, in article: Article,
    _ read: (RecordObject, TextRange, String) throws(RecordFault) -> Element
  ) throws(RecordFault) -> [Element] {
    try record.list(rawValue) { element throws(RecordFault) in
      guard let location = TextLocation(pointer: try element.requiredString("at")),
        let string = article.string(at: location)
      else { throw RecordFault("names no text of the article", at: "/at") }
      let bytes = try ArticleRecord.slice(element, of: string)
      let utf8 = string.utf8
      let lower = utf8.index(utf8.startIndex, offsetBy: bytes.lowerBound)
      let text = String(decoding: utf8[lower..<utf8.index(lower, offsetBy: bytes.count)], as: UTF8.self)
      if let given = try element.string("text"), !given.utf8.elementsEqual(text.utf8) {
        throw RecordFault("is not what stands from start to end: offsets count bytes of UTF-8", at: "/text")
      }
      return try read(element, TextRange(location, bytes), text)
    }
  }

  private static func entity(_ record: RecordObject) throws(RecordFault) -> Entity {
    guard let kind = try record.choice("type", as: Entity.Kind.self) else {
      throw RecordFault("is missing", at: "/type")
    }
    var position: Position?
    if let place = try record.object("position"), let latitude = try place.number("latitude"),
      let longitude = try place.number("longitude")
    {
      position = Position(latitude: latitude, longitude: longitude)
    }
    return Entity(
      id: try record.requiredString("id"), kind: kind, name: try record.requiredString("name"),
      ids: try record.dictionary("ids"), names: try record.dictionary("names"), position: position,
      confidence: try record.score("confidence") ?? 1, relevance: try record.score("relevance") ?? 0)
  }

  private static func topic(_ record: RecordObject) throws(RecordFault) -> Topic {
    Topic(
      id: try record.requiredString("id"), name: try record.string("name") ?? "",
      broader: try record.strings("broader"), confidence: try record.score("confidence") ?? 1,
      relevance: try record.score("relevance") ?? 1, why: try record.string("why") ?? "direct",
      terms: try record.strings("terms"))
  }

  private static func statistics(_ record: RecordObject) throws(RecordFault) -> Statistics {
    Statistics(
      words: try record.integer("words") ?? 0, sentences: try record.integer("sentences") ?? 0,
      paragraphs: try record.integer("paragraphs") ?? 0, characters: try record.integer("characters") ?? 0,
      readingTime: try record.integer("reading_time_seconds") ?? 0)
  }

  /// One number, or both bounds of a range.
  private static func values(_ record: RecordObject) throws(RecordFault) -> [Double] {
    let values = (record.value["value"] ?? .null).elements.compactMap(\.double)
    guard !values.isEmpty, values.count == record.value["value"]?.elements.count else {
      throw RecordFault("is neither a number nor a list of numbers", at: "/value")
    }
    return values
  }
}

extension TextLocation {
  /// Reads what `pointer` writes.
  init?(pointer: String) {
    switch pointer {
    case "/headline": self = .headline
    case "/alternative_headline": self = .alternativeHeadline
    default:
      let steps = pointer.split(separator: "/", omittingEmptySubsequences: false)
      guard steps.count == 4, steps[0].isEmpty, let index = Int(steps[2]), index >= 0 else { return nil }
      switch (steps[1], steps[3]) {
      case ("body", "text"): self = .body(index)
      case ("images", "caption"): self = .caption(index)
      default: return nil
      }
    }
  }
}
