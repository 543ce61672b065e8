import KZPipeGrammar
import KZPipeKit

/// Questions and answers of an interview.
struct FoundExchange {
  var question: [Int]
  var answer: [Int]
  /// First byte of what is said in a block, after a marker or a label.
  var label: [Int: Int] = [:]
  /// Name before the colon of an answer.
  var speakerLabel: String?
}

/// Finds the exchanges of an interview by the kinds that a parse stage gave, by markers (`Q.`), by labels (`Name:`), or by
/// paragraphs that ask and paragraphs that answer.
enum Exchanges {
  static func find(_ article: Article, _ text: ArticleText) -> [FoundExchange] {
    let blocks = Blocks(article, text)
    guard blocks.count >= 2 else { return [] }
    var roles = labelled(blocks) ?? [Role](repeating: .none, count: blocks.count)
    let isLabelled = roles.contains { $0 != .none }
    if !isLabelled { roles = marked(article, blocks) }
    return assemble(roles, blocks)
  }

  enum Role { case none, question, answer }

  struct Blocks {
    struct Block {
      var text: TokenText?
      var kind: BodyBlock.Kind
      var asks: Bool
      /// `Q` or `A` marker: role and first token after it.
      var marker: (Role, Int)?
      /// Label before a colon: its words and the first token after it.
      var label: (String, Int)?
      /// `— Что дальше?`: a dash marks a turn.
      var startsWithDash: Bool {
        guard let first = text?.token(0), let next = text?.token(1), next.hasSpaceBefore else { return false }
        return first.isSymbol("—") || first.isSymbol("–")
      }
    }
    var items: [Block] = []
    var count: Int { items.count }

    init(_ article: Article, _ text: ArticleText) {
      var byBlock: [Int: TokenText] = [:]
      for piece in text.pieces { if case .body(let index) = piece.at { byBlock[index] = piece.text } }
      for index in article.body.indices {
        guard let tokens = byBlock[index] else {
          items.append(Block(text: nil, kind: article.body[index].kind, asks: false))
          continue
        }
        items.append(
          Block(
            text: tokens, kind: article.body[index].kind, asks: Self.asks(tokens), marker: Self.marker(tokens),
            label: Self.label(tokens)))
      }
    }

    /// The paragraph ends with a question mark that is not part of somebody's quoted speech.
    private static func asks(_ text: TokenText) -> Bool {
      var index = text.count - 1
      while index > 0, let token = text.token(index), token.kind == .symbol,
        token.scalar == 0x201D || token.scalar == 0x22 || token.scalar == 0x29 || token.scalar == 0xBB
      { index -= 1 }
      guard let last = text.token(index), last.isSymbol("?") || last.isSymbol("？") else { return false }
      if let first = text.token(0), first.kind == .symbol,
        index < text.count - 1 || first.scalar == 0x201C || first.scalar == 0x22 || first.scalar == 0xAB
      {
        return index == text.count - 1 && first.scalar != 0x201C && first.scalar != 0x22 && first.scalar != 0xAB
      }
      return true
    }

    /// `Q.`, `A:`, `Q —`, `Вопрос:`, `문:`.
    private static func marker(_ text: TokenText) -> (Role, Int)? {
      guard let first = text.token(0), first.isWord, let sign = text.token(1), sign.kind == .symbol,
        sign.isSymbol(".") || sign.isSymbol(":") || sign.isSymbol("–") || sign.isSymbol("—") || sign.isSymbol("-")
          || sign.isSymbol(")")
      else { return nil }
      if first.length == 1, !first.isCapitalised { return nil }
      if questions.contains(first) { return (.question, 2) }
      if answers.contains(first) {
        // `A.` may begin an initial: `A. Smith said`.
        if first.length == 1, sign.isSymbol("."), !(text.token(2)?.hasSpaceBefore ?? false) { return nil }
        return (.answer, 2)
      }
      return nil
    }

    private static let questions = WordSet("q question вопрос в сұрақ 문 질문 q1 q2")
    private static let answers = WordSet("a answer ответ о жауап 답 답변")

