import EntityText
import Gazetteers
import KZPipeKit

/// Corrections to the tagger's spans that the record's rules ask for and that a short context decides.
struct EnglishRules {
  let text: TokenizedText
  let block: Int
  let resources: EntityResources

  func apply(_ found: inout [Candidate]) {
    adjectives(&found)
    embassies(&found)
    splitHomes(&found)
    ensembles(&found)
    institutions(&found)
    found.removeAll { isOrdinaryWord($0) || isSum($0) || isPartyMark($0) }
  }

  /// "U.S. officials" speaks of a nationality, "50,000 U.S. dollars" and "US$90" of a currency.
  private func adjectives(_ found: inout [Candidate]) {
    var dropped: Set<Int> = []
    for index in found.indices where found[index].kind == .place && found[index].tokens.count == 1 {
      let token = found[index].tokens.lowerBound
      let next = token + 1
      guard
        text.isWord(token, "u.s.") || text.isWord(token, "us") || text.isWord(token, "u.s") || text.isWord(token, "uk")
          || text.isWord(token, "u.k."), next < text.tokens.count
      else { continue }
      if text.isByte(next, UInt8(ascii: "$")) || text.isWord(next, "dollar") || text.isWord(next, "dollars")
        || text.isWord(next, "cents")
      {
        dropped.insert(index)
      } else if text.tokens[next].shape == .lower, !isFunctionWord(next) {
        found[index].kind = .group
        found[index].entries = []
      }
    }
    found = found.indices.filter { !dropped.contains($0) }.map { found[$0] }
  }

  /// Words that may follow a country's name without being described by it.
  private func isFunctionWord(_ token: Int) -> Bool {
    let word = text.foldedString(of: token)
    if Self.functionWords.contains(word) { return true }
    let bits = resources.lexicon.bits(of: text.folded(of: token))
    // A word that is a noun first may be described; a verb form ("agreed", "says") is not.
    return bits >> 24 == 0 && (word.hasSuffix("ed") || word.hasSuffix("s")) || bits & Lexicon.Bit.verbOfSaying != 0
  }

  static let functionWords: Set<String> = [
    "and", "or", "but", "in", "on", "at", "to", "from", "for", "of", "with", "by", "as", "is", "was", "are", "were",
    "has", "had",
    "have", "will", "would", "could", "should", "may", "might", "can", "did", "does", "do", "after", "before", "during",
    "while",
    "when", "where", "which", "who", "that", "than", "because", "since", "until", "about", "against", "between", "into",
    "over",
    "under", "last", "this", "next", "also", "now", "not", "if", "though", "although", "via", "without", "through",
    "then",
  ]

  /// "the band Virginia Sands": the word before says that the name is nobody's.
  private func ensembles(_ found: inout [Candidate]) {
    for index in found.indices where found[index].kind == .person || found[index].kind == .place {
      let before = found[index].tokens.lowerBound - 1
      guard before >= 0, text.tokens[before].shape == .lower, found[index].entries.isEmpty,
        Self.ensembleWords.contains(text.foldedString(of: before))
      else { continue }
      found[index].kind = .organisation
    }
  }

  /// "Hoover Institution": a last word that only bodies bear.
  private func institutions(_ found: inout [Candidate]) {
    for index in found.indices where found[index].kind != .organisation && found[index].kind != .event {
      guard found[index].tokens.count > 1, found[index].entries.isEmpty, found[index].kind != .group,
        Self.bodyEnds.contains(text.foldedString(of: found[index].tokens.upperBound - 1)),
        text.tokens[found[index].tokens.upperBound - 1].isCapitalised
      else { continue }
      found[index].kind = .organisation
    }
  }

