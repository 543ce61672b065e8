/// A body block as the interview reader sees it.
struct Turn {
  enum Form { case paragraph, heading, other }

  var text: [UInt8]
  var form: Form
  /// Wholly in bold or italic type.
  var isEmphasised = false
  /// Number of the section of a plain text: rises where larger gaps stand; -1 when unknown.
  var section: Int32 = -1
}

/// Question and answer of an interview as indexes of turns.
struct TurnExchange: Hashable {
  var question: [Int]
  var answer: [Int]
  var speaker: String?
}

/// Finds the questions and answers of a printed interview; none in an ordinary article.
///
/// Forms, surest first: marks before both ("Q." and "A."); marks before the first pair only; speakers' names before every
/// turn; questions in bold or as headings; turns that begin with dashes; plain question paragraphs. The forms without
/// marks need the grammar of a talk too: questions say "you", answers say "I" or "we".
struct InterviewReader {
  let turns: [Turn]
  private let facts: [Facts]

  private struct Facts {
    /// Word before a full stop or colon at the start, in lower case.
    var mark: String?
    /// Name before a colon at the start.
    var label: String?
    var endsAsking = false
    var beginsWithDash = false
    var beginsQuoted = false
  }

  init(_ turns: [Turn]) {
    self.turns = turns
    facts = turns.map(Self.read)
  }

  func exchanges() -> [TurnExchange] {
    guard turns.count >= 2 else { return [] }
    for form in [marked, labelled, emphasised, dashed, plain] {
      let found = form()
      if !found.isEmpty { return found }
    }
    return []
  }

  // MARK: Forms

  private func marked() -> [TurnExchange] {
    var best: (pairs: Int, questions: [Int], answers: Set<Int>)?
    for pair in InterviewMarks.pairs {
      let questions = turns.indices.filter { index in facts[index].mark.map { pair.question.contains($0) } ?? false }
      let answers = turns.indices.filter { index in facts[index].mark.map { pair.answer.contains($0) } ?? false }
      guard let first = questions.first, !answers.isEmpty || questions.count >= 2 else { continue }
      // A question comes before its answer, and most questions ask.
      let asking = questions.filter {
        facts[$0].endsAsking || turns[$0].text.contains(0x3F) || hasWideQuestionMark(turns[$0].text)
      }
      guard asking.count * 2 >= questions.count, answers.first.map({ $0 > first }) ?? (questions.count >= 3) else {
        continue
      }
      let pairs = min(questions.count, answers.isEmpty ? questions.count : answers.count)
      if best.map({ pairs > $0.pairs }) ?? true { best = (pairs, questions, Set(answers)) }
    }
    guard let best else { return [] }
    let starts: [Int]
    if best.questions.count == 1, let first = best.questions.first {
      starts = [first] + unmarkedQuestions(after: best.answers.min() ?? first)
    } else {
      starts = best.questions
    }
    return exchanges(starts: starts, answers: best.answers)
  }

  /// Questions behind the first pair that lack their marks: asking paragraphs, at a larger gap where gaps are known.
  private func unmarkedQuestions(after first: Int) -> [Int] {
    let hasSections = Set(turns[first...].map(\.section)).count > 1 && turns.allSatisfy { $0.section >= 0 }
    return turns.indices.filter { index in
      guard index > first, turns[index].form != .other, facts[index].endsAsking, index + 1 < turns.count else {
        return false
      }
      let opensSection = turns[index].section != turns[index - 1].section
      return hasSections ? opensSection : !facts[index + 1].endsAsking
    }
  }

  private func labelled() -> [TurnExchange] {
    var order: [String] = []
    var counts: [String: (turns: Int, asking: Int)] = [:]
    for index in turns.indices {
      guard let label = facts[index].label else { continue }
      if counts[label] == nil { order.append(label) }
      let count = counts[label] ?? (0, 0)
      counts[label] = (count.turns + 1, count.asking + (facts[index].endsAsking ? 1 : 0))
    }
    let repeated = order.filter { (counts[$0]?.turns ?? 0) >= 2 }
    guard repeated.count >= 2, repeated.count <= 6,
      let asker = repeated.max(by: {
        (counts[$0]?.asking ?? 0, -(counts[$0]?.turns ?? 0)) < (counts[$1]?.asking ?? 0, -(counts[$1]?.turns ?? 0))
      }),
      let count = counts[asker], count.asking >= 2, count.asking * 2 >= count.turns
    else { return [] }
    let starts = turns.indices.filter { facts[$0].label == asker }
    let answers = Set(
      turns.indices.filter { index in facts[index].label.map { $0 != asker && repeated.contains($0) } ?? false })
    guard starts.filter({ answers.contains($0 + 1) }).count >= 2 else { return [] }
    var found = exchanges(starts: starts, answers: answers)
    for index in found.indices {
      if let first = found[index].answer.first { found[index].speaker = facts[first].label }
    }
    return found
  }

