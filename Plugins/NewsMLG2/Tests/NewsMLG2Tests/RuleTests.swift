import KZPipeKit
import KZPipeNewsRules
import NewsMLG2
import SampleArticles
import Testing

/// The rule book against what the exporter writes, and against broken copies of it.
@Suite struct RuleTests {
  /// A way to break a document, and the rule that has to notice.
  struct Breach: Sendable, CustomTestStringConvertible {
    var rule: NewsRule
    var name: String
    var old: String
    var new: String

    init(_ rule: NewsRule, _ name: String, _ old: String, _ new: String) {
      (self.rule, self.name, self.old, self.new) = (rule, name, old, new)
    }

    var testDescription: String { "\(rule.text) \(name)" }

    /// `*` in `old` stands for anything up to what follows it.
    func broken(_ text: String) -> String? {
      let parts = old.split(separator: "*", omittingEmptySubsequences: false)
      guard let first = parts.first, let start = text.firstRange(of: first) else { return nil }
      var end = start.upperBound
      for part in parts.dropFirst() {
        guard let next = text[end...].firstRange(of: part) else { return nil }
        end = next.upperBound
      }
      return text.replacingCharacters(start.lowerBound..<end, with: new)
    }
  }

  static let breaches: [Breach] = [
    Breach(.notWellFormed, "an end tag is missing", "</contentMeta>", ""),
    Breach(.documentType, "document type", "<newsMessage", "<!DOCTYPE newsMessage>\n<newsMessage"),
    Breach(.encoding, "other encoding", "encoding=\"UTF-8\"", "encoding=\"ISO-8859-1\""),
    Breach(.controlCharacter, "C1 control", "switched on its", "switched\u{85}on its"),
    Breach(.controlCharacter, "soft hyphen", "switched on its", "swit\u{AD}ched on its"),
    Breach(
      .mojibake, "quotation mark of another encoding", "switched on its", "switched\u{E2}\u{20AC}\u{2122}s on its"),
    Breach(.mojibake, "replacement character", "switched on its", "switched\u{FFFD} on its"),
    Breach(.doubleEscape, "ampersand", "switched on its", "switched &amp;amp; on its"),
    Breach(.notNFC, "decomposed letter", "<name>Ines Halloran</name>", "<name>Ine\u{301}s Halloran</name>"),
    Breach(.emptyElement, "empty byline", "<by *</by>", "<by/>"),
    Breach(.emptyElement, "empty paragraph", "<body>", "<body><p> </p>"),
    Breach(.emptyAttribute, "empty attribute", "<newsItem ", "<newsItem xml:base=\"\" "),
    Breach(.guidForm, "file name", "guid=\"tag:example.com,2026:", "guid=\""),
    Breach(.guidForm, "no date of the authority", "guid=\"tag:example.com,2026:", "guid=\"tag:example.com:"),
    Breach(
      .repeatedItem, "picture with the guid of the text", "picture:0f5c2a9be1d04471-1\" version=\"1\" standard",
      "text:0f5c2a9be1d04471\" version=\"1\" standard"),
    Breach(.version, "no version", " version=\"1\" standard=", " standard="),
    Breach(.standard, "old standard", "standardversion=\"2.35\"", "standardversion=\"2.18\""),
    Breach(.noCatalog, "no catalog", "<catalogRef */>\n*<catalog>*</catalog>", ""),
    Breach(.malformedQCode, "address as QCode", "qcode=\"iso3166-1a2:", "qcode=\"https://example.com/"),
    Breach(.malformedQCode, "no alias", "qcode=\"ninat:text\"", "qcode=\"text\""),
    Breach(.undeclaredAlias, "scheme not declared", "<scheme alias=\"kzrole\" */>", ""),
    Breach(.undeclaredAlias, "retired scheme", "role=\"drol:summary\"", "role=\"isrol:summary\""),
    Breach(.scheme, "relative scheme", "<scheme alias=\"kzrole\" uri=\"https://", "<scheme alias=\"kzrole\" uri=\""),
    Breach(.oldCatalog, "old catalog", "Standards_41", "Standards_40"),
    Breach(.unknownMediaTopic, "no such topic", "qcode=\"medtop:20*\"", "qcode=\"medtop:20999999\""),
    Breach(.unknownMediaTopic, "no number", "qcode=\"medtop:20*\"", "qcode=\"medtop:economy\""),
    Breach(.retiredMediaTopic, "retired topic", "qcode=\"medtop:20*\"", "qcode=\"medtop:20000603\""),
    Breach(.unknownValue, "item class", "ninat:text", "ninat:article"),
    Breach(
      .unusedScheme, "scheme nobody uses", "<catalog>", "<catalog><scheme alias=\"x\" uri=\"https://example.com/x/\"/>"),
    Breach(.date, "no zone", "+01:00</versionCreated>", "</versionCreated>"),
    Breach(.dateSpace, "white space", "</versionCreated>", " </versionCreated>"),
    Breach(.date, "impossible day", "<versionCreated>20*T", "<versionCreated>2026-02-30T"),
    Breach(
      .date, "content without zone", "<contentCreated>*</contentCreated>",
      "<contentCreated>2026-03-03T10:00:00</contentCreated>"),
    Breach(.dateOrder, "first after version", "<firstCreated>20", "<firstCreated>21"),
    Breach(.languageTag, "name of a language", "xml:lang=\"en\"", "xml:lang=\"english\""),
    Breach(.noLanguage, "no language", "<language tag=\"en\"/>", ""),
    Breach(.languagesDiffer, "other language", "<language tag=\"en\"/>", "<language tag=\"ko\"/>"),
    Breach(.direction, "wrong direction", "dir=\"ltr\"", "dir=\"rtl\""),
    Breach(.direction, "no direction", "dir=\"ltr\"", "dir=\"up\""),
    Breach(.contentMeta, "no contentMeta", "<contentMeta>*</contentMeta>", ""),
    Breach(.itemMeta, "no title", "<title xml:lang*</title>", ""),
    Breach(.itemMeta, "no status", "<pubStatus */>", ""),
    Breach(.itemMeta, "provider without identifier", "<provider uri=\"https://example.com/\">", "<provider>"),
    Breach(.itemMeta, "class of a package", "ninat:composite", "ninat:text"),
    Breach(.noHeadline, "no headline", "<headline xml:lang=\"en\" rank=\"1\">*</headline>*</headline>", ""),
    Breach(.labelSpace, "line break", "rank=\"1\">Harbour town", "rank=\"1\">Harbour\ntown"),
    Breach(.rights, "no rights", "<rightsInfo>*</rightsInfo>", ""),
    Breach(.creator, "byline word", "<name>Ines Halloran</name>", "<name>By Ines Halloran</name>"),
    Breach(.creator, "address", "<name>Ines Halloran</name>", "<name>ines@merrow.example.com</name>"),
    Breach(.subjectCode, "subject without code", "<subject *>", "<subject type=\"cpnat:abstract\">"),
    Breach(.repeatedSubject, "keyword twice", "<keyword>", "<keyword>x</keyword><keyword>x</keyword><keyword>"),
    Breach(.subjectName, "subject without type", "<subject type=\"cpnat:geoArea\"", "<subject"),
    Breach(.repeatedID, "id twice", "id=\"m2\"", "id=\"m1\""),
    Breach(.danglingReference, "no such id", "idrefs=\"m*\"", "idrefs=\"m99\""),
    Breach(.inlineReference, "outside the content", "idrefs=\"m*\"", "idrefs=\"s1\""),
    Breach(.unusedAssert, "nobody uses it", "<assert *>", "<assert literal=\"nobody\">"),
    Breach(.literal, "no assert", "literal=\"creator-1\"", "literal=\"creator-9\""),
    Breach(.link, "nowhere", "<link rel=\"irel:derivedFrom\" href=\"*\"", "<link rel=\"irel:derivedFrom\""),
    Breach(
      .link, "relative", "<link rel=\"irel:derivedFrom\" href=\"https://", "<link rel=\"irel:derivedFrom\" href=\"/"),
    Breach(.position, "not on Earth", "latitude=\"", "latitude=\"1"),
    Breach(.noBody, "no text", "<inlineXML*</inlineXML>", ""),
    Breach(.bodyType, "no namespace", " xmlns=\"http://www.w3.org/1999/xhtml\"", ""),
    Breach(.bodyType, "other type", "contenttype=\"application/xhtml+xml\"", "contenttype=\"application/nitf+xml\""),
    Breach(.uncleanBody, "script", "<body>", "<body><script>x()</script>"),
    Breach(.uncleanBody, "style", "<body>", "<body style=\"x\">"),
    Breach(.uncleanBody, "handler", "<body>", "<body onclick=\"x\">"),
    Breach(.bodyAddress, "relative link", "switched on its", "<a href=\"/a\">switched</a> on its"),
    Breach(.bodyNesting, "loose text", "<body>", "<body>loose "),
    Breach(.bodyNesting, "paragraph in a paragraph", "switched on its", "<p>switched</p> on its"),
    Breach(.wordCount, "wrong", "wordcount=\"", "wordcount=\"9"),
    Breach(.wordCount, "missing", " wordcount=\"*\"", ""),
    Breach(.shortBody, "nearly empty", "<body>*</body>", "<body><p>Two words</p></body>"),
    Breach(
      .repeatedParagraph, "twice", "</body>",
      "<p>One two three four five six seven eight nine.</p><p>One two three four five six seven eight nine.</p></body>"),
    Breach(.bodyHeadline, "other headline", "<body>", "<body><h1>Harbor opens</h1>"),
    Breach(.caption, "no caption", "role=\"drol:caption\"", "role=\"drol:summary\""),
    Breach(.remoteContent, "relative", "<remoteContent href=\"https://", "<remoteContent href=\"/"),
    Breach(.remoteContent, "no rendition", " rendition=\"rnd:web\"", ""),
    Breach(.remoteContent, "zero width", " rendition=\"rnd:web\"", " rendition=\"rnd:web\" size=\"0\""),
    Breach(
      .itemReference, "no version", "<itemRef residref=\"*\" version=\"1\"",
      "<itemRef residref=\"tag:example.com,2026:x\""),
    Breach(.groups, "unreachable", "<groupRef idref=\"pictures\"/>", ""),
    Breach(.groups, "circle", "mode=\"pgrmod:seq\">", "mode=\"pgrmod:seq\"><groupRef idref=\"root\"/>"),
    Breach(.danglingReference, "no such group", "<groupRef idref=\"pictures\"/>", "<groupRef idref=\"photos\"/>"),
    Breach(.message, "no sender", "<sender>*</sender>", ""),
    Breach(.message, "no header", "<header>*</header>", ""),
  ]