  private static let bodyEnds: Set<String> = [
    "institution", "institute", "university", "foundation", "society", "association", "agency", "commission",
    "committee",
    "council", "corporation", "company", "bank", "academy", "federation", "union", "department", "ministry", "bureau",
    "fund",
    "trust", "party", "league", "group", "holding", "holdings", "inc", "inc.", "ltd", "ltd.", "llc", "plc", "corp",
    "corp.",
    "gmbh", "partners", "securities", "airlines", "airways", "newspaper", "magazine", "philharmonic", "orchestra",
  ]

  /// "(D-CA)": party and state of a politician.
  private func isPartyMark(_ candidate: Candidate) -> Bool {
    let bytes = text.bytes[candidate.bytes]
    guard candidate.entries.isEmpty, (4...6).contains(bytes.count), let first = bytes.first,
      bytes[bytes.startIndex + 1] == UInt8(ascii: "-"),
      first == UInt8(ascii: "R") || first == UInt8(ascii: "D") || first == UInt8(ascii: "I")
    else { return false }
    return bytes.dropFirst(2).allSatisfy { (0x41...0x5A).contains($0) || $0 == UInt8(ascii: ".") }
  }

  private static let interjections: Set<String> = [
    "yeah", "oh", "hey", "wow", "okay", "ok", "hello", "hi", "thanks", "please", "sorry", "yes", "no", "well", "amen",
    "hurrah",
    "gawd", "lol", "bravo", "congratulations",
  ]

  private static let ensembleWords: Set<String> = [
    "band", "orchestra", "quartet", "trio", "choir", "ensemble", "broadcaster", "newspaper", "daily", "weekly",
    "magazine",
    "retailer", "carrier", "airline", "lender", "brewer", "carmaker", "chipmaker", "startup", "start-up", "publisher",
    "consultancy", "brokerage", "subsidiary", "insurer", "conglomerate", "charity", "non-profit", "nonprofit", "brand",
  ]

  /// "CHF 3.5m": letters of a currency before a number.
  private func isSum(_ candidate: Candidate) -> Bool {
    guard candidate.kind == .organisation, candidate.entries.isEmpty, candidate.tokens.count >= 2 else { return false }
    let first = text.tokens[candidate.tokens.lowerBound]
    let next = text.tokens[candidate.tokens.lowerBound + 1]
    guard first.shape == .upper, first.end - first.start == 3,
      let digit = text.folded(of: candidate.tokens.lowerBound + 1).first
    else { return false }
    return (0x30...0x39).contains(digit) && next.spaceBefore && candidate.tokens.count <= 3
      && Self.currencyCodes.contains(text.foldedString(of: candidate.tokens.lowerBound))
  }

  private static let currencyCodes: Set<String> = [
    "usd", "eur", "gbp", "chf", "kzt", "rub", "rur", "cny", "jpy", "krw", "uzs", "kgs", "tjs", "tmt", "azn", "gel",
    "amd", "byn",
    "uah", "try", "pln", "czk", "huf", "sek", "nok", "dkk", "cad", "aud", "nzd", "sgd", "hkd", "inr", "pkr", "idr",
    "myr", "thb",
    "vnd", "php", "brl", "mxn", "zar", "ngn", "egp", "aed", "sar", "qar", "kwd", "ils", "mnt",
  ]

  /// "Embassy of Kazakhstan in Korea" is one body.
  private func embassies(_ found: inout [Candidate]) {
    let cover = TokenCover(tokens: text.tokens.count, found)
    var replaced: Set<Int> = []
    for token in text.tokens.indices where text.isWord(token, "embassy") || text.isWord(token, "consulate") {
      guard text.tokens[token].isCapitalised else { continue }
      var end = token + 1
      if text.isWord(end, "general"), text.tokens[end].isCapitalised { end += 1 }
      guard text.isWord(end, "of"), let home = country(found, cover, after: end) else { continue }
      end = home
      if text.isWord(end, "in"), let host = country(found, cover, after: end) { end = host }
      let span = token..<end
      replaced.formUnion(cover.touching(span))
      let bytes = Int(text.tokens[token].start)..<Int(text.tokens[end - 1].end)
      found.append(Candidate(block: block, tokens: span, bytes: bytes, kind: .organisation, confidence: 0.9))
    }
    if !replaced.isEmpty { found = found.indices.filter { !replaced.contains($0) }.map { found[$0] } }
  }

