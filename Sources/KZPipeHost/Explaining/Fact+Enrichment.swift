import KZPipeKit

extension Fact {
  /// What a stage added to `before`: values that stand in `after` only.
  static func added(from before: Article, to after: Article) -> [Fact] {
    let (old, new) = (before.annotations, after.annotations)
    var facts = new == old ? [] : people(old, new) + speech(old, new) + values(old, new) + subjects(old, new)
    let known = Set(fields(of: before))
    facts = fields(of: after).filter { !known.contains($0) } + facts
    return facts
  }

  private static func fresh<Value: Hashable>(_ new: [Value], _ old: [Value]) -> [Value] {
    let known = Set(old)
    return new.filter { !known.contains($0) }
  }

  private static func people(_ old: Annotations, _ new: Annotations) -> [Fact] {
    var facts: [Fact] = []
    var mentions: [String: Int] = [:]
    for mention in new.mentions { mentions[mention.entity, default: 0] += 1 }
    for entity in fresh(new.entities, old.entities) {
      var details = entity.ids.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
      details.append("confidence \(NumberText.fixed(entity.confidence, 2))")
      details.append("relevance \(NumberText.fixed(entity.relevance, 2))")
      details.append(NumberText.count(mentions[entity.id] ?? 0, "mention"))
      facts.append(Fact(label: entity.kind.word, text: entity.name, detail: details.joined(separator: ", ")))
    }
    let kept = Set(new.entities.map(\.id))
    let gone = old.entities.filter { !kept.contains($0.id) }
    if !gone.isEmpty {
      facts.append(Fact(label: "taken out", text: gone.map(\.name).joined(separator: ", "), detail: "entities"))
    }
    let names = Dictionary(new.entities.map { ($0.id, $0.name) }) { first, _ in first }
    for role in fresh(new.roles, old.roles) {
      facts.append(Fact(label: "role", text: role.text, detail: "of \(names[role.entity] ?? role.entity)"))
    }
    return facts
  }

  private static func speech(_ old: Annotations, _ new: Annotations) -> [Fact] {
    let names = Dictionary(new.entities.map { ($0.id, $0.name) }) { first, _ in first }
    var facts = fresh(new.quotations, old.quotations).map { quotation in
      let speaker = quotation.speaker.flatMap { names[$0] } ?? quotation.speakerName
      return Fact(
        label: "quotation", text: quotation.text,
        detail: [
          quotation.isDirect ? "direct" : "reported", speaker.map { "by \($0)" } ?? "no speaker",
          "confidence \(NumberText.fixed(quotation.confidence, 2))", quotation.range.at.pointer,
        ].joined(separator: ", "))
    }
    let exchanges = fresh(new.exchanges, old.exchanges)
    if !exchanges.isEmpty {
      let pairs = exchanges.map { exchange in
        "\(exchange.question.map(String.init).joined(separator: "+")) > \(exchange.answer.map(String.init).joined(separator: "+"))"
      }
      facts.append(
        Fact(label: "exchanges", text: pairs.joined(separator: ", "), detail: "question > answer, body blocks"))
    }
    return facts
  }

  private static func values(_ old: Annotations, _ new: Annotations) -> [Fact] {
    fresh(new.dates, old.dates).map {
      Fact(label: "date", text: "\($0.text) = \($0.value)", detail: $0.range.at.pointer)
    }
      + fresh(new.amounts, old.amounts).map { amount in
        Fact(label: "amount", text: "\(amount.text) = \(amount.value)", detail: amount.range.at.pointer)
      }
  }

  private static func subjects(_ old: Annotations, _ new: Annotations) -> [Fact] {
    var facts: [Fact] = []
    for topic in fresh(new.topics, old.topics) {
      var detail =
        "\(topic.id), \(topic.why), confidence \(NumberText.fixed(topic.confidence, 2)), relevance \(NumberText.fixed(topic.relevance, 2))"
      if !topic.terms.isEmpty { detail += ", terms: " + topic.terms.joined(separator: ", ") }
      facts.append(Fact(label: "topic", text: topic.name, detail: detail))
    }
    func list(_ label: String, _ words: [String]) {
      if !words.isEmpty { facts.append(Fact(label: label, text: words.joined(separator: ", "))) }
    }
    list("countries", fresh(new.countries, old.countries))
    list("keywords", fresh(new.keywords, old.keywords).map { "\($0.text) \(NumberText.fixed($0.relevance, 2))" })
    if let summary = new.summary, summary != old.summary { facts.append(Fact(label: "summary", text: summary)) }
    if let counts = new.statistics, counts != old.statistics {
      facts.append(
        Fact(
          label: "statistics",
          text: "\(NumberText.count(counts.words, "word")), \(NumberText.count(counts.sentences, "sentence")), "
            + "\(NumberText.count(counts.characters, "character")), \(counts.readingTime) s to read"))
    }
    for related in fresh(new.related, old.related) {
      facts.append(
        Fact(
          label: "related", text: related.article,
          detail: "\(related.kind.rawValue), similarity \(NumberText.fixed(related.similarity, 2))"))
    }
    for block in fresh(new.blockLanguages, old.blockLanguages) {
      facts.append(
        Fact(
          label: "language", text: block.language,
          detail: "body block \(block.block), confidence \(NumberText.fixed(block.confidence, 2))"))
    }
    return facts
  }
}

extension Entity.Kind {
  /// A word for people; the record writes `norp` for a group.
  var word: String { self == .group ? "group" : rawValue }
}

extension Amount {
  /// `12 percent`, `5 to 7 KZT`.
  var value: String { values.map { $0.isFinite ? "\($0)".droppingZero : "-" }.joined(separator: " to ") + " " + unit }
}

extension String {
  fileprivate var droppingZero: String { hasSuffix(".0") ? String(dropLast(2)) : self }
}
