import KZPipeKit
import KZPipeText

/// Enrich stage `summary`: the few sentences of the article that say most of it, in their order, as printed.
public struct SummaryStage: EnrichStage {
  static let sentences = Option("sentences", default: 2, in: 1...10, summary: "Most sentences of the summary.")
  static let maximumCharacters = Option(
    "maximum_characters", default: 400, in: 60...5000, summary: "Most characters; whole sentences only.")

  public static let spec = StageSpec(
    "summary", kind: .enrich, summary: "Picks the sentences that say most of the article.",
    reads: [.body], readsOptionally: [.language, .exchanges], writes: [.summary],
    options: [sentences.spec, maximumCharacters.spec])

  /// Sentences further down add nothing to a summary, and the graph grows with their square.
  static let sentencesConsidered = 150

  let sentences: Int
  let maximumCharacters: Int

  public init(options: Options, context: StageContext) throws(StageError) {
    sentences = options[Self.sentences]
    maximumCharacters = options[Self.maximumCharacters]
  }

  public func enrich(_ article: inout Article) async throws(StageError) {
    let candidates = candidates(of: article)
    guard !candidates.isEmpty else { return }
    let graph = SentenceGraph(nodes: candidates.enumerated().map { SentenceGraph.Node($1.text, position: $0) })
    let rarity = graph.inverseFrequencies()
    let norms = graph.nodes.map { node in
      node.words.reduce(0) { $0 + (rarity[$1] ?? 0) * (rarity[$1] ?? 0) }.squareRoot()
    }
    let ranks = graph.ranks()
    let order = ranks.indices.sorted { (ranks[$1], $0) < (ranks[$0], $1) }

    var chosen: [Int] = []
    var characters = 0
    // A sentence that leans on the one before it comes only after that one, so it may have to wait for a second look.
    for index in order + order where chosen.count < sentences && !chosen.contains(index) {
      let length = UTF8Text.scalarCount(candidates[index].text)
      guard characters + length + chosen.count <= maximumCharacters else { continue }
      if candidates[index].leans, !chosen.contains(index - 1) { continue }
      if chosen.contains(where: { graph.similarity($0, index, rarity, norms) > 0.5 }) { continue }
      chosen.append(index)
      characters += length
    }
    guard !chosen.isEmpty else { return }
    article.annotations.summary = chosen.sorted().map { String(decoding: candidates[$0].text, as: UTF8.self) }
      .joined(separator: " ")
    article.provenance.append(
      Provenance(stage: Self.spec.name, at: "/summary", reason: "sentences \(chosen.sorted().map { $0 + 1 })"))
  }

  /// A sentence that may stand in a summary.
  private struct Candidate {
    /// UTF-8, without the dateline.
    var text: [UInt8]
    /// It begins with a pronoun or a connective and is not understood without the sentence before it.
    var leans: Bool
  }

  /// Sentences of plain paragraphs, of answers only where there is nothing else. Quotations and the middle of quotations stay out.
  private func candidates(of article: Article) -> [Candidate] {
    var answers = Set(article.annotations.exchanges.flatMap { $0.answer + $0.question })
    for (index, block) in article.body.enumerated() where block.kind == .answer { answers.insert(index) }
    let plain = candidates(of: article) { $0.kind == .paragraph && !answers.contains($1) }
    return plain.isEmpty
      ? candidates(of: article) { block, _ in block.kind == .paragraph || block.kind == .answer } : plain
  }

  private func candidates(of article: Article, where isWanted: (BodyBlock, Int) -> Bool) -> [Candidate] {
    var found: [Candidate] = []
    for (index, block) in article.body.enumerated() where isWanted(block, index) {
      let bytes = Array(block.text.utf8)
      var isFirst = true
      for range in Segmenter.sentences(in: bytes, language: article.language) {
        let whole = bytes[range]
        let sentence = Array(isFirst && found.isEmpty ? Opening.withoutDateline(whole) : whole)
        isFirst = false
        let words = Segmenter.words(in: sentence)
        let ideographs = words.count(where: { $0.kind == .ideographic })
        guard words.count >= 6 || ideographs >= 10, !Opening.isQuotation(sentence) else { continue }
        let first = words.first.map { UTF8Text.lowercased(Array(sentence[$0.range])) } ?? []
        found.append(Candidate(text: sentence, leans: !found.isEmpty && Opening.leaning.contains(first)))
        if found.count == Self.sentencesConsidered { return found }
      }
    }
    return found
  }
}

/// Registers the module's stage.
public enum SummaryModule: StageModule {
  public static let name: StaticString = "summary"
  public static let version: StaticString = "0.1.0"
  public static let stages: StaticString = "enrich:summary"
  public static func register(in registrar: inout Registrar) { registrar.add(SummaryStage.self) }
}
