import KZPipeKit

/// A member of the record that enrichers write, in the order of the record.
enum AnnotationMember: String, CaseIterable {
  case entities, mentions, quotations, exchanges, dates, amounts, roles, topics, countries, keywords, summary,
    statistics,
    related
  case blockLanguages = "block_languages"

  /// The field that a stage declares to write it.
  var field: Field {
    switch self {
    case .mentions: .entities
    case .blockLanguages: .language
    default: Field(rawValue: rawValue)
    }
  }

  func isEqual(_ a: Annotations, _ b: Annotations) -> Bool {
    switch self {
    case .entities: a.entities == b.entities
    case .mentions: a.mentions == b.mentions
    case .quotations: a.quotations == b.quotations
    case .exchanges: a.exchanges == b.exchanges
    case .dates: a.dates == b.dates
    case .amounts: a.amounts == b.amounts
    case .roles: a.roles == b.roles
    case .topics: a.topics == b.topics
    case .countries: a.countries == b.countries
    case .keywords: a.keywords == b.keywords
    case .summary: a.summary == b.summary
    case .statistics: a.statistics == b.statistics
    case .related: a.related == b.related
    case .blockLanguages: a.blockLanguages == b.blockLanguages
    }
  }

  /// Lists are written even when they are empty, single values and block languages only when there are any.
  func write(_ annotations: Annotations, to json: inout RecordWriter) {
    switch self {
    case .entities: writeEntities(annotations.entities, to: &json)
    case .mentions:
      json.list(rawValue, annotations.mentions) { mention, json in
        json.field("entity", mention.entity)
        write(mention.range, text: mention.text, to: &json)
        json.score("confidence", mention.confidence)
      }
    case .quotations:
      json.list(rawValue, annotations.quotations) { quotation, json in
        write(quotation.range, text: quotation.text, to: &json)
        json.field("speaker", quotation.speaker)
        json.field("speaker_name", quotation.speakerName)
        json.field("direct", quotation.isDirect)
        json.score("confidence", quotation.confidence)
      }
    case .exchanges:
      json.list(rawValue, annotations.exchanges) { exchange, json in
        json.field("question", exchange.question)
        json.field("answer", exchange.answer)
        json.field("speaker", exchange.speaker)
        json.field("speaker_name", exchange.speakerName)
      }
    case .dates:
      json.list(rawValue, annotations.dates) { date, json in
        write(date.range, text: date.text, to: &json)
        json.field("value", date.value)
        json.score("confidence", date.confidence)
      }
    case .amounts:
      json.list(rawValue, annotations.amounts) { amount, json in
        write(amount.range, text: amount.text, to: &json)
        // One number, or both bounds of a range.
        if amount.values.count == 1 {
          json.field("value", amount.values[0])
        } else {
          json.field("value", amount.values)
        }
        json.field("unit", amount.unit)
        json.score("confidence", amount.confidence)
      }
    case .roles:
      json.list(rawValue, annotations.roles) { role, json in
        json.field("entity", role.entity)
        write(role.range, text: role.text, to: &json)
        json.score("confidence", role.confidence)
      }
    case .topics: writeTopics(annotations.topics, to: &json)
    case .countries: json.field(rawValue, annotations.countries)
    case .keywords:
      json.list(rawValue, annotations.keywords) { keyword, json in
        json.field("text", keyword.text)
        json.score("relevance", keyword.relevance)
      }
    case .summary: json.field(rawValue, annotations.summary)
    case .statistics: if let statistics = annotations.statistics { write(statistics, to: &json) }
    case .related:
      json.list(rawValue, annotations.related) { related, json in
        json.field("article", related.article)
        json.field("kind", related.kind.rawValue)
        json.score("similarity", related.similarity)
      }
    case .blockLanguages:
      guard !annotations.blockLanguages.isEmpty else { return }
      json.list(rawValue, annotations.blockLanguages) { entry, json in
        json.field("at", TextLocation.body(entry.block).pointer)
        json.field("language", entry.language)
        json.score("confidence", entry.confidence)
      }
    }
  }

  private func writeEntities(_ entities: [Entity], to json: inout RecordWriter) {
    json.list(rawValue, entities) { entity, json in
      json.field("id", entity.id)
      json.field("type", entity.kind.rawValue)
      json.field("name", entity.name)
      json.field("ids") { json in json.sortedFields(entity.ids) }
      if !entity.names.isEmpty { json.field("names") { json in json.sortedFields(entity.names) } }
      if let position = entity.position {
        json.field("position") { json in
          json.field("latitude", position.latitude)
          json.field("longitude", position.longitude)
        }
      }
      json.score("confidence", entity.confidence)
      json.score("relevance", entity.relevance)
    }
  }

  private func writeTopics(_ topics: [Topic], to json: inout RecordWriter) {
    json.list(rawValue, topics) { topic, json in
      json.field("id", topic.id)
      json.field("name", topic.name)
      if !topic.broader.isEmpty { json.field("broader", topic.broader) }
      json.score("confidence", topic.confidence)
      json.score("relevance", topic.relevance)
      json.field("why", topic.why)
      if !topic.terms.isEmpty { json.field("terms", topic.terms) }
    }
  }

  private func write(_ statistics: Statistics, to json: inout RecordWriter) {
    json.field(rawValue) { json in
      json.field("words", statistics.words)
      json.field("sentences", statistics.sentences)
      json.field("paragraphs", statistics.paragraphs)
      json.field("characters", statistics.characters)
      json.field("reading_time_seconds", statistics.readingTime)
    }
  }

  /// `at`, `start`, `end` and `text` of an annotation.
  private func write(_ range: TextRange, text: String, to json: inout RecordWriter) {
    json.field("at", range.at.pointer)
    json.field("start", range.bytes.lowerBound)
    json.field("end", range.bytes.upperBound)
    json.field("text", text)
  }
}
