import KZPipeKit

/// An author with where the name was read.
struct FoundAuthor {
  var author: Author
  var reason: String
  var confidence: Double
  var block: Int?
}

/// Finds who wrote the article: structured data, meta elements, then the printed bylines near headline and ends.
///
/// Printed bylines also complete what the page states: they add e-mail addresses and job titles to known names.
struct AuthorFinder {
  let page: PageView
  let site: SiteNames
  let headlineBlock: Int?

  struct Result {
    var authors: [FoundAuthor] = []
    /// Blocks that are bylines and so no body text.
    var bylineBlocks: Set<Int> = []
  }

  func find() -> Result {
    var result = Result()
    var found = structured()
    if found.isEmpty { found = meta() }
    let printed = printedBylines(isDeep: found.isEmpty)
    result.bylineBlocks = Set(printed.filter(\.isByline).compactMap(\.block))
    let people = printed.flatMap { line in
      line.reading.authors.map {
        FoundAuthor(author: $0, reason: line.reason, confidence: line.confidence, block: line.block)
      }
    }
    let named = people.filter { !$0.author.isOrganisation && $0.confidence >= 0.8 }
    if found.isEmpty {
      found = merged(leading(printed))
      if found.contains(where: { !$0.author.isOrganisation }) { found.removeAll { $0.author.isOrganisation } }
      complete(&found, with: people)
    } else if !named.isEmpty, found.allSatisfy({ site.names($0.author.name) }) {
      // "Example Times" as author beside a printed name is the publisher.
      found = merged(leading(printed).filter { !$0.author.isOrganisation })
      complete(&found, with: people)
    } else {
      complete(&found, with: people)
    }
    result.authors = merged(found)
    return result
  }

  /// People of the lines that speak clearest: said bylines near the headline, then those at the end, then bare names, of
  /// which only the first line and its neighbours count.
  private func leading(_ lines: [PrintedLine]) -> [FoundAuthor] {
    let border = (page.firstBodyBlock ?? 0) + 2
    let clear = lines.filter { $0.confidence >= 0.8 && !$0.reading.authors.isEmpty }
    let near = clear.filter { ($0.block ?? 0) <= border }
    var chosen = near.isEmpty ? clear : near
    if chosen.isEmpty, let first = lines.first {
      var last = first.block ?? 0
      for line in lines where line.block == first.block || line.block == last + 1 {
        chosen.append(line)
        last = line.block ?? last
      }
    }
    return chosen.flatMap { line in
      line.reading.authors.map {
        FoundAuthor(author: $0, reason: line.reason, confidence: line.confidence, block: line.block)
      }
    }
  }

  /// One entry a name; e-mail, title and address from whichever has them.
  private func merged(_ found: [FoundAuthor]) -> [FoundAuthor] {
    var out: [FoundAuthor] = []
    for item in found {
      let key = Fold.key(item.author.name)
      if let index = out.firstIndex(where: { Fold.key($0.author.name) == key }) {
        out[index].author.email = out[index].author.email ?? item.author.email
        out[index].author.role = out[index].author.role ?? item.author.role
        out[index].author.url = out[index].author.url ?? item.author.url
      } else if out.count < 24 {
        out.append(item)
      }
    }
    return out
  }

  private func complete(_ found: inout [FoundAuthor], with printed: [FoundAuthor]) {
    for index in found.indices {
      let key = Fold.key(found[index].author.name)
      for item in printed where Fold.key(item.author.name) == key {
        found[index].author.email = found[index].author.email ?? item.author.email
        found[index].author.role = found[index].author.role ?? item.author.role
      }
    }
  }

  // MARK: Stated

  private func structured() -> [FoundAuthor] {
    for article in page.evidence.articles {
      for path in ["author", "creator"] {
        let found = people(article, path)
        if !found.isEmpty { return found }
      }
    }
    for object in page.evidence.others where object.isPage {
      let found = people(object, "author")
      if !found.isEmpty { return found }
    }
    return []
  }

