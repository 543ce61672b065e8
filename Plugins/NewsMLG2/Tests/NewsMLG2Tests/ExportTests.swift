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
    ] as [([String: OptionValue], String)])
  func badOptionsStopTheRun(_ options: [String: OptionValue], _ code: String) throws {
    #expect {
      _ = try makeStage(options)
    } throws: {
      ($0 as? StageError)?.code.rawValue == code
    }
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
