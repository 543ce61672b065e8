import JSONLD
import KZPipeJSON
import KZPipeKit
import SampleArticles
import Testing

private func export(_ article: Article, _ options: [String: OptionValue] = [:]) async throws -> JSONValue {
  let stage = try JSONLD(
    options: Options(options, for: JSONLD.spec),
    context: StageContext(runTime: PartialDate(year: 2026), version: "0.1.0", moduleDirectory: ""))
  guard case .file("{slug}.jsonld", let contents)? = try await stage.export(article).first else { return .null }
  return try JSONValue.parse(contents)
}

@Suite struct JSONLDTests {
  @Test func aStoryInTheTermsOfSchemaOrg() async throws {
    let item = try await export(SampleArticles.english)
    #expect(item["@context"]?.string == "https://schema.org")
    #expect(item["@type"]?.string == "NewsArticle")
    #expect(item["headline"]?.string == SampleArticles.english.headline)
    #expect(item["datePublished"]?.string == "2026-03-17T14:05:00+01:00")
    #expect(item["author"]?[0]?["@type"]?.string == "Person" && item["author"]?[0]?["email"] == nil)
    #expect(item["publisher"]?["name"]?.string == "The Merrow Courier")
    #expect(item["image"]?[0]?["creditText"]?.string == "Merrow Courier/Ana Brecht")
    #expect(item["about"]?[0]?["termCode"]?.string == "medtop:20000639")
    #expect(item["mentions"]?[2]?["sameAs"]?[0]?.string == "http://sws.geonames.org/1526273")
    #expect(item["articleBody"]?.string == SampleArticles.english.text)
    #expect(item["wordCount"]?.integer == 104)
  }

  @Test func anyTextReadsBackAsJSON() async throws {
    for seed: UInt64 in 0..<300 {
      let article = HostileArticles.article(seed: seed)
      if article.id.isEmpty { continue }
      #expect(try await export(article)["articleBody"]?.string == article.text)
    }
  }

  @Test func interviewsHaveTheirQuestions() async throws {
    let item = try await export(SampleArticles.interview, ["include_text": false])
    #expect(item["datePublished"]?.string == "2025")
    #expect(item["hasPart"]?[1]?["@type"]?.string == "Question")
    #expect(item["hasPart"]?[1]?["acceptedAnswer"]?["text"]?.string?.hasSuffix("to a screen yet.") == true)
    #expect(item["articleBody"] == nil)
    #expect(item["author"]?[0]?["@type"]?.string == "Organization")
  }

  @Test func emailsOnRequestOnly() async throws {
    let item = try await export(SampleArticles.english, ["include_email": true])
    #expect(item["author"]?[0]?["email"]?.string == "ines.halloran@merrow.example.com")
  }

  @Test func anArticleWithoutHeadlineIsRefused() async throws {
    var article = SampleArticles.bare
    article.headline = ""
    await #expect {
      _ = try await export(article)
    } throws: {
      ($0 as? StageError)?.code == "missing_headline"
    }
  }
}
