import KZPipeKit
import KZPipeLearn

/// What the lines of a page are, and what the page says about itself.
struct Reading: Sendable {
  struct Statement: Sendable {
    var property: String
    var line: Int
  }

  var decisions: [Decision]
  /// Segments of lines that are trails.
  var trails: [Int: [Range<Int>]] = [:]
  /// Best first within a property.
  var statements: [Statement] = []
}

/// Gives every line its part, from the classifier's choice of body lines and from the page's structure: what is printed
/// twice, what ends with a credit, what stands between headline and body.
struct RoleFinder {
  let page: PageForm
  let scanner: LineScanner
  let probability: [Float]
  let headlineModel: TreeEnsemble

  /// Lines less likely than this are no headlines: the best one, and the further ones.
  static let leastHeadline: Float = 0.01
  static let leastSecondHeadline: Float = 0.05
  /// Lines above the body, and below it, in which bylines and dates are looked for.
  static let reachAbove = 14
  static let reachBelow = 8
  /// Lines at or above this probability are kept even among comments.
  static let sureText: Float = 0.7
  /// Columns.
  static let widestDeck: Int32 = 400
  /// A sentence between headline and byline need not be likelier than this.
  static let leastDeck: Float = 0.3

  func read(kept: [Bool]) -> Reading {
    var reading = Reading(decisions: page.forms.indices.map { plain($0, kept: kept[$0]) })
    markCopies(&reading)
    markCaptions(&reading)
    let body = page.forms.indices.filter { reading.decisions[$0].isKept && reading.decisions[$0].kind != .caption }
    let anchor = body.first { page.forms[$0].isSentence } ?? body.first
    markTrails(&reading, before: anchor ?? page.count)
    if let anchor {
      markHeadline(&reading, anchor: anchor, body: body)
      markBylinesAndDates(&reading, first: anchor, last: body.last ?? anchor)
      recallDeck(&reading, before: anchor)
      markComments(&reading, after: anchor)
      // Nor is a subhead or the deck.
      let decisions = reading.decisions
      reading.statements.removeAll { $0.property == "headline" && decisions[$0.line].isKept }
    }
    markTags(&reading)
    markPointers(&reading)
    markRights(&reading)
    markForms(&reading)
    nameDropped(&reading, after: body.last ?? 0)
    return reading
  }

  private func plain(_ index: Int, kept: Bool) -> Decision {
    Decision(isKept: kept, confidence: probability[index], reason: .model)
  }

  /// Of two equal lines in a row the second is a copy; of a long line that was kept before, any later one.
  private func markCopies(_ reading: inout Reading) {
    /// Line number, counted from 1, of each text's first occurrence.
    var first = HashTable(capacity: page.count)
    for index in page.forms.indices {
      let form = page.forms[index]
      guard form.columns >= 20, form.wordCount >= 3 else { continue }
      let original = Int(first[form.fingerprint]) - 1
      guard original >= 0 else {
        first[form.fingerprint] = Int32(index + 1)
        continue
      }
      guard page.isCopy(original, index) else { continue }
      if index == original + 1, isCaptionLike(index) {
        reading.decisions[original] = Decision(
          kind: .caption, isKept: true, confidence: 1 - probability[original] / 2, reason: .caption)
        reading.decisions[index] = Decision(kind: .caption, isKept: false, confidence: 0.02, reason: .repeatedCaption)
      } else if reading.decisions[original].kind == .caption {
        reading.decisions[index] = Decision(kind: .caption, isKept: false, confidence: 0.02, reason: .repeatedCaption)
      } else if reading.decisions[original].isKept, form.columns >= 40 {
        reading.decisions[index] = Decision(isKept: false, confidence: 0.02, reason: .repeated)
      }
    }
  }

  private func isCaptionLike(_ index: Int) -> Bool {
    let form = page.forms[index]
    let captions = Captions(page: page, scanner: scanner)
    return captions.endsWithCredit(index) || (form.wordCount >= 8 && form.isSentence) || form.columns >= 120
  }

  /// Lines with a credit that stand within the article.
  private func markCaptions(_ reading: inout Reading) {
    let captions = Captions(page: page, scanner: scanner)
    guard let first = reading.decisions.firstIndex(where: \.isKept),
      let last = reading.decisions.lastIndex(where: \.isKept)
    else { return }
    for index in max(0, first - 4)...last where reading.decisions[index].kind == .paragraph {
      if reading.decisions[index].reason == .repeated { continue }
      if captions.isCredit(index) {
        reading.decisions[index] = Decision(isKept: false, confidence: min(0.3, probability[index]), reason: .credit)
        reading.statements.append(.init(property: "credit", line: index))
      } else if captions.endsWithCredit(index) {
        reading.decisions[index] = Decision(
          kind: .caption, isKept: true, confidence: 1 - probability[index] / 2, reason: .caption)
      }
    }
  }

