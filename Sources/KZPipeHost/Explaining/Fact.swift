import KZPipeKit

/// One thing that a stage found, in words: shared by the terminal and the page.
struct Fact: Hashable {
  /// What it is: `headline`, `person`, `topic`.
  var label: String
  /// The value.
  var text: String
  /// How sure, where from, what speaks for it.
  var detail: String = ""
}

extension Fact {
  /// The fields of an article without its annotations, each with the provenance that the parse stage gave it.
  static func fields(of article: Article) -> [Fact] {
    var facts: [Fact] = []
    func add(_ label: String, _ value: String?, at pointer: String) {
      guard let value, !value.isEmpty else { return }
      facts.append(Fact(label: label, text: value, detail: detail(of: pointer, in: article.provenance)))
    }
    add("headline", article.headline, at: "/headline")
    add("deck", article.alternativeHeadline, at: "/alternative_headline")
    for (index, author) in article.authors.enumerated() {
      let parts = [author.name, author.role, author.email].compactMap { $0 }
      add("author", parts.joined(separator: ", "), at: "/authors/\(index)")
    }
    add(
      "publisher", article.publisher.map { [$0.name, $0.uri].compactMap { $0 }.joined(separator: ", ") },
      at: "/publisher")
    add("section", article.section.joined(separator: " > "), at: "/section")
    add(
      "published",
      article.datePublished.map { $0.description + (article.datePublishedIsInferred ? " (inferred)" : "") },
      at: "/date_published")
    add("modified", article.dateModified?.description, at: "/date_modified")
    add("language", article.language, at: "/language")
    add("address", article.canonicalURL, at: "/canonical_url")
    add("dateline", article.dateline, at: "/dateline")
    let kinds = Tally(article.body.map(\.kind.rawValue)).text
    add("body", article.body.isEmpty ? nil : NumberText.count(article.body.count, "block") + " (\(kinds))", at: "/body")
    for (index, image) in article.images.enumerated() {
      let parts = [image.caption, image.credit.map { "credit \($0)" }, image.url].compactMap { $0 }
      add(image.isLead ? "lead picture" : "picture", parts.joined(separator: "; "), at: "/images/\(index)")
    }
    add("copyright", article.copyrightNotice, at: "/copyright_notice")
    add("data mining", article.dataMining, at: "/data_mining")
    return facts
  }

  /// Reasons of a value and of what lies below it, strongest statement of each once.
  private static func detail(of pointer: String, in provenance: [Provenance]) -> String {
    var words: [String] = []
    for entry in provenance where entry.at == pointer || entry.at.hasPrefix(pointer + "/") {
      var text = entry.reason
      if let confidence = entry.confidence { text += " " + NumberText.fixed(confidence, 2) }
      if let block = entry.block { text += ", block \(block)" }
      if !words.contains(text), words.count < 4 { words.append(text) }
    }
    return words.joined(separator: "; ")
  }
}

/// Words counted, the most frequent ones first.
struct Tally {
  private(set) var entries: [(word: String, count: Int)]

  init(_ words: some Sequence<String>) {
    var counts: [String: Int] = [:]
    for word in words { counts[word, default: 0] += 1 }
    entries = counts.map { ($0.key, $0.value) }.sorted { ($1.count, $0.word) < ($0.count, $1.word) }
  }

  /// `navigation 6, share_bar 2`.
  var text: String { entries.map { "\($0.word) \($0.count)" }.joined(separator: ", ") }
}
