import KZPipeGrammar

/// Verb forms that tell whether an English clause looks back or ahead.
enum EnglishTense {
  static let future = WordSet(
    """
    will shall 'll won't due expected expects expect scheduled planned plans plan slated intends intend hopes aims aim set
    upcoming going must should may might planning poised ought pledged vowed
    """)
  static let modalPast = WordSet("can could would cannot")
  static let schedule = WordSet(
    """
    meets meet opens open reopens reopen starts start begins begin resumes resume arrives arrive leaves leave departs depart
    runs run takes take closes close ends end launches launch holds hold hosts host plays play faces face travels travel
    visits visit speaks speak votes vote expires expire returns return comes come goes go gathers gather convenes convene
    premieres premiere starts kicks reports report publishes publish releases release announces announce unveils unveil retires retire turns turn celebrates
    celebrate sits sit competes compete continues continue kicks kick appears appear concludes conclude lands land flies fly follows follow
    """)
  /// Present-tense forms, so that `leaves` after a year is no plural.
  static let present: WordTable<Void> = {
    var table = WordTable<Void>()
    table.add("has is was does says goes marks sees leaves begins means shows brings makes takes gives", ())
    return table
  }()
  /// Base forms that follow `to` in news.
  static let baseVerbs = WordSet(
    """
    accept achieve act add address adopt agree allow announce appeal apply appoint approve ask attack attend avoid ban be become
    block borrow build buy call cancel carry change charge check choose clear combat compete complete conduct confirm consider
    contest control cover create curb cut deal debate decide defend delay deliver demand deploy develop discuss dismiss drop
    ease elect eliminate employ enable enforce enter establish evacuate examine expand explain explore export extend fight
    file fill finance find finish fix force form freeze fund gain get give grant grow halt handle have help hear hire impose
    improve increase inspect install introduce invest investigate issue join judge keep lay lead learn lift limit list live
    look lower maintain make manage mark move name negotiate nominate obtain offer order oust pass pay perform pick plant
    pledge postpone prepare present press prevent probe process produce promote propose protect provide publish pull push put
    question raise reach rebuild receive reconsider record recover reduce reform refund register regulate reject release
    relocate remain remove renew repair repay replace reply report represent rescue resign resolve respond restore restrict
    review rule save secure seek sell send serve set settle share ship show shut sign solve spend stage stand stay step stop
    strengthen strike study submit suspend tackle talk teach tell test testify tighten transfer treat try turn unveil
    update urge use wait warn watch welcome win withdraw work write
    """)
  /// Participles that put something off.
  static let moved = WordSet("moved postponed delayed rescheduled adjourned pushed extended deferred suspended")
  static let auxiliaryPast = WordSet("was were had did has have 've having hadn't didn't wasn't weren't hasn't haven't")
  static let bePresent = WordSet("is are am 's 're isn't aren't")
  static let speech = WordSet(
    "said told added wrote announced reported noted stated declared says tells adds writes explained replied warned asked claimed confirmed"
  )
  static let irregularPast = WordSet(
    """
    arose ate awoke beat became began bent bit bled blew bought bound bred broke brought built burnt burst came caught chose
    clung crept cut dealt drank drew drove dug fell felt fed fled flew flung forbade forgot forgave fought found froze gave
    got grew heard held hid hit hung hurt kept knelt knew laid lay led learnt left lent lit lost made meant met overcame paid
    put quit ran rang read rode rose said sang sank sat saw sent sewed shook shone shot showed shrank shut slept slid sold
    sought spent split spoke sprang spread stole stood struck stuck stung swam swept swore swung taught thought threw told
    took tore understood undertook underwent upheld went wept withdrew woke won wore wove wrote bore borne begun done gone
    taken given written seen known grown shown thrown driven broken chosen spoken stolen fallen risen flown become cost
    """)
  private static let notPast = WordSet(
    """
    need speed feed seed indeed hundred red bed shed wed breed bleed exceed proceed succeed embed sacred hatred naked wicked
    agreed-upon so-called united limited aged beloved kindred ned fred ahmed mohammed hamed
    """)
  private static let adverbs = WordSet(
    "not also be been being completely never still only already n't again now then have just both all")
  static let boundaries = WordSet(
    "that which who whom whose while because although though where when as but if before after since until than")