  private func markHeadline(_ reading: inout Reading, anchor: Int, body: [Int]) {
    let headlines = Headlines(page: page, scanner: scanner, probability: probability, anchor: anchor, body: body)
    let ranked = headlines.ranked(by: headlineModel).filter { reading.decisions[$0.line].kind == .paragraph }
    guard let best = ranked.first, best.score >= Self.leastHeadline else { return }
    reading.statements.append(.init(property: "headline", line: best.line))
    // A name or a date is no other headline, however well it would do as one.
    let bylines = Bylines(page: page, scanner: scanner)
    for candidate in ranked.dropFirst()
    where candidate.score >= Self.leastSecondHeadline
      && !bylines.isByline(candidate.line) && !bylines.isDate(candidate.line)
    {
      reading.statements.append(.init(property: "headline", line: candidate.line))
    }
    for index in page.forms.indices where page.isCopy(index, best.line) {
      let reason: Reason = index == best.line ? .headline : .repeatedHeadline
      reading.decisions[index] = Decision(kind: .heading, isKept: false, confidence: probability[index], reason: reason)
    }
  }

  private func markBylinesAndDates(_ reading: inout Reading, first: Int, last: Int) {
    let bylines = Bylines(page: page, scanner: scanner)
    let range = max(0, first - Self.reachAbove)...min(page.count - 1, last + Self.reachBelow)
    var dates: [Int] = []
    for index in range where reading.decisions[index].kind == .paragraph && reading.decisions[index].reason == .model {
      // Inside the body a byline stands alone or not at all.
      let inside = index > first + 2 && index < last - 1
      if !inside, bylines.isByline(index) {
        reading.decisions[index] = Decision(
          kind: .byline, isKept: false, confidence: probability[index], reason: .byline)
        reading.statements.append(.init(property: "byline", line: index))
      }
      if bylines.isDate(index), !(inside && reading.decisions[index].isKept) {
        dates.append(index)
        if reading.decisions[index].kind == .paragraph {
          reading.decisions[index] = Decision(kind: .date, isKept: false, confidence: probability[index], reason: .date)
        }
      }
    }
    // Nearest to the body's beginning first.
    for index in dates.sorted(by: { (abs($0 - first), $0) < (abs($1 - first), $1) }) {
      reading.statements.append(.init(property: "date", line: index))
    }
  }

  private func markTrails(_ reading: inout Reading, before end: Int) {
    let trails = Trails(page: page, scanner: scanner)
    for index in 0..<min(end, page.count)
    where reading.decisions[index].kind == .paragraph && !reading.decisions[index].isKept {
      guard let segments = trails.segments(index) else { continue }
      reading.trails[index] = segments
      reading.decisions[index] = Decision(kind: .trail, isKept: false, confidence: probability[index], reason: .trail)
      reading.statements.append(.init(property: "trail", line: index))
    }
  }

  /// A rights notice: the sign, and a word of the law.
  private func markRights(_ reading: inout Reading) {
    for index in page.forms.indices where reading.decisions[index].isKept && reading.decisions[index].kind == .paragraph
    {
      let form = page.forms[index]
      guard form.flags.contains(.copyright), form.roles[.footer] > 0, form.columns <= 200 else { continue }
      reading.decisions[index] = Decision(isKept: false, confidence: min(0.2, probability[index]), reason: .footer)
    }
  }

  /// `Tags: harbour, ferry, north`: a label, a colon, and no sentence.
  private func markTags(_ reading: inout Reading) {
    for index in page.forms.indices where reading.decisions[index].kind == .paragraph {
      let form = page.forms[index]
      guard form.roles[.tags] > 0, form.wordCount >= 2, form.innerEnds == 0, form.end == .other || form.end == .comma,
        let label = form.words.first, scanner.lexicon.find(page.words[Int(label)])?.roles.contains(.tags) == true,
        page.text(index).prefix(40).contains(0x3A)
      else { continue }
      reading.decisions[index] = Decision(isKept: false, confidence: min(0.2, probability[index]), reason: .tags)
      reading.statements.append(.init(property: "keywords", line: index))
    }
  }

  /// `Read more: …`, `Читайте также: …` in the middle of the article: a label of at most four words, most of which speak of other
  /// articles, a colon or a stroke, and a title. On the labelled pages none of 43 such lines is part of the article.
  private func markPointers(_ reading: inout Reading) {
    for index in page.forms.indices where reading.decisions[index].isKept && reading.decisions[index].kind == .paragraph
    {
      let form = page.forms[index]
      guard form.roles[.related] > 0, form.columns <= 200, form.wordCount >= 3, pointsElsewhere(index) else { continue }
      reading.decisions[index] = Decision(isKept: false, confidence: min(0.2, probability[index]), reason: .related)
    }
  }

