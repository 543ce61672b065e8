import KZPipeKit
import KZPipeLibXML
import NewsMLG2
import SampleArticles
import Testing

@Suite struct ExportTests {
  static let shapes: [[String: OptionValue]] = [
    [:], ["body": "nitf", "items": "single"], ["body": "both", "include_email": true, "urgency": 3],
    ["hop_history": false, "mentions": false, "hash": false, "knowledge_item": false, "subject_codes": false],
    [
      "pub_status": "canceled", "ed_note": "Check <this> & that", "usage_terms": "None",
      "embargoed": "2026-03-20T18:00:00+05:00",
      "digital_source_type": "digsrctype:digitalCreation",
    ],
  ]

  @Test(.enabled(if: SharedSchemas.newsML != nil, "skipped: no schemas beside the repository"), arguments: shapes)
  func everySampleIsValid(_ options: [String: OptionValue]) async throws {
    let schema = try XMLSchema(path: try #require(SharedSchemas.newsML))
    let stage = try makeStage(options)
    for article in SampleArticles.all {
      for (name, contents) in files(try await stage.export(article)) {
        let findings = schema.findings(in: try XMLDocument(Array(contents.utf8)))
        #expect(findings.isEmpty, "\(article.id) \(name): \(findings.first.map { "\($0.line) \($0.message)" } ?? "")")
      }
    }
  }

  @Test func twoRunsDifferInTheHeaderOnly() async throws {
    func lines(_ moment: PartialDate) async throws -> [Substring] {
      let stage = try makeStage(at: moment)
      var lines: [Substring] = []
      for article in SampleArticles.all {
        for (_, contents) in files(try await stage.export(article)).sorted(by: { $0.key < $1.key }) {
          lines += contents.split(separator: "\n")
        }
      }
      return lines
    }
    let early = try await lines(runTime)
    let late = try await lines(PartialDate(year: 2027, month: 1, day: 2, hour: 3, minute: 4, second: 5, zone: 0))
    #expect(early.count == late.count)
    let different = zip(early, late).filter { $0 != $1 }.map(\.0)
    #expect(different.count == 2 * SampleArticles.all.count)
    #expect(different.allSatisfy { $0.contains("<sent>") || $0.contains("<transmitId>") })
  }

  @Test func singleItemsAreFilesOfTheirOwn() async throws {
    let files = files(try await makeStage(["items": "single"]).export(SampleArticles.english))
    #expect(
      files.keys.sorted() == ["entities/{slug}.xml", "{slug}-package.xml", "{slug}-picture-1.xml", "{slug}.xml"])
  }

  @Test(
    arguments: [
      (["provider": .object(["name": " ", "uri": "https://example.com/"])], "bad_option"),
      (["provider": .object(["name": "A", "uri": "javascript:x"])], "bad_option"),
      (["guid_authority": "example.com"], "bad_option"),
      (["guid_authority": "exa mple.com,2026"], "bad_option"),
      (["guid_authority": "example.com,2026-13"], "bad_option"),
      (["embargoed": "2026-03-20"], "bad_option"), (["embargoed": "2026-03-20T18:00:00"], "bad_option"),
      (["digital_source_type": "trainedAlgorithmicMedia"], "bad_option"),
      (["schema": "/no/such/schema.xsd"], "resource"),
      (["service": .object(["name": " ", "uri": "https://example.com/s"])], "bad_option"),
      (["service": .object(["name": "World", "uri": "javascript:x"])], "bad_option"),
      (["ed_note_role": "note"], "bad_option"), (["ed_note_role": "other:note"], "bad_option"),
      (["alternatives": .object(["html": "https://example.com/{id}"])], "bad_option"),
      (["alternatives": .object(["text/html": "https://example.com/story"])], "bad_option"),
      (["alternatives": .object(["text/html": "/stories/{id}.html"])], "bad_option"),
      (["alternatives": .object(["text/html": "https://example.com/a b/{id}"])], "bad_option"),
    ] as [([String: OptionValue], String)])
  func badOptionsStopTheRun(_ options: [String: OptionValue], _ code: String) throws {
    #expect {
      _ = try makeStage(options)
    } throws: {
      ($0 as? StageError)?.code.rawValue == code
    }
  }

  @Test func whatTheProviderAddsStandsInTheItem() async throws {
    let stage = try makeStage([
      "service": .object(["name": "World", "uri": "https://example.com/services/world"]), "slugline": "keywords",
      "ed_note": "Check", "ed_note_role": "ednoterole:note",
      "alternatives": .object(["text/html": "https://example.com/s/{id}.html"]),
    ])
    var article = SampleArticles.english
    article.dateline = "ASTANA, Kazakhstan, March 17"
    article.section = ["News", "Opinion"]
    article.annotations.related = [RelatedArticle(article: "abc", kind: .sameStory, similarity: 0.9)]
    let text = try #require(files(try await stage.export(article))["{slug}.xml"])
    for part in [
      "<service uri=\"https://example.com/services/world\">", "<edNote role=\"ednoterole:note\">Check</edNote>",
      "<altRep contenttype=\"text/html\">https://example.com/s/0f5c2a9be1d04471.html</altRep>",
      "<slugline separator=\"-\">tidal power-Merrow Bay</slugline>", "<genre qcode=\"genre:Opinion\">",
      "<located type=\"cpnat:geoArea\" qcode=\"geonames:1526273\">",
      "<broader type=\"cpnat:geoArea\" qcode=\"iso3166-1a2:KZ\">",
      "residref=\"tag:example.com,2026:kzpipe:text:abc\"", "<published uri=\"https://www.merrow.example.com/\">",
    ] { #expect(text.contains(part), "\(part)") }
  }

  /// What the page says of its genre, and what it does not.
  @Test(
    arguments: [
      (["World", "Analysis"], "Headline", "Analysis"), ([], "Мнение: мост нужен", "Opinion"), (["부고"], "x", "Obituary"),
      (["World"], "Council: no", nil), ([], "Review | The new bridge", "Review"),
      (["Press Releases"], "x", "Press_Release"),
    ] as [([String], String, String?)])
  func genresAreThoseOfThePage(_ section: [String], _ headline: String, _ genre: String?) async throws {
    var article = SampleArticles.bare
    article.section = section
    article.headline = headline
    let text = try #require(files(try await makeStage().export(article))["{slug}.xml"])
    #expect(text.contains("<genre ") == (genre != nil))
    if let genre { #expect(text.contains("<genre qcode=\"genre:\(genre)\">")) }
  }

  @Test func anEmbargoIsOnEveryItem() async throws {
    let stage = try makeStage(["embargoed": "2026-03-20T18:00:00+05:00", "items": "single"])
    for (name, text) in files(try await stage.export(SampleArticles.english)) {
      #expect(text.contains("<embargoed>2026-03-20T18:00:00+05:00</embargoed>"), "\(name)")
    }
  }

  @Test func articlesThatCannotBeItemsAreRefused() async throws {
    var noHeadline = SampleArticles.bare
    noHeadline.headline = " \u{200B} "
    var noBody = SampleArticles.bare
    noBody.body = [BodyBlock(text: "\u{FFFD}")]
    let stage = try makeStage()
    for (article, code) in [(noHeadline, "missing_headline"), (noBody, "no_body")] {
      await #expect {
        _ = try await stage.export(article)
      } throws: {
        ($0 as? StageError)?.code.rawValue == code
      }
    }
  }
}