  private func emphasised() -> [TurnExchange] {
    let bold = turns.indices.filter { turns[$0].isEmphasised && turns[$0].form == .paragraph && $0 + 1 < turns.count }
    let headings = turns.indices.filter { turns[$0].form == .heading && $0 + 1 < turns.count }
    for candidates in [bold, headings] {
      let asking = candidates.filter { facts[$0].endsAsking }
      guard asking.count >= 3, asking.count * 5 >= candidates.count * 3 else { continue }
      let starts = candidates.first == asking.first ? candidates : candidates.filter { $0 >= asking[0] }
      if isTalk(questions: asking, starts: starts) { return exchanges(starts: starts, answers: []) }
    }
    return []
  }

  private func dashed() -> [TurnExchange] {
    let dashed = turns.indices.filter { facts[$0].beginsWithDash }
    let asking = dashed.filter {
      facts[$0].endsAsking && $0 + 1 < turns.count && facts[$0 + 1].beginsWithDash && !facts[$0 + 1].endsAsking
    }
    guard asking.count >= 3, asking.count * 5 >= dashed.count, isTalk(questions: asking, starts: asking) else {
      return []
    }
    return exchanges(starts: asking, answers: [])
  }

  private func plain() -> [TurnExchange] {
    let asking = turns.indices.filter { index in
      turns[index].form == .paragraph && facts[index].endsAsking && !facts[index].beginsQuoted
        && index + 1 < turns.count
        && !facts[index + 1].endsAsking && turns[index].text.count <= 600
    }
    guard asking.count >= 4, let first = asking.first, asking.count * 5 >= turns.count - first else { return [] }
    let addressed = asking.filter { says(InterviewMarks.you, $0) }
    guard addressed.count * 2 >= asking.count, isTalk(questions: asking, starts: asking) else { return [] }
    return exchanges(starts: asking, answers: [])
  }

  /// Questions address somebody or answers speak of themselves, outside quotation marks.
  private func isTalk(questions: [Int], starts: [Int]) -> Bool {
    let addressed = questions.filter { says(InterviewMarks.you, $0) }.count
    let set = Set(starts)
    let replies = questions.filter { question in
      let answer = question + 1
      return answer < turns.count && !set.contains(answer) && says(InterviewMarks.me, answer)
        && !facts[answer].beginsQuoted
    }.count
    return addressed * 3 >= questions.count && replies * 3 >= questions.count
      || addressed * 3 >= questions.count * 2 && replies > 0
      || replies * 3 >= questions.count * 2
  }

  private func says(_ words: WordSet, _ index: Int) -> Bool {
    let lower = String(decoding: turns[index].text.prefix(1200), as: UTF8.self).lowercased()
    return lower.split(whereSeparator: { !$0.isLetter && $0 != "'" }).contains { word in
      words.contains(word)
        || word.utf8.first.map { $0 >= 0xE3 } ?? false
          && words.words.contains { $0.utf8.first == word.utf8.first && word.hasPrefix($0) }
    }
  }

  /// Every start opens a question; it lasts until an answer's mark, or, without marks, for one turn and further asking ones.
  private func exchanges(starts: [Int], answers: Set<Int>) -> [TurnExchange] {
    var found: [TurnExchange] = []
    for (number, start) in starts.enumerated() {
      let end = number + 1 < starts.count ? starts[number + 1] : turns.count
      var split = start + 1
      if let marked = (start + 1..<max(end, start + 1)).first(where: { answers.contains($0) }) {
        split = marked
      }
      guard split < end else {
        // Two questions in a row belong together.
        continue
      }
      var question = Array(start..<split)
      if let last = starts[..<number].last, found.last.map({ ($0.answer.last ?? 0) < last }) ?? true, last + 1 == start
      {
        question.insert(last, at: 0)
      }
      var answer = Array(split..<end)
      if number + 1 == starts.count { answer = closing(answer) }
      found.append(TurnExchange(question: question, answer: answer))
    }
    return found
  }

  /// The last answer ends at a heading.
  private func closing(_ answer: [Int]) -> [Int] {
    let stop = answer.dropFirst().first { turns[$0].form == .heading || Self.isNote(turns[$0].text) }
    guard let stop else { return answer }
    return answer.filter { $0 < stop }
  }

