import KZPipeKit

/// Judges an article that a stage made or changed: declared fields only, offsets that fit.
struct ArticleCheck {
  /// For a parse stage an article that nobody has written to.
  let before: Article
  let after: Article
  let spec: StageSpec

  func problems() -> [String] {
    var messages = undeclared()
    messages += spec.kind == .parse ? bodyProblems() : changesOfText()
    messages += offsetProblems()
    for value in confidences where !(0...1).contains(value) {
      messages.append("a confidence or relevance of \(value) lies outside 0...1")
    }
    return Array(messages.prefix(5))
  }

  private func undeclared() -> [String] {
    before.fields(changedIn: after).filter { !spec.writes.contains($0) }.map {
      spec.kind == .parse
        ? "\($0.rawValue) was written, but is not declared as written"
        : "\($0.rawValue) was changed, but is not declared as written"
    }
  }

  /// What no enricher may do, whatever it declares.
  private func changesOfText() -> [String] {
    var messages: [String] = []
    if before.body != after.body { messages.append("the body was changed; offsets of other stages count in it") }
    if before.headline != after.headline { messages.append("the headline was changed") }
    if before.alternativeHeadline != after.alternativeHeadline { messages.append("the deck was changed") }
    if before.images.map(\.caption) != after.images.map(\.caption) { messages.append("a caption was changed") }
    if before.id != after.id || before.source != after.source { messages.append("id or source was changed") }
    if !after.provenance.starts(with: before.provenance) {
      messages.append("the reasons of stages before it were changed")
    }
    return messages
  }

  private func bodyProblems() -> [String] {
    var messages: [String] = []
    for (index, block) in after.body.enumerated() {
      if block.text.isEmpty { messages.append("body block \(index) is empty") }
      let bytes = Array(block.text.utf8)
      if !block.spans.allSatisfy({ PageImprint.isSlice($0.range, of: bytes) }) {
        messages.append("a span of body block \(index) lies outside its text")
      }
    }
    return messages
  }

  private func offsetProblems() -> [String] {
    let all = after.annotations
    var ranges: [(String, TextRange, String)] = all.mentions.map { ("mention", $0.range, $0.text) }
    ranges += all.quotations.map { ("quotation", $0.range, $0.text) } + all.dates.map { ("date", $0.range, $0.text) }
    ranges += all.amounts.map { ("amount", $0.range, $0.text) } + all.roles.map { ("role", $0.range, $0.text) }
    var messages: [String] = []
    var strings: [TextLocation: [UInt8]] = [:]
    for (what, range, text) in ranges {
      let bytes = strings[range.at] ?? Array((after.string(at: range.at) ?? "").utf8)
      strings[range.at] = bytes
      let fits = range.bytes.upperBound <= bytes.count && bytes[range.bytes].elementsEqual(text.utf8)
      if !fits { messages.append("a \(what) at \(range.at.pointer) does not equal its slice of the text") }
    }
    let entities = Set(all.entities.map(\.id))
    if all.mentions.contains(where: { !entities.contains($0.entity) }) { messages.append("a mention names no entity") }
    for exchange in all.exchanges
    where !(exchange.question + exchange.answer).allSatisfy(after.body.indices.contains) {
      messages.append("an exchange names a body block that is not there")
    }
    return messages
  }

  private var confidences: [Double] {
    let all = after.annotations
    var values = all.entities.flatMap { [$0.confidence, $0.relevance] } + all.mentions.map(\.confidence)
    values += all.quotations.map(\.confidence) + all.dates.map(\.confidence) + all.amounts.map(\.confidence)
    values += all.roles.map(\.confidence) + all.topics.flatMap { [$0.confidence, $0.relevance] }
    return values + all.keywords.map(\.relevance)
  }
}