  /// A past or participle form that is not a known other word.
  static func isPast(_ text: TokenText, _ token: Token) -> Bool {
    if irregularPast.contains(token) || auxiliaryPast.contains(token) { return true }
    return token.isWord && !token.isCapitalised && token.length > 3 && text.token(token, hasSuffix: "ed")
      && !notPast.contains(token)
  }

  /// Tense of the verb group whose participle is token `index`.
  static func group(_ text: TokenText, participle index: Int, lower: Int) -> Tense {
    var at = index - 1
    while at >= lower, index - at <= 6 {
      let token = text.tokens[at]
      if token.isWord("will") || token.isWord("'ll") || token.isWord("shall") || token.isWord("to")
        || token.isWord("would")
        || token.isWord("must") || token.isWord("should") || token.isWord("may") || token.isWord("can")
        || token.isWord("could")
      {
        return .future
      }
      if bePresent.contains(token) { return token.isWord("'s") ? .past : .future }
      if auxiliaryPast.contains(token) { return .past }
      guard adverbs.contains(token) || (token.isWord && text.token(token, hasSuffix: "ly")) else { break }
      at -= 1
    }
    return .past
  }
}

extension EnglishGrammar {
  func tense(_ text: TokenText, around range: Range<Int>) -> Tense {
    let sentence = text.sentences[text.sentence(of: range.lowerBound)]
    // `until Saturday` and `by Friday` look ahead unless the clause is plainly past.
    let before = text.token(range.lowerBound - 1)
    let ahead = before.map { $0.isWord("until") || $0.isWord("till") || $0.isWord("by") || $0.isWord("from") } ?? false
    if let before, before.isWord("since") { return .past }
    // `has been moved to December`
    if let before, before.isWord("to") || before.isWord("until"), text.isIn(EnglishTense.moved, range.lowerBound - 2) {
      return .future
    }
    let low = max(sentence.lowerBound, range.lowerBound - 60)
    let high = min(sentence.upperBound, range.upperBound + 60)
    if ahead {
      // Only a finite past verb right there keeps it in the past: `had been closed until Friday`.
      let clause = scanLeft(text, range.lowerBound - 1, low, stopAtBoundary: true)
      if let before, before.isWord("from") {
        if case .weekday? = text.token(range.lowerBound).flatMap({ words[$0] }) {
          return clause ?? scanRight(text, range.upperBound, high, stopAtBoundary: false) ?? .future
        }
        return clause ?? .unknown
      }
      if clause == .past, hasPastPerfect(text, range.lowerBound, low) { return .past }
      return .future
    }
    if let found = scanLeft(text, range.lowerBound - 1, low, stopAtBoundary: true) { return found }
    if let found = scanRight(text, range.upperBound, high, stopAtBoundary: true) { return found }
    if let found = scanLeft(text, range.lowerBound - 1, low, stopAtBoundary: false) { return found }
    return scanRight(text, range.upperBound, high, stopAtBoundary: false) ?? .unknown
  }

  private func hasPastPerfect(_ text: TokenText, _ index: Int, _ low: Int) -> Bool {
    var at = index - 1
    while at >= low {
      if text.isWord(at, "had") || text.isWord(at, "was") || text.isWord(at, "were") { return true }
      at -= 1
    }
    return false
  }

  private func isBoundary(_ token: Token) -> Bool {
    if token.kind == .symbol {
      switch token.scalar {
      case 0x2C, 0x3B, 0x3A, 0x2013, 0x2014, 0x22, 0x201C, 0x201D, 0x28, 0x29: return true
      default: return false
      }
    }
    return EnglishTense.boundaries.contains(token)
  }