  private struct Stated {
    var names: [String] = []
    var reference: String?
    var email: String?
    var role: String?
    var url: String?
    var isOrganisation = false
    var givenName: String?
    var familyName: String?

    /// Names, put together of their parts where the page states only these.
    var allNames: [String] {
      if names.isEmpty, let familyName { return [(givenName.map { $0 + " " } ?? "") + familyName] }
      return names
    }
  }

  private func people(_ object: StructuredObject, _ path: String) -> [FoundAuthor] {
    var order: [String] = []
    var groups: [String: Stated] = [:]
    for (rest, value) in object.below(path) {
      var parts = rest.split(separator: ".").map(String.init)
      var group = ""
      if let first = parts.first, first.utf8.allSatisfy(Clean.isDigit) {
        group = first
        parts.removeFirst()
      }
      if groups[group] == nil { order.append(group) }
      var stated = groups[group] ?? Stated()
      switch parts.first {
      case nil, "name": if parts.count <= 2 { stated.names.append(value) }
      case "@id": stated.reference = value
      case "givenName": stated.givenName = stated.givenName ?? value
      case "familyName": stated.familyName = stated.familyName ?? value
      case "email": stated.email = stated.email ?? value
      case "jobTitle": stated.role = stated.role ?? value
      case "url" where parts.count <= 2: stated.url = stated.url ?? value
      case "@type": stated.isOrganisation = value.contains("Organization")
      default: break
      }
      groups[group] = stated
    }
    let reason = object.origin == .jsonLD ? "json_ld" : "microdata"
    var found: [FoundAuthor] = []
    for group in order {
      guard var stated = groups[group] else { continue }
      if stated.allNames.isEmpty, let reference = stated.reference, let target = page.evidence.object(withID: reference)
      {
        stated.names = target.first("name").map { [$0] } ?? []
        stated.role = stated.role ?? target.first("jobTitle")
        stated.email = stated.email ?? target.first("email")
        stated.url = stated.url ?? target.first("url")
      }
      found += names(stated, reason: reason, confidence: 0.93)
    }
    return found
  }

  private func names(_ stated: Stated, reason: String, confidence: Double) -> [FoundAuthor] {
    var found: [FoundAuthor] = []
    for value in stated.allNames.prefix(12) {
      let line = Clean.line(value)
      guard !Address.isAbsolute(line), line.utf8.count <= 500 else { continue }
      for author in BylineReader(site: site).read(line, mode: .stated).authors {
        found.append(FoundAuthor(author: author, reason: reason, confidence: confidence))
      }
    }
    if found.count == 1 {
      if let email = stated.email.flatMap({ EmailReader.addresses(in: Array($0.utf8)).first?.address }) {
        found[0].author.email = found[0].author.email ?? email
      }
      if let role = stated.role.map(Clean.line), !role.isEmpty, role.utf8.count <= 120 { found[0].author.role = role }
      if let url = stated.url.map(Clean.line) { found[0].author.url = Address.resolve(url, base: page.address) }
      if stated.isOrganisation { found[0].author.isOrganisation = true }
    }
    return found
  }

  private func meta() -> [FoundAuthor] {
    for property in Self.metaNames {
      var found: [FoundAuthor] = []
      for statement in page.evidence.statements(property).prefix(12)
      where statement.origin != .link && statement.origin != .text {
        found += names(Stated(names: [statement.value]), reason: "meta_" + property, confidence: 0.85)
      }
      if !found.isEmpty { return merged(found) }
    }
    for (label, data) in [("twitter:label1", "twitter:data1"), ("twitter:label2", "twitter:data2")] {
      guard let word = page.evidence.values(label).first, let value = page.evidence.values(data).first else { continue }
      let lower = Clean.line(word).lowercased().split(separator: " ").map(String.init)
      if BylineReader.openerLength(lower, hasColon: true) == lower.count, !lower.isEmpty {
        return names(Stated(names: [value]), reason: "twitter_label", confidence: 0.8)
      }
    }
    return []
  }

