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
      case "@type": stated.isOrganisation = value.has("Organization")
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

  /// Catalogue entries, which put the surname first.
  private static let inverted: WordSet = ["citation_author", "dc.creator", "dcterms.creator", "dc.contributor"]

  /// "Doe, Jane" as "Jane Doe": one surname, one comma, at most three further words.
  private func turned(_ value: String) -> String {
    let parts = Clean.line(value).split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count == 2, let surname = parts.first, let given = parts.last?.drop(while: { $0 == " " }) else {
      return value
    }
    guard !surname.utf8.contains(0x20), (1...3).contains(given.split(separator: " ").count) else { return value }
    return given + " " + surname
  }

  private func meta() -> [FoundAuthor] {
    for property in Self.metaNames {
      var found: [FoundAuthor] = []
      for statement in page.evidence.statements(property).prefix(12)
      where statement.origin != .link && statement.origin != .text {
        let value = Self.inverted.contains(property) ? turned(statement.value) : statement.value
        found += names(Stated(names: [value]), reason: "meta_" + property, confidence: 0.85)
      }
      if !found.isEmpty { return merged(found) }
    }
    for (label, data) in [("twitter:label1", "twitter:data1"), ("twitter:label2", "twitter:data2")] {
      guard let word = page.evidence.values(label).first, let value = page.evidence.values(data).first else { continue }
      let lower = Clean.line(word).lowercased().split(separator: " ").map(String.init)
      if BylineReader.openerLength(lower) == lower.count, !lower.isEmpty {
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
}
