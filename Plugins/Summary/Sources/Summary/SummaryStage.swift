import KZPipeKit
import KZPipeText

/// Enrich stage `summary`: the few sentences of the article that say most of it, in their order, as printed.
public struct SummaryStage: EnrichStage {
  static let sentences = Option("sentences", default: 2, in: 1...10, summary: "Most sentences of the summary.")
  static let maximumCharacters = Option(
    "maximum_characters", default: 400, in: 60...5000, summary: "Most characters; whole sentences only.")

  public static let spec = StageSpec(
    "summary", kind: .enrich, summary: "Picks the sentences that say most of the article.",
    reads: [.body], readsOptionally: [.language], writes: [.summary], options: [sentences.spec, maximumCharacters.spec])

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
    let graph = SentenceGraph(nodes: candidates.enumerated().map { SentenceGraph.Node($1, position: $0) })
    let rarity = graph.inverseFrequencies()
    let norms = graph.nodes.map { node in
      node.words.reduce(0) { $0 + (rarity[$1] ?? 0) * (rarity[$1] ?? 0) }.squareRoot()
    }
    let ranks = graph.ranks()
    let order = ranks.indices.sorted { (ranks[$1], $0) < (ranks[$0], $1) }

    var chosen: [Int] = []
    var characters = 0
    for index in order where chosen.count < sentences {
      let length = UTF8Text.scalarCount(candidates[index])
      guard characters + length + chosen.count <= maximumCharacters else { continue }
      if chosen.contains(where: { graph.similarity($0, index, rarity, norms) > 0.5 }) { continue }
      chosen.append(index)
      characters += length
    }
    guard !chosen.isEmpty else { return }
    article.annotations.summary = chosen.sorted().map { String(decoding: candidates[$0], as: UTF8.self) }
      .joined(separator: " ")
    article.provenance.append(
      Provenance(stage: Self.spec.name, at: "/summary", reason: "sentences \(chosen.sorted().map { $0 + 1 })"))
  }

  /// Sentences of plain paragraphs and answers; one that leans on the sentence before it, or is mostly a quotation, is no
  /// summary and stays out.
  private func candidates(of article: Article) -> [[UInt8]] {
    var found: [[UInt8]] = []
    for block in article.body where block.kind == .paragraph || block.kind == .answer {
      let bytes = Array(block.text.utf8)
      for range in Segmenter.sentences(in: bytes, language: article.language) {
        let sentence = Array(bytes[range])
        let words = Segmenter.words(in: sentence)
        let ideographs = words.count(where: { $0.kind == .ideographic })
        guard words.count >= 6 || ideographs >= 10, !beginsWithQuotation(sentence) else { continue }
        found.append(sentence)
        if found.count == Self.sentencesConsidered { return found }
      }
    }
    return found
  }

  private func beginsWithQuotation(_ sentence: [UInt8]) -> Bool {
    guard let first = ScalarIterator(sentence).first(where: { _ in true }) else { return true }
    return ["\"", "“", "”", "«", "„", "「", "‘"].contains(first.scalar)
  }
}

/// Registers the module's stage.
public enum SummaryModule: StageModule {
  public static let name: StaticString = "summary"
  public static let version: StaticString = "0.1.0"
  public static let stages: StaticString = "enrich:summary"
  public static func register(in registrar: inout Registrar) { registrar.add(SummaryStage.self) }
}