    /// One to four capitalised words before a colon at the start.
    private static func label(_ text: TokenText) -> (String, Int)? {
      var index = 0
      var words = 0
      while let token = text.token(index), index < 8 {
        if token.isSymbol(":") {
          guard words > 0, words <= 4, let next = text.token(index + 1), next.hasSpaceBefore else { return nil }
          return (text.string(tokens: 0 ..<~ index), index + 1)
        }
        if token.isWord {
          guard token.isCapitalised || token.traits.contains(.hangul) || !token.hasSpaceBefore else { return nil }
          if token.hasSpaceBefore || index == 0 { words += 1 }
        } else if !token.isSymbol("-") && !token.isSymbol(".") && !token.isSymbol("’") {
          return nil
        }
        index += 1
      }
      return nil
    }
  }

  /// `Steppe Review: … Tazhibay: …`: two labels that take turns, one of which asks.
  private static func labelled(_ blocks: Blocks) -> [Role]? {
    var asked: [String: Int] = [:]
    var seen: [String: Int] = [:]
    let names = LabelNames(blocks.items.map { $0.label?.0 })
    var order: [String] = []
    for (index, block) in blocks.items.enumerated() {
      guard let label = names[index] else { continue }
      seen[label, default: 0] += 1
      order.append(label)
      if block.asks { asked[label, default: 0] += 1 }
    }
    guard seen.count >= 2, order.count >= 4,
      let asker = asked.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }),
      asker.value >= 2 && asker.value * 2 > (seen[asker.key] ?? 0) || takesTurns(order, asker.key, asked)
    else { return nil }
    var out = [Role](repeating: .none, count: blocks.count)
    var current = Role.none
    for (index, block) in blocks.items.enumerated() {
      if let label = names[index] {
        let isAsker = label == asker.key || (seen[label] == 1 && block.asks)
        current = isAsker ? .question : .answer
        out[index] = current
      } else if current != .none,
        block.kind == .paragraph || block.kind == .listItem || block.kind == .quote || block.kind == .answer
      {
        // Who is spoken of by the name of a label does not speak: the interview is over.
        if let text = block.text, text.tokens.contains(where: { $0.isWord && $0.isCapitalised && names.contains($0) }) {
          current = .none
          continue
        }
        if current == .answer, closes(blocks, index, names) {
          current = .none
          continue
        }
        out[index] = current == .question ? .question : .answer
      } else if block.kind == .heading {
        current = .none
      }
    }
    return out
  }

  /// Two labels by turns, of which the other asks less: statements may be questions too.
  private static func takesTurns(_ order: [String], _ asker: String, _ asked: [String: Int]) -> Bool {
    guard order.first == asker, Set(order).count == 2, order.count >= 6 else { return false }
    let turns = zip(order, order.dropFirst()).filter { $0.0 != $0.1 }.count
    let others = asked.filter { $0.key != asker }.values.reduce(0, +)
    return turns * 4 >= (order.count - 1) * 3 && others < asked[asker] ?? 0
  }

  /// By kinds and markers; where those are rare, by question marks in an article that is an interview.
  private static func marked(_ article: Article, _ blocks: Blocks) -> [Role] {
    var out = [Role](repeating: .none, count: blocks.count)
    var evidence = 0
    for (index, block) in blocks.items.enumerated() {
      if block.kind == .question || block.marker?.0 == .question {
        out[index] = .question
        evidence += 1
      } else if block.kind == .answer || block.marker?.0 == .answer {
        out[index] = .answer
      }
    }
    var asking = 0
    var pairs = 0
    for (index, block) in blocks.items.enumerated() where block.asks && isSpoken(block) {
      asking += 1
      if index + 1 < blocks.count, !blocks.items[index + 1].asks, isSpoken(blocks.items[index + 1]) { pairs += 1 }
    }
    // An interview: one marked pair and more questions, or three questions that are answered.
    let isTalk = pairs >= 3 && pairs * 2 >= asking && pairs * 6 >= blocks.count && isConversation(blocks)
    guard evidence > 0 ? pairs >= 1 : isTalk else {
      return evidence > 0 ? out : [Role](repeating: .none, count: blocks.count)
    }
    var current = Role.none
    for (index, block) in blocks.items.enumerated() {
      if out[index] == .question || (out[index] == .none && block.asks && isSpoken(block)) {
        // A question that an answer asks back stands between answers; one paragraph that asks begins a new exchange.
        out[index] = .question
        current = .question
      } else if out[index] == .answer {
        current = .answer
      } else if current != .none, isSpoken(block), !isByline(block) {
        out[index] = .answer
        current = .answer
      } else {
        current = .none
      }
    }
    return out
  }

  /// Somebody is spoken to or speaks of himself in a third of the pairs: rhetorical questions of an essay have no answers.
  private static func isConversation(_ blocks: Blocks) -> Bool {
    var pairs = 0
    var personal = 0
    for (question, answer) in zip(blocks.items, blocks.items.dropFirst())
    where question.asks && !answer.asks && isSpoken(question) && isSpoken(answer) {
      pairs += 1
      if has(question, address) || has(answer, selves) { personal += 1 }
    }
    return personal * 3 >= pairs
  }

  private static func has(_ block: Blocks.Block, _ words: WordSet) -> Bool {
    block.text?.tokens.prefix(400).contains { words.contains($0) || $0.traits.contains(.hangul) } ?? false
  }

  private static let address = WordSet(
    "you your yours вы вас вам ваш ваша ваше ваши вашу вашей ты сіз сізді сіздің сізге")
  private static let selves = WordSet(
    "i me my we us our mine я мы мне меня нас нам мой моя мои наш наша наши мен менің маған біз біздің бізге маған")

  private static func isSpoken(_ block: Blocks.Block) -> Bool {
    switch block.kind {
    case .paragraph, .quote, .listItem, .question, .answer: block.text.map { $0.count > 0 } ?? false
    case .heading: block.asks
    default: false
    }
  }

  /// `BY KIM …`, `Interview by …`, «Беседовала …»: the end of an interview.
  private static func isByline(_ block: Blocks.Block) -> Bool {
    guard let text = block.text, let first = text.token(0) else { return true }
    if text.count < 24, closers.contains(first) { return true }
    // `This interview was …`, `The conversation has been edited …`
    guard text.count < 60, first.isWord("this") || first.isWord("the") || first.isWord("these") else { return false }
    return text.token(1).map { talks.contains($0) } ?? false
  }

  private static let closers = WordSet(
    """
    by interview interviewed translated edited photos photo беседовал беседовала беседовали записал записала подготовил
    подготовила интервью перевод фото сұхбаттасқан әңгімелескен әңгімелесті дайындаған 정리 대담 인터뷰 사진 글
    """)
  private static let talks = WordSet("interview conversation interviews")

  /// The last paragraph of a labelled interview that speaks to nobody and of nobody's self, and names times or things: a note.
  private static func closes(_ blocks: Blocks, _ index: Int, _ names: LabelNames) -> Bool {
    let block = blocks.items[index]
    if isByline(block) { return true }
    guard index + 1 == blocks.count, names.isEveryTurnLabelled(before: index), let text = block.text, text.count < 80,
      !has(block, selves), !has(block, address)
    else { return false }
    let facts = text.tokens.dropFirst().count {
      $0.isNumber || $0.isWord && $0.isCapitalised && !$0.traits.contains(.sentenceStart)
    }
    return facts >= 3
  }

  private static func assemble(_ roles: [Role], _ blocks: Blocks) -> [FoundExchange] {
    var out: [FoundExchange] = []
    var current = FoundExchange(question: [], answer: [])
    func label(_ index: Int) -> Int {
      let block = blocks.items[index]
      let token = block.marker?.1 ?? block.label?.1 ?? (block.startsWithDash ? 1 : 0)
      return block.text?.token(token).map { Int($0.start) } ?? 0
    }
    func close() {
      if !current.question.isEmpty, !current.answer.isEmpty { out.append(current) }
      current = FoundExchange(question: [], answer: [])
    }
    for (index, role) in roles.enumerated() {
      switch role {
      case .none: close()
      case .question:
        if !current.answer.isEmpty { close() }
        current.question.append(index)
        current.label[index] = label(index)
      case .answer:
        guard !current.question.isEmpty else { continue }
        if current.answer.isEmpty, blocks.items[index].marker == nil {
          current.speakerLabel = blocks.items[index].label?.0
        }
        current.answer.append(index)
        current.label[index] = label(index)
      }
    }
    close()
    return out
  }
}
