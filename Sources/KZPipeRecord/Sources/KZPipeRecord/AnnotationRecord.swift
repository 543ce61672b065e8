import KZPipeJSON
import KZPipeKit

extension ArticleRecord {
  /// Everything that enrichers add, in the order of the record.
  static func writeAnnotations(_ annotations: Annotations, to json: inout JSONWriter) {
    writeEntities(annotations, to: &json)
    writeSpeech(annotations, to: &json)
    writeValues(annotations, to: &json)
    writeSubjects(annotations, to: &json)
  }

  private static func writeEntities(_ annotations: Annotations, to json: inout JSONWriter) {
    json.list("entities", annotations.entities) { entity, json in
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
    json.list("mentions", annotations.mentions) { mention, json in
      json.field("entity", mention.entity)
      write(mention.range, text: mention.text, to: &json)
      json.score("confidence", mention.confidence)
    }
  }

  private static func writeSpeech(_ annotations: Annotations, to json: inout JSONWriter) {
    json.list("quotations", annotations.quotations) { quotation, json in
      write(quotation.range, text: quotation.text, to: &json)
      json.field("speaker", quotation.speaker)
      json.field("speaker_name", quotation.speakerName)
      json.field("direct", quotation.isDirect)
      json.score("confidence", quotation.confidence)
    }
    json.list("exchanges", annotations.exchanges) { exchange, json in
      json.field("question", exchange.question)
      json.field("answer", exchange.answer)
      json.field("speaker", exchange.speaker)
      json.field("speaker_name", exchange.speakerName)
    }
  }

  private static func writeValues(_ annotations: Annotations, to json: inout JSONWriter) {
    json.list("dates", annotations.dates) { date, json in
      write(date.range, text: date.text, to: &json)
      json.field("value", date.value)
      json.score("confidence", date.confidence)
    }
    json.list("amounts", annotations.amounts) { amount, json in
      write(amount.range, text: amount.text, to: &json)
      // One number, or both bounds of a range.
      if amount.values.count == 1 { json.field("value", amount.values[0]) } else { json.field("value", amount.values) }
      json.field("unit", amount.unit)
      json.score("confidence", amount.confidence)
    }
    json.list("roles", annotations.roles) { role, json in
      json.field("entity", role.entity)
      write(role.range, text: role.text, to: &json)
      json.score("confidence", role.confidence)
    }
  }

  private static func writeSubjects(_ annotations: Annotations, to json: inout JSONWriter) {
    json.list("topics", annotations.topics) { topic, json in
      json.field("id", topic.id)
      json.field("name", topic.name)
      if !topic.broader.isEmpty { json.field("broader", topic.broader) }
      json.score("confidence", topic.confidence)
      json.score("relevance", topic.relevance)
      json.field("why", topic.why)
      if !topic.terms.isEmpty { json.field("terms", topic.terms) }
    }
    json.field("countries", annotations.countries)
    json.list("keywords", annotations.keywords) { keyword, json in
      json.field("text", keyword.text)
      json.score("relevance", keyword.relevance)
    }
    json.field("summary", annotations.summary)
    if let statistics = annotations.statistics {
      json.field("statistics") { json in
        json.field("words", statistics.words)
        json.field("sentences", statistics.sentences)
        json.field("paragraphs", statistics.paragraphs)
        json.field("characters", statistics.characters)
        json.field("reading_time_seconds", statistics.readingTime)
      }
    }
    json.list("related", annotations.related) { related, json in
      json.field("article", related.article)
      json.field("kind", related.kind.rawValue)
      json.score("similarity", related.similarity)
    }
    if !annotations.blockLanguages.isEmpty {
      json.list("block_languages", annotations.blockLanguages) { entry, json in
        json.field("at", TextLocation.body(entry.block).pointer)
        json.field("language", entry.language)
        json.score("confidence", entry.confidence)
      }
    }
  }

  /// `at`, `start`, `end` and `text` of an annotation.
  private static func write(_ range: TextRange, text: String, to json: inout JSONWriter) {
    json.field("at", range.at.pointer)
    json.field("start", range.bytes.lowerBound)
    json.field("end", range.bytes.upperBound)
    json.field("text", text)
  }
}
