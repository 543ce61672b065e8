public import KZPipeKit
import KZPipeGrammar

/// The stage module `quotations`.
public enum QuotationsModule: StageModule {
  public static let name: StaticString = "quotations"
  public static let version: StaticString = "0.1.0"
  public static let stages: StaticString = "enrich:quotations"
  public static func register(in registrar: inout Registrar) { registrar.add(Quotations.self) }
}

/// Finds direct and reported speech with its speakers, and the exchanges of interviews.
public struct Quotations: EnrichStage {
  static let indirect = Option(
    "indirect", default: true, summary: "Whether reported speech without quotation marks is annotated too.")
  static let answers = Option(
    "answers", default: true, summary: "Whether the answers of an interview are also quotations of the interviewee.")

  public static let spec = StageSpec(
    "quotations", kind: .enrich, summary: "Finds quotations with their speakers, and the exchanges of interviews.",
    reads: [.body], readsOptionally: [.headline, .entities, .language], writes: ["quotations", "exchanges"],
    options: [indirect.spec, answers.spec])

  private let withIndirect: Bool
  private let withAnswers: Bool
  private let names: GivenNames

  public init(options: Options, context: StageContext) throws(StageError) {
    withIndirect = options[Self.indirect]
    withAnswers = options[Self.answers]
    names = try GivenNames(context: context)
  }

  public func enrich(_ article: inout Article) async throws(StageError) {
    let text = ArticleText(article)
    guard let language = text.language else { return }
    let people = People(article, text, language)
    var grammar = Self.grammar(language, SpeakerResolver(people: people, text: text, language: language, names: names))
    let exchanges = Exchanges.find(article, text)
    var spoken = Set<Int>()
    for exchange in exchanges { spoken.formUnion(exchange.question + exchange.answer) }

    var found: [FoundQuotation] = []
    var memory = SpeakerMemory()
    for (index, piece) in text.pieces.enumerated() {
      if case .body(let block) = piece.at {
        if spoken.contains(block) { continue }
      } else {
        continue
      }
      found += grammar.quotations(in: index, &memory)
    }
    found += HeadlineSpeech.quotations(text, grammar.resolver, body: found)
    let interviewee = Interview.speaker(exchanges, article, text, grammar.resolver)
    write(found, exchanges, interviewee, grammar.resolver.people, text, &article)
  }

  static func grammar(_ language: GrammarLanguage, _ resolver: SpeakerResolver) -> any SpeechGrammar {
    switch language {
    case .english: EnglishSpeech(resolver)
    case .russian: RussianSpeech(resolver)
    case .kazakh: KazakhSpeech(resolver)
    case .korean: KoreanSpeech(resolver)
    }
  }

  private func write(
    _ found: [FoundQuotation], _ exchanges: [FoundExchange], _ interviewee: [Int?], _ people: People,
    _ text: ArticleText,
    _ article: inout Article
  ) {
    var quotations: [Quotation] = []
    for quotation in found where quotation.isDirect || withIndirect {
      let piece = text.pieces[quotation.piece]
      let speaker = quotation.speaker.map { people.persons[$0] }
      quotations.append(
        Quotation(
          range: TextRange(piece.at, quotation.bytes), text: piece.text.string(quotation.bytes), speaker: speaker?.id,
          speakerName: speaker?.id == nil ? speaker?.name : nil, isDirect: quotation.isDirect,
          confidence: quotation.confidence))
    }
    var spoken: [Exchange] = []
    for (exchange, person) in zip(exchanges, interviewee) {
      let speaker = person.map { people.persons[$0] }
      spoken.append(
        Exchange(
          question: exchange.question, answer: exchange.answer, speaker: speaker?.id,
          speakerName: speaker?.id == nil ? speaker?.name ?? exchange.speakerLabel : nil))
      guard withAnswers else { continue }
      for block in exchange.answer {
        let bytes = [UInt8](article.body[block].text.utf8)
        let start = min(exchange.label[block] ?? 0, bytes.count)
        guard start < bytes.count else { continue }
        quotations.append(
          Quotation(
            range: TextRange(.body(block), start ..<~ bytes.count),
            text: String(decoding: bytes[start...], as: UTF8.self),
            speaker: speaker?.id, speakerName: speaker?.id == nil ? speaker?.name ?? exchange.speakerLabel : nil,
            isDirect: true,
            confidence: 0.9))
      }
    }
    quotations.sort { ($0.range.at, $0.range.bytes.lowerBound) < ($1.range.at, $1.range.bytes.lowerBound) }
    article.annotations.quotations = quotations
    if !spoken.isEmpty { article.annotations.exchanges = spoken }
    if !quotations.isEmpty {
      article.provenance.append(Provenance(stage: "quotations", at: "/quotations", reason: "marks_and_verbs_of_saying"))
    }
    if !spoken.isEmpty {
      article.provenance.append(Provenance(stage: "quotations", at: "/exchanges", reason: "questions_and_answers"))
    }
  }
}
