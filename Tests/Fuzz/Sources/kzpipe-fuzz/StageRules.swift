import KZPipeKit

/// What must hold of an article behind an enricher.
enum StageRules {
  /// - Parameter fields: what the stage declares to write
  static func check(_ after: Article, after before: Article, wrote fields: Set<Field>) {
    require(after.body == before.body && after.headline == before.headline, "the text was changed")
    require(after.images == before.images && after.id == before.id, "pictures or id were changed")
    let all = after.annotations
    var ranges: [(what: String, range: TextRange, text: String)] = all.mentions.map { ("mention", $0.range, $0.text) }
    ranges += all.quotations.map { ("quotation", $0.range, $0.text) } + all.dates.map { ("date", $0.range, $0.text) }
    ranges += all.amounts.map { ("amount", $0.range, $0.text) } + all.roles.map { ("role", $0.range, $0.text) }
    var strings: [TextLocation: [UInt8]] = [:]
    for (what, range, text) in ranges {
      let bytes = strings[range.at] ?? Array((after.string(at: range.at) ?? "").utf8)
      strings[range.at] = bytes
      require(range.bytes.upperBound <= bytes.count, "a \(what) ends behind its text")
      require(bytes[range.bytes].elementsEqual(text.utf8), "a \(what) is not its slice of the text")
    }
    let entities = Set(all.entities.map(\.id))
    require(entities.count == all.entities.count, "two entities have one id")
    require(all.mentions.allSatisfy { entities.contains($0.entity) }, "a mention without its entity")
    var confidences = all.entities.flatMap { [$0.confidence, $0.relevance] } + all.mentions.map(\.confidence)
    confidences += all.quotations.map(\.confidence) + all.dates.map(\.confidence) + all.amounts.map(\.confidence)
    confidences += all.roles.map(\.confidence) + all.topics.flatMap { [$0.confidence, $0.relevance] }
    require((confidences + all.keywords.map(\.relevance)).allSatisfy((0...1).contains), "a confidence outside 0...1")
    if !fields.contains(.metadata) { require(after.datePublished == before.datePublished, "the date was changed") }
    if !fields.contains(.language) { require(after.language == before.language, "the language was changed") }
  }
}