  private static let metaNames = [
    "author", "article:author", "article:author_name", "og:article:author", "og:author", "dc.creator",
    "dcterms.creator",
    "dc.contributor", "parsely-author", "sailthru.author", "byl", "byline", "citation_author", "article.author",
    "authors",
    "cxenseparse:author", "vr:author", "creator", "twitter:misc:written by",
  ]

  // MARK: Printed

  struct PrintedLine {
    var reading: BylineReader.Reading
    var reason: String
    var confidence: Double
    var block: Int?
    /// Whether the line holds nothing but a byline.
    var isByline: Bool
  }

  /// - Parameter isDeep: whether lines without any mark of a byline are looked at too
  private func printedBylines(isDeep: Bool) -> [PrintedLine] {
    var lines: [PrintedLine] = []
    var seen: Set<Int> = []
    let reader = BylineReader(site: site)
    for property in ["author", "byline"] {
      for statement in page.evidence.statements(property) where statement.origin == .text || statement.origin == .link {
        guard !Address.isAbsolute(statement.value) else { continue }
        let text = Clean.line(statement.value)
        let reading = reader.read(text, mode: .printed)
        guard !reading.authors.isEmpty else { continue }
        let block = page.block(of: statement)
        if let block { seen.insert(block) }
        lines.append(
          PrintedLine(
            reading: reading, reason: "byline_text", confidence: reading.hasOpener ? 0.9 : 0.8, block: block,
            isByline: block.map { covers(reading, text, page.string($0)) } ?? false))
      }
    }
    for (index, reason) in places() where seen.insert(index).inserted {
      let range = page.range(index)
      guard (3...300).contains(range.count) else { continue }
      let isMarked = page.blocks[index].kind == .byline
      let isBeside = reason == "name_beside_date"
      let isNear =
        isDeep && reason == "byline_near_headline" && !page.blocks[index].verdict.isKept && range.count <= 160
      guard isMarked || isBeside || isNear || mayBeByline(range) else { continue }
      let text = Clean.line(page.string(index))
      let reading = reader.read(text, mode: .printed)
      guard !reading.authors.isEmpty else { continue }
      let hasEmail = reading.authors.contains { $0.email != nil }
      let isFull = reading.authors.contains { $0.isOrganisation || $0.name.utf8.contains(0x20) }
      if isBeside, !isFull { continue }
      let isNamed = isBeside || isNear && isFull && isNameLine(reading, text, index)
      let isByline =
        reading.strange == 0 && (isMarked || reading.hasOpener || hasEmail || isBeside) && text.utf8.count <= 160
        || isNamed
      guard isMarked || isByline else { continue }
      let confidence =
        (reading.hasOpener ? 0.9 : hasEmail ? 0.85 : isNamed ? 0.7 : 0.8) - (reading.strange > 2 ? 0.2 : 0)
      lines.append(
        PrintedLine(
          reading: reading, reason: reason, confidence: confidence, block: index, isByline: isByline || isMarked))
    }
    return lines
  }

  /// Whether a line between headline and body names its writer without saying so: names beside a date, or one bare name
  /// that the page prints again, as portraits and boxes about the author do.
  private func isNameLine(_ reading: BylineReader.Reading, _ text: String, _ index: Int) -> Bool {
    guard index > (headlineBlock ?? -1), text.utf8.first.map({ $0 < 0xE0 }) ?? false else { return false }
    let bytes = Array(text.utf8)
    if reading.strange <= 3, bytes.contains(where: Clean.isDigit) {
      let reader = DateReader(language: page.language, order: .dayFirst)
      return !reader.dates(in: bytes[...]).isEmpty
    }
    guard reading.strange == 0, let name = reading.authors.first?.name else { return false }
    if reading.authors.allSatisfy(\.isOrganisation) {
      return reading.authors.allSatisfy {
        BylineWords.agencies.contains(String(decoding: Fold.key($0.name), as: UTF8.self))
      }
    }
    return isPrintedAgain(Array(name.utf8), index)
  }