  /// "Steppe Foundation of Norway": a name that is complete without the place stands apart from it.
  private func splitHomes(_ found: inout [Candidate]) {
    let text = text
    for index in found.indices where found[index].kind == .organisation && found[index].entries.isEmpty {
      let tokens = found[index].tokens
      guard let of = tokens.last(where: { text.isWord($0, "of") }), of > tokens.lowerBound + 1,
        of + 1 < tokens.upperBound
      else { continue }
      let head = text.foldedString(of: of - 1)
      let isCompany =
        resources.lexicon.bits(of: text.folded(of: of - 1)) & Lexicon.Bit.companyEnd != 0 && head.hasSuffix(".")
      guard
        isCompany
          || ["foundation", "trust", "commission", "athletic", "united", "rovers", "ltd", "inc", "llc"].contains(head)
      else {
        continue
      }
      let place = (text.isWord(of + 1, "the") ? of + 2 : of + 1)..<tokens.upperBound
      guard !place.isEmpty, let known = self.place(place) else { continue }
      found[index].tokens = tokens.lowerBound..<of
      found[index].bytes = Int(text.tokens[tokens.lowerBound].start)..<Int(text.tokens[of - 1].end)
      found.append(
        Candidate(
          block: block, tokens: place,
          bytes: Int(text.tokens[place.lowerBound].start)..<Int(text.tokens[place.upperBound - 1].end),
          kind: .place, confidence: 0.9, entries: known, fromGazetteer: true))
    }
  }

  /// Countries and towns that the packs know under exactly these tokens.
  private func place(_ tokens: Range<Int>) -> [EntryRef]? {
    let key = DocumentPass.key(text, tokens)
    for (source, gazetteer) in resources.matcher.gazetteers.enumerated() {
      let found = gazetteer.postings(of: key).filter { gazetteer.kind($0.entry).isPlace && !$0.flags.contains(.weak) }
      if !found.isEmpty { return found.map { EntryRef(source: source, entry: $0.entry) } }
    }
    return nil
  }

  /// End of the place that begins after `token`, an article skipped; the place may already be part of a longer span.
  private func country(_ found: [Candidate], _ cover: TokenCover, after token: Int) -> Int? {
    let start = text.isWord(token + 1, "the") ? token + 2 : token + 1
    let owner = cover[start]
    guard owner >= 0 else { return nil }
    let span = found[owner]
    let begins = span.tokens.lowerBound == start && span.kind == .place
    return begins || span.kind == .organisation && span.tokens.lowerBound < start ? span.tokens.upperBound : nil
  }

  /// One word at the beginning of a sentence that is mostly written small, and that the tagger is not sure of.
  private func isOrdinaryWord(_ candidate: Candidate) -> Bool {
    guard candidate.tokens.count == 1, !candidate.fromGazetteer, candidate.entries.isEmpty, candidate.confidence < 0.8
    else {
      return false
    }
    let token = text.tokens[candidate.tokens.lowerBound]
    if Self.interjections.contains(text.foldedString(of: candidate.tokens.lowerBound)) { return true }
    let bits = resources.lexicon.bits(of: text.folded[token.foldRange])
    if text.bytes[Int(token.start)] >= 0x61, text.bytes[Int(token.start)] <= 0x7A, token.shape == .mixed,
      text.bytes[token.range].contains(0x2D)
    {
      return true  // "mid-February"
    }
    let names = Lexicon.Bit.firstName | Lexicon.Bit.surname
    return token.startsSentence && (bits & Lexicon.Bit.common != 0 || bits >> 24 != 0) && bits & names == 0
  }
}
