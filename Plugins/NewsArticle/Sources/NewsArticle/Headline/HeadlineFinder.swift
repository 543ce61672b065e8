import KZPipeKit

/// A headline with where it was read.
struct Headline {
  var text: String
  var reason: String
  var confidence: Double
  var block: Int?
}

/// Chooses the headline among what the page states and shows.
///
/// Order of trust as measured on news sites of 27 countries: JSON-LD, OpenGraph with the suffix cut, other meta titles,
/// the best visible heading, the title element with the suffix cut. Two corrections: when one of two leading candidates is
/// the other with more words (a kicker before it, a tail behind it) the shorter one is the headline; and a structured
/// headline that nobody else supports yields to one that all others share.
struct HeadlineFinder {
  let page: PageView
  let site: SiteNames

  struct Candidate {
    enum Source: Int { case structured, openGraph, social, meta, visible, title, text }

    var text: String
    var key: [UInt8]
    var source: Source
    var reason: String
    var block: Int?
  }

  /// Every candidate, cut and cleaned, in order of trust.
  func candidates() -> [Candidate] {
    let evidence = page.evidence
    var raw: [Candidate] = []
    func add(_ value: String, _ source: Candidate.Source, _ reason: String, block: Int? = nil) {
      let text = Clean.line(value)
      guard !text.isEmpty, text.utf8.count <= 600 else { return }
      let key = Fold.key(text)
      guard key.count >= 2, key.count >= 5 || key[0] >= 0x80 || source == .visible else { return }
      raw.append(Candidate(text: text, key: key, source: source, reason: reason, block: block))
    }
    if let article = evidence.articles.first(where: {
      $0.origin == .jsonLD && $0.first(anyOf: ["headline", "name"]) != nil
    }) {
      if let value = article.first(anyOf: ["headline", "name"]) { add(value, .structured, "json_ld") }
      if article.first("headline") != nil, let name = article.first("name") { add(name, .structured, "json_ld_name") }
    } else {
      for object in evidence.others where object.isPage {
        if let value = object.first(anyOf: ["headline", "mainEntity.headline"]) {
          add(value, .structured, "json_ld_page")
        }
      }
    }
    for value in evidence.values("og:title").prefix(2) { add(value, .openGraph, "og_title") }
    for value in evidence.values("twitter:title").prefix(2) { add(value, .social, "twitter_title") }
    // Themes mark headings with microdata freely; it speaks for a title but does not lead.
    for article in evidence.articles.prefix(3) where article.origin == .microdata {
      if let value = article.first("headline") { add(value, .meta, "microdata") }
    }
    for property in Self.metaTitles { for value in evidence.values(property).prefix(1) { add(value, .meta, property) } }
    for statement in evidence.statements("headline").prefix(3) {
      add(
        statement.value, statement.origin == .text ? .text : .meta,
        statement.origin == .text ? "text_headline" : "headline_property",
        block: page.block(of: statement))
    }
    for (block, text) in visibleHeadings() { add(text, .visible, "heading", block: block) }
    if let title = evidence.pageTitle { add(title, .title, "title_element") }
    return cut(raw)
  }

  private func cut(_ raw: [Candidate]) -> [Candidate] {
    var out: [Candidate] = []
    for (index, candidate) in raw.enumerated() {
      var candidate = candidate
      let anchors = Set(
        raw.enumerated().filter { $0.offset != index && $0.element.source != candidate.source }.map(\.element.key))
      let text = TitleCutter(site: site, anchors: anchors).cut(candidate.text)
      if text != candidate.text, !text.isEmpty {
        candidate.text = text
        candidate.key = Fold.key(text)
        candidate.reason += "_cut"
      }
      if site.match(candidate.key), candidate.source != .visible || candidate.key.count < 24 { continue }
      out.append(candidate)
    }
    return out
  }

  /// Headings that may be the headline, likest first: level 1 and near the body before others.
  private func visibleHeadings() -> [(Int, String)] {
    let firstBody = page.firstBodyBlock ?? page.blocks.count
    var found: [(rank: Int, block: Int, text: String)] = []
    for (index, block) in page.blocks.enumerated() where block.kind == .heading {
      guard block.level == 1 || index < firstBody && firstBody - index < 12 && block.level <= 2 else { continue }
      let text = Clean.line(page.string(index))
      guard (4...400).contains(text.utf8.count) else { continue }
      let distance = index <= firstBody ? firstBody - index : 40 + index - firstBody
      found.append((distance + (block.level == 1 ? 0 : 60), index, text))
      if found.count >= 40 { break }
    }
    return found.sorted { ($0.rank, $0.block) < ($1.rank, $1.block) }.prefix(8).map { ($0.block, $0.text) }
  }