  private func isPrintedAgain(_ name: [UInt8], _ index: Int) -> Bool {
    guard let first = name.first, name.count >= 6 else { return false }
    for other in page.blocks.indices where other != index && !page.blocks[other].verdict.isKept {
      let text = page.bytes(other)
      guard text.count >= name.count, text.count <= 600 else { continue }
      var at = text.startIndex
      while at + name.count <= text.endIndex {
        if text[at] == first, text[at..<at + name.count].elementsEqual(name) { return true }
        at += 1
      }
    }
    return false
  }

  /// A cheap look before the line is read: an address in it, or an opener's first word at the start of one of its parts.
  private func mayBeByline(_ range: Range<Int>) -> Bool {
    guard range.count <= 200 else { return false }
    let text = page.page.text[range]
    if text.contains(0x40) { return true }
    var at = range.lowerBound
    var isPart = true
    while at < range.upperBound {
      let byte = text[at]
      if isPart, byte != 0x20, byte != 0x28, byte != 0x5B,
        byte != 0xC2 || at + 1 < range.upperBound && text[at + 1] != 0xB7
      {
        let end =
          text[at...].firstIndex {
            $0 == 0x20 || $0 == 0x3A || $0 == 0x2F || $0 == 0xEF || $0 == 0xC2 || $0 == 0x09
          } ?? range.upperBound
        if end - at <= 40, BylineWords.firstWords.contains(String(decoding: text[at..<end], as: UTF8.self).lowercased())
        {
          return true
        }
        isPart = false
      }
      // After a bar, a middle dot, a bullet or a dash a new part begins.
      if byte == 0x7C || byte == 0xB7 || byte == 0xA2 || byte == 0x93 || byte == 0x94 || byte == 0x2D { isPart = true }
      at += 1
    }
    return false
  }

  /// Whether `reading`, read from `part`, is all that `whole` says.
  private func covers(_ reading: BylineReader.Reading, _ part: String, _ whole: String) -> Bool {
    Fold.key(whole).count <= Fold.key(part).count + 8
  }

  /// Blocks where a byline may stand: marked ones near the article, short ones between headline and body, the last lines,
  /// and lines with an address anywhere behind the headline.
  private func places() -> [(Int, String)] {
    guard let first = page.firstBodyBlock, let last = page.body.last else { return [] }
    var places: [(Int, String)] = []
    let start = max(0, min(headlineBlock ?? first, first) - 4)
    for index in page.blocks.indices {
      let isMarked = page.blocks[index].kind == .byline
      if index >= start && index <= first + 3 {
        if isMarked {
          places.append((index, "byline_block"))
        } else if index > (headlineBlock ?? -1), index < first + 1, isBesideDate(index) {
          places.append((index, "name_beside_date"))
        } else {
          places.append((index, "byline_near_headline"))
        }
      } else if index > last - 3 && index <= last + 14 {
        if isMarked || page.isPlainText || index <= last || page.range(index).count <= 80 {
          places.append((index, "byline_at_end"))
        }
      } else if isMarked, index > first, index < last {
        places.append((index, "byline_block"))
      } else if page.isPlainText, index > first, page.range(index).count <= 160, page.bytes(index).contains(0x40) {
        places.append((index, "byline_with_address"))
      }
    }
    return places
  }

  /// Whether a short line that is no body text has a date as its neighbour, as bare names under headlines do.
  private func isBesideDate(_ index: Int) -> Bool {
    guard !page.blocks[index].verdict.isKept, page.range(index).count <= 80, page.blocks[index].kind == .paragraph,
      // Without case a name cannot be told from any other word.
      page.bytes(index).first(where: { $0 > 0x40 }).map({ $0 < 0xE0 }) ?? false
    else { return false }
    for neighbour in [index - 1, index + 1] where page.blocks.indices.contains(neighbour) {
      if page.blocks[neighbour].kind == .date { return true }
      let range = page.range(neighbour)
      guard range.count <= 80, page.page.text[range].contains(where: Clean.isDigit) else { continue }
      let reader = DateReader(language: page.language, order: .dayFirst)
      if let found = reader.dates(in: page.page.text[range]).first, found.range.count * 3 >= range.count { return true }
    }
    return false
  }
}