  /// "Interview by …", «Беседовала …», "This interview was edited …": a line about the talk, not of it.
  private static func isNote(_ text: [UInt8]) -> Bool {
    guard text.count <= 240 else { return false }
    let words = text.prefix(80).split(whereSeparator: { $0 == 0x20 || $0 == 0x3A || $0 == 0x3D }).prefix(3)
      .map { String(decoding: $0, as: UTF8.self).lowercased() }
    guard let first = words.first else { return false }
    if InterviewMarks.notes.contains(first) { return text.count <= 120 }
    return words.count > 1 && ["this", "the", "das", "dieses"].contains(first)
      && ["interview", "conversation", "gespräch"].contains(words[1])
  }

  // MARK: Reading a turn

  private static func read(_ turn: Turn) -> Facts {
    var facts = Facts()
    let text = turn.text
    facts.endsAsking = endsAsking(text)
    facts.beginsWithDash =
      text.starts(with: [0xE2, 0x80, 0x94]) || text.starts(with: [0xE2, 0x80, 0x93]) || text.starts(with: [0x2D, 0x20])
    facts.beginsQuoted =
      text.first == 0x22 || text.starts(with: [0xE2, 0x80, 0x9C]) || text.starts(with: [0xC2, 0xAB])
      || text.starts(with: [0xE2, 0x80, 0x9E])
    guard turn.form != .other else { return facts }
    var at = 0
    while at < text.count, at < 60, text[at] >= 0x80 || Clean.isLetter(text[at]), !isWideColon(text, at) { at += 1 }
    var end = at
    while end < text.count, end < at + 3, Clean.isDigit(text[end]) { end += 1 }
    if at > 0, at <= 24, end < text.count, let width = markEnd(text, end), end + width < text.count {
      let word = String(decoding: text[..<at], as: UTF8.self).lowercased()
      // One letter with a full stop needs a blank behind it, unlike "a.m."
      if text[end] != 0x2E || text[end + 1] == 0x20 || text[end + 1] == 0x3A || text[end + 1] >= 0x80 {
        facts.mark = word
      }
    }
    facts.label = label(text)
    return facts
  }

  private static func markEnd(_ text: [UInt8], _ at: Int) -> Int? {
    switch text[at] {
    case 0x2E, 0x3A, 0x29: 1
    case 0xEF: isWideColon(text, at) ? 3 : nil
    default: nil
    }
  }

  private static func isWideColon(_ text: [UInt8], _ at: Int) -> Bool {
    at + 2 < text.count && text[at] == 0xEF && text[at + 1] == 0xBC && (text[at + 2] == 0x9A || text[at + 2] == 0x8E)
  }

  /// "TAZHIBAY: …": at most five words with capitals (or without case) before a colon and a blank.
  private static func label(_ text: [UInt8]) -> String? {
    guard let colon = text.prefix(48).firstIndex(where: { $0 == 0x3A }) ?? wideColon(text), colon > 1,
      colon + 1 < text.count
    else { return nil }
    guard text[colon] == 0xEF || text[colon + 1] == 0x20 else { return nil }
    let name = String(decoding: text[..<colon], as: UTF8.self)
    let words = name.split(separator: " ")
    guard (1...5).contains(words.count), !name.utf8.contains(0x2E) || words.count > 1, !name.utf8.contains(0x22),
      !name.utf8.contains(0x2C)
    else { return nil }
    for word in words {
      guard let first = word.unicodeScalars.first else { return nil }
      if first.properties.isLowercase, !BylineWords.particles.contains(String(word)) { return nil }
      if first.properties.numericType != nil { return nil }
    }
    return name
  }

  private static func wideColon(_ text: [UInt8]) -> Int? {
    (0..<min(48, text.count)).first { at in
      at + 2 < text.count && text[at] == 0xEF && text[at + 1] == 0xBC && text[at + 2] == 0x9A
    }
  }

  /// Whether the last mark is a question mark; closing quotes and brackets behind it do not matter.
  private static func endsAsking(_ text: [UInt8]) -> Bool {
    var rest = text[...]
    while let last = rest.last {
      if last == 0x3F { return true }
      if last == 0x20 || last == 0x29 || last == 0x5D || last == 0x21 || last == 0x2A {
        rest = rest.dropLast()
      } else if rest.count >= 3, rest.suffix(3).elementsEqual([0xEF, 0xBC, 0x9F]) {
        return true
      } else if rest.count >= 2,
        rest.suffix(2).elementsEqual([0xD8, 0x9F]) || rest.suffix(2).elementsEqual([0xCD, 0xBE])
      {
        return true
      } else {
        return false
      }
    }
    return false
  }

  private func hasWideQuestionMark(_ text: [UInt8]) -> Bool {
    Fold.containsBytes(text, [0xEF, 0xBC, 0x9F]) || Fold.containsBytes(text, [0xD8, 0x9F])
  }
}

extension Fold {
  static func containsBytes(_ whole: [UInt8], _ part: [UInt8]) -> Bool { contains(whole, part) }
}