  private func pointsElsewhere(_ index: Int) -> Bool {
    let bytes = page.text(index)
    let colon: [UInt8] = [0xEF, 0xBC, 0x9A]
    guard
      let end = bytes.indices.prefix(60).first(where: {
        bytes[$0] == 0x3A || bytes[$0] == 0x7C || bytes[$0...].starts(with: colon)
      })
    else { return false }
    let label = WordHash.hashes(of: Array(bytes[..<end]))
    let known = label.count { scanner.lexicon.find($0)?.roles.contains(.related) == true }
    return (1...4).contains(label.count) && known * 2 > label.count
  }

  /// Subheads, list items and the standfirst among the kept lines.
  private func markForms(_ reading: inout Reading) {
    let kept = reading.decisions.indices.filter {
      reading.decisions[$0].isKept && reading.decisions[$0].kind == .paragraph
    }
    let questions = kept.count { page.forms[$0].end == .question }
    for (place, index) in kept.enumerated() {
      let form = page.forms[index]
      // Where there are several questions it is a conversation, and they are text.
      if form.end == .question, questions > 1 { continue }
      if page.lines[index].hasBullet {
        reading.decisions[index].kind = .listItem
      } else if isSubhead(form), place + 1 < kept.count, page.forms[kept[place + 1]].columns > form.columns {
        reading.decisions[index].kind = .heading
      }
    }
    markDeck(&reading, kept)
  }

  /// A short first paragraph that a byline or date line parts from the rest is the standfirst.
  private func markDeck(_ reading: inout Reading, _ kept: [Int]) {
    guard kept.count >= 3, page.forms[kept[0]].columns <= Self.widestDeck else { return }
    let between = reading.decisions[(kept[0] + 1)..<kept[1]]
    let above = reading.decisions[..<kept[0]]
    if between.contains(where: { $0.kind == .byline || $0.kind == .date }),
      above.contains(where: { $0.reason == .headline }),
      reading.decisions[kept[0]].kind == .paragraph || reading.decisions[kept[0]].kind == .heading
    {
      reading.decisions[kept[0]].kind = .deck
    }
  }

  /// `Comments (3)` opens the readers' part: from there on only what is clearly text is kept.
  private func markComments(_ reading: inout Reading, after anchor: Int) {
    let label = page.forms.indices.dropFirst(anchor + 1).first { index in
      let form = page.forms[index]
      return form.digits > 0 && form.columns <= 30 && form.roles[.comment] > 0
        && form.wordCount == form.roles[.comment] + 1
    }
    guard let label else { return }
    for index in label..<page.count where reading.decisions[index].isKept && probability[index] < Self.sureText {
      reading.decisions[index] = Decision(isKept: false, confidence: probability[index] / 2, reason: .commentBox)
    }
  }

  /// A sentence between the headline and a byline or date line is the standfirst, though the classifier was in doubt: sites differ
  /// in whether they count it as text.
  private func recallDeck(_ reading: inout Reading, before anchor: Int) {
    guard let headline = reading.decisions[..<anchor].lastIndex(where: { $0.reason == .headline }) else { return }
    for index in (headline + 1)..<max(headline + 1, anchor) where page.forms[index].isSentence {
      guard reading.decisions[index].kind == .paragraph, reading.decisions[index].reason == .model,
        probability[index] >= Self.leastDeck, page.forms[index].columns <= Self.widestDeck,
        reading.decisions[(index + 1)..<anchor].contains(where: { $0.kind == .byline || $0.kind == .date })
      else { return }
      reading.decisions[index] = Decision(kind: .deck, isKept: true, confidence: probability[index], reason: .model)
      return
    }
  }

  private func isSubhead(_ form: LineForm) -> Bool {
    guard form.columns <= 90, form.wordCount <= 14, form.innerEnds == 0, !form.startsWithQuote, !form.startsWithDash
    else {
      return false
    }
    switch form.end {
    case .other: return form.start != .lower
    case .question: return form.columns <= 60 && form.roles[.question] == 0
    default: return false
    }
  }

  private func nameDropped(_ reading: inout Reading, after lastBody: Int) {
    for index in reading.decisions.indices
    where !reading.decisions[index].isKept && reading.decisions[index].reason == .model {
      reading.decisions[index].reason = DropReason.name(page.forms[index], isAfterBody: index > lastBody)
    }
  }
}