  private func topics() throws -> MediaTopicList {
    let path = buildDirectory + "/NewsMLG2_NewsMLG2.resources/mediatopics.tsv"
    return MediaTopicList(table: try MappedFile(path).contents())
  }

  private func findings(_ text: String) throws -> [NewsFinding] {
    var book = RuleBook(topics: try topics())
    return book.findings(in: Array(text.utf8), file: "story.xml")
  }

  private func sample() async throws -> String {
    try #require(files(try await makeStage(["body": "xhtml"]).export(SampleArticles.english))["{slug}.xml"])
  }

  @Test(arguments: ExportTests.shapes)
  func whatIsExportedBreaksNoRule(_ options: [String: OptionValue]) async throws {
    let stage = try makeStage(options)
    var book = RuleBook(topics: try topics())
    for article in SampleArticles.all {
      for (name, contents) in files(try await stage.export(article)) {
        let findings = book.findings(in: Array(contents.utf8), file: "\(article.id) \(name)")
        #expect(findings.allSatisfy { $0.rule == .shortBody }, "\(article.id) \(name): \(findings)")
      }
    }
    #expect(book.unresolved().isEmpty)
  }

  @Test(arguments: breaches)
  func aBreachIsNoticed(_ breach: Breach) async throws {
    let sample = try await sample()
    let broken = try #require(breach.broken(sample), "the sample has nothing to break")
    #expect(broken != sample)
    let found = try findings(broken)
    #expect(found.contains { $0.rule == breach.rule && $0.severity == breach.rule.severity }, "\(found)")
    #expect(found.allSatisfy { $0.line >= 1 && !$0.message.isEmpty })
  }