  private func cue(_ text: TokenText, _ index: Int, _ low: Int) -> Tense? {
    let token = text.tokens[index]
    guard token.isWord else { return nil }
    if EnglishTense.future.contains(token) {
      if token.isWord("set") {
        return text.isWord(index + 1, "for") || text.isWord(index + 1, "to") ? .future : nil
      }
      if token.isWord("may") || token.isWord("might"), token.isCapitalised { return nil }
      if token.isWord("plan") || token.isWord("plans") || token.isWord("aim"),
        text.isWord(index - 1, "the") || text.isWord(index - 1, "a")
      {
        return nil
      }
      if token.isWord("expected") || token.isWord("planned") || token.isWord("scheduled") || token.isWord("due") {
        // `were due in November`, `originally planned for Tuesday`: what became of it is not said.
        if text.isWord(index - 1, "was") || text.isWord(index - 1, "were") || text.isWord(index - 1, "had")
          || text.isWord(index - 1, "originally") || text.isWord(index - 1, "initially")
        {
          return .unknown
        }
      }
      return .future
    }
    if token.isWord("would") { return .future }
    if token.isWord("to"), isInfinitive(text, index) { return infinitive(text, index) }
    if EnglishTense.isPast(text, token) {
      if token.isWord("has") || token.isWord("have") || token.isWord("having") || token.isWord("'ve") { return .past }
      return EnglishTense.group(text, participle: index, lower: low)
    }
    if EnglishTense.schedule.contains(token), !token.isCapitalised {
      if text.isWord(index - 1, "to") { return infinitive(text, index - 1) }
      // A noun after an article is no verb: `the end`, `a visit`, `its launch`.
      if let before = text.token(index - 1), Self.determiners.contains(before) { return nil }
      return .future
    }
    if token.isWord("is") || token.isWord("are") {
      // `is to open`, `are closed`
      return text.isWord(index + 1, "to") ? .future : nil
    }
    return nil
  }

  /// `agreed to open` looks ahead, `was able to depart` does not.
  private func infinitive(_ text: TokenText, _ to: Int) -> Tense {
    guard let before = text.token(to - 1) else { return .future }
    if Self.done.contains(before) { return .past }
    if before.isWord("able") || before.isWord("forced") {
      return text.isWord(to - 2, "was") || text.isWord(to - 2, "were") || text.isWord(to - 2, "been") ? .past : .future
    }
    return .future
  }

  private static let done = WordSet(
    "had managed failed began started continued used helped tried refused came went seemed appeared happened")
  private static let determiners = WordSet(
    "the a an its his her their our my this that of in on at for first last next every no any some")
  private static let notInfinitive = WordSet(
    "the a an it him her them his its their our my your this that these those each every all some any no which whom more about almost nearly such date"
  )
  /// Whether `to` at `index` begins an infinitive and not a direction: `to open`, but `to prison`, `to seven years`.
  private func isInfinitive(_ text: TokenText, _ index: Int) -> Bool {
    guard let next = text.token(index + 1), next.isWord, !next.isCapitalised, next.length > 1,
      !Self.notInfinitive.contains(next)
    else { return false }
    if EnglishTense.baseVerbs.contains(next) || EnglishTense.schedule.contains(next) { return true }
    return text.token(index - 1).map(Self.governors.contains) ?? false
  }

  private static let governors = WordSet(
    """
    plans plan planned planning agreed agrees agree expected expects set due likely ready scheduled want wants wanted need needs
    hope hopes hoped promised promises vowed pledged decided decides intends aims going about supposed urged ordered asked
    bound poised prepared preparing trying tries try continue continues continued able unable allowed how willing unwilling
    """)

  private func scanLeft(_ text: TokenText, _ from: Int, _ low: Int, stopAtBoundary: Bool) -> Tense? {
    var at = from
    var speech: Tense?
    while at >= low {
      let token = text.tokens[at]
      if stopAtBoundary, isBoundary(token) { break }
      if EnglishTense.speech.contains(token) {
        // Beyond the clause the verb of saying is the one that counts.
        if !stopAtBoundary { return .past }
        if speech == nil { speech = .past }
        at -= 1
        continue
      }
      if let found = cue(text, at, low) { return found }
      at -= 1
    }
    return speech
  }

  private func scanRight(_ text: TokenText, _ from: Int, _ high: Int, stopAtBoundary: Bool) -> Tense? {
    var at = from
    var speech: Tense?
    while at < high {
      let token = text.tokens[at]
      if stopAtBoundary, isBoundary(token), at > from || token.kind != .symbol { break }
      if EnglishTense.speech.contains(token) {
        if speech == nil { speech = .past }
      } else if token.isWord("to") {
        // An infinitive after the expression says nothing on it.
      } else if let found = cue(text, at, from) {
        return found
      }
      at += 1
    }
    return speech
  }
}