  func find() -> (headline: Headline?, candidates: [Candidate]) {
    let all = candidates()
    guard let chosen = choose(all) else { return (nil, all) }
    let support = Set(all.filter { $0.key == chosen.key }.map(\.source)).count
    let block = chosen.block ?? all.first { $0.key == chosen.key && $0.block != nil }?.block
    let confidence = min(0.98, (chosen.source.rawValue <= 1 ? 0.8 : 0.6) + 0.06 * Double(support - 1))
    return (Headline(text: chosen.text, reason: chosen.reason, confidence: confidence, block: block), all)
  }

  private func choose(_ all: [Candidate]) -> Candidate? {
    let first = { (source: Candidate.Source) in all.first { $0.source == source } }
    let stated = structured(all)
    let shared = first(.openGraph) ?? first(.social)
    if let stated, let shared, stated.key != shared.key {
      if let shorter = shorter(stated, shared) { return shorter }
    }
    if let best = stated ?? shared ?? first(.meta) ?? first(.text) { return best }
    return visible(all) ?? first(.title)
  }

  /// The stated headline; where it shares no word with any title that the page shows and the stated name does, the name:
  /// some sites put a description where the headline belongs.
  private func structured(_ all: [Candidate]) -> Candidate? {
    let stated = all.filter { $0.source == .structured }
    guard stated.count > 1, let first = stated.first else { return stated.first }
    let others = Set(all.filter { $0.source != .structured }.flatMap { Fold.words($0.text) })
    func shares(_ candidate: Candidate) -> Bool {
      Fold.words(candidate.text).contains { $0.count > 3 && others.contains($0) }
    }
    return shares(first) ? first : stated.first(where: shares) ?? first
  }

  /// The heading that agrees best with the title element, else the one nearest to the body.
  private func visible(_ all: [Candidate]) -> Candidate? {
    let headings = all.filter { $0.source == .visible }
    guard let title = all.first(where: { $0.source == .title }) else { return headings.first }
    if let same = headings.first(where: { Fold.contains(title.key, $0.key) || Fold.contains($0.key, title.key) }) {
      return same
    }
    let words = Set(Fold.words(title.text))
    let scored = headings.map { heading -> (Candidate, Double) in
      let own = Set(Fold.words(heading.text))
      return (heading, Double(own.intersection(words).count) / Double(max(1, max(own.count, words.count))))
    }
    if let best = scored.max(by: { $0.1 < $1.1 }), best.1 > 0.3 { return best.0 }
    return headings.first
  }

  /// The shorter of two titles when its words are all in the other and in the same order.
  private func shorter(_ a: Candidate, _ b: Candidate) -> Candidate? {
    let (short, long) = a.key.count <= b.key.count ? (a, b) : (b, a)
    guard short.key.count * 2 >= long.key.count, !isTruncated(short, of: long) else { return nil }
    let words = Fold.words(short.text)
    guard words.count >= 3 || Fold.contains(long.key, short.key) else { return nil }
    if Fold.contains(long.key, short.key) { return short }
    var at = words.startIndex
    for word in Fold.words(long.text) where at < words.endIndex && words[at] == word { at += 1 }
    return at == words.endIndex ? short : nil
  }

  /// Cut off by a program: at the end of `long`, in the middle of a word, or before dots.
  private func isTruncated(_ short: Candidate, of long: Candidate) -> Bool {
    if short.text.hasSuffix("…") || short.text.hasSuffix("...") { return true }
    guard long.key.starts(with: short.key) else { return false }
    let shortWords = Fold.words(short.text)
    let longWords = Fold.words(long.text)
    guard let last = shortWords.last, shortWords.count <= longWords.count else { return true }
    return longWords[shortWords.count - 1] != last || short.text.utf8.count >= 100
  }

  private static let metaTitles = [
    "title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title", "citation_title", "article:title",
    "fb_title",
    "cxenseparse:title", "ob:title",
  ]
}