  @Test func aFlawOfTheSourceIsNoReasonToRefuse() async throws {
    var article = SampleArticles.bare
    article.body.append(BodyBlock(text: "She said \u{E2}\u{20AC}\u{153}yes &amp; no"))
    article.body += Array(repeating: BodyBlock(text: "One two three four five six seven eight nine ten."), count: 2)
    let text = try #require(files(try await makeStage().export(article))["{slug}.xml"])
    let rules = Set(try findings(text).map(\.rule))
    #expect(rules == [.mojibake, .doubleEscape, .repeatedParagraph])
  }

  @Test func findingsHaveTheirLine() async throws {
    let sample = try await sample()
    let line = sample.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.contains("<body>") }
    let found = try findings(sample.replacing("<body>", with: "<body><h1>Harbor opens</h1>"))
    #expect(found.map(\.line) == [try #require(line) + 1])
  }

  @Test func itemsAreUniqueInTheSet() async throws {
    let bytes = Array(try await sample().utf8)
    var book = RuleBook()
    #expect(book.findings(in: bytes, file: "a.xml").isEmpty)
    let again = book.findings(in: bytes, file: "b.xml")
    #expect(again.count == 3 && again.allSatisfy { $0.rule == .repeatedItem && $0.message.contains("a.xml:") })
  }

  @Test func linksOutOfTheSetAreToldAtTheEnd() async throws {
    let stage = try makeStage(["items": "single"])
    let all = files(try await stage.export(SampleArticles.english))
    var book = RuleBook()
    #expect(book.findings(in: Array(try #require(all["{slug}.xml"]).utf8), file: "a.xml").isEmpty)
    #expect(book.unresolved().map(\.finding.rule) == [.outsideReference])
  }

  @Test func foreignDocumentsAreHeldToTheStandardOnly() async throws {
    let old = try await sample().replacing("standardversion=\"2.35\"", with: "standardversion=\"2.18\"")
    var book = RuleBook(isForeign: true)
    let found = book.findings(in: Array(old.utf8), file: "a.xml")
    #expect(found.count == 3 && found.allSatisfy { $0.rule == .standard && $0.severity == .warning })
    let dangling = try await sample().replacing("idref=\"pictures\"", with: "idref=\"photos\"")
    #expect(book.findings(in: Array(dangling.utf8), file: "b.xml").contains { $0.severity == .error })
  }

  /// The IPTC's own listings: sound but for these.
  @Test(.enabled(if: SharedSchemas.examples != nil, "skipped: no listings beside the repository"))
  func theListingsOfTheIPTCPass() throws {
    let folder = try #require(SharedSchemas.examples)
    var bad: [String] = []
    for name in SharedSchemas.names(in: folder) {
      var book = RuleBook(isForeign: true)
      let findings = book.findings(in: try MappedFile(folder + "/" + name).contents(), file: name)
      if findings.contains(where: { $0.severity == .error }) { bad.append(String(name.prefix(10))) }
    }
    // One has wrongly decoded letters, one is shortened.
    #expect(bad == ["LISTING_24", "LISTING_5_"])
  }

  @Test(
    arguments: [
      ("<root><a/></root>", [.unknownRoot]), ("", [.notWellFormed]), ("plain text", [.notWellFormed]),
      ("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>", [.unknownRoot]),
      ("<newsItem xmlns=\"http://iptc.org/std/nar/2006-10-01/\"", [.notWellFormed]),
    ] as [(String, [NewsRule])])
  func otherDocumentsGetASensibleAnswer(_ text: String, _ rules: [NewsRule]) throws {
    #expect(try findings(text).map(\.rule) == rules)
  }
}

extension String {
  fileprivate func replacingCharacters(_ range: Range<String.Index>, with text: String) -> String {
    self[..<range.lowerBound] + text + self[range.upperBound...]
  }
}
