import Glibc
import KZPipeKit
import KZPipeLibXML
import NITF
import SampleArticles
import Testing

private let schemaPath: String? = {
  let root = #filePath.split(separator: "/").dropLast(5).joined(separator: "/")
  let path = "/" + root + "/../shared/schemas/nitf/nitf-3-6.xsd"
  return access(path, R_OK) == 0 ? path : nil
}()

private func stage(_ options: [String: OptionValue] = [:]) throws -> NITF {
  try NITF(
    options: Options(options, for: NITF.spec),
    context: StageContext(runTime: PartialDate(year: 2026), version: "0.1.0", moduleDirectory: ""))
}

private func document(_ stage: NITF, _ article: Article) async throws -> [UInt8] {
  guard case .file("{slug}.xml", let contents)? = try await stage.export(article).first else { return [] }
  return contents
}

@Suite struct NITFTests {
  @Test(.enabled(if: schemaPath != nil, "skipped: no schemas beside the repository"))
  func everySampleIsValid() async throws {
    let schema = try XMLSchema(path: try #require(schemaPath))
    for options: [String: OptionValue] in [
      [:], ["mentions": false, "urgency": 4, "guid_authority": "example.com,2026"],
    ] {
      let stage = try stage(options)
      for article in SampleArticles.all {
        let findings = schema.findings(in: try XMLDocument(try await document(stage, article)))
        #expect(findings.isEmpty, "\(article.id): \(findings.first.map { "\($0.line) \($0.message)" } ?? "")")
      }
    }
  }

  @Test func anyTextGivesASoundDocument() async throws {
    let schema = schemaPath.flatMap { try? XMLSchema(path: $0) }
    let stage = try stage()
    for seed: UInt64 in 0..<300 {
      let article = HostileArticles.article(seed: seed)
      if article.id.isEmpty { continue }
      let document = try XMLDocument(try await document(stage, article))
      let findings = schema?.findings(in: document) ?? []
      #expect(findings.isEmpty, "seed \(seed): \(findings.first.map { "\($0.line) \($0.message)" } ?? "")")
    }
  }

  @Test func headAndBody() async throws {
    let text = String(
      decoding: try await document(stage(["guid_authority": "example.com,2026"]), SampleArticles.english), as: UTF8.self
    )
    for part in [
      #"<doc-id regsrc="kzpipe" id-string="tag:example.com,2026:kzpipe:text:0f5c2a9be1d04471"/>"#,
      #"<date.issue norm="2026-03-17T14:05:00+01:00"/>"#, #"<doc.copyright year="2026" holder="The Merrow Courier"/>"#,
      #"<location code-source="wikidata" location-code="Q1520">Astana</location>"#,
      "<hl2>First current flows to 9,000 homes</hl2>",
      "<byline>By Ines Halloran and Piet Vandersloot</byline>",
      #"<media-reference source="https://www.merrow.example.com/img/plant.jpg""#,
      #"<keyword key="tidal power"/>"#,
    ] { #expect(text.contains(part), "missing \(part)") }
    #expect(!text.contains("ines.halloran"))
  }

  @Test func whatIsNoItemIsRefused() async throws {
    var article = SampleArticles.bare
    article.headline = nil
    await #expect {
      _ = try await stage().export(article)
    } throws: {
      ($0 as? StageError)?.code == "missing_headline"
    }
    article = SampleArticles.bare
    article.body = []
    await #expect {
      _ = try await stage().export(article)
    } throws: {
      ($0 as? StageError)?.code == "no_body"
    }
  }
}
