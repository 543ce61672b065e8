import KZPipeJSON
import KZPipeKit
import Ninjs
import SampleArticles
import Testing

private func export(_ article: Article, _ options: [String: OptionValue] = [:]) async throws -> JSONValue {
  let stage = try Ninjs(
    options: Options(options, for: Ninjs.spec),
    context: StageContext(runTime: PartialDate(year: 2026), version: "0.1.0", moduleDirectory: ""))
  guard case .file("{slug}.json", let contents)? = try await stage.export(article).first else { return .null }
  return try JSONValue.parse(contents)
}

/// Everything empty or null in a value, as paths.
private func empties(_ value: JSONValue, _ path: String = "$") -> [String] {
  switch value {
  case .null, .string(""): [path]
  case .array(let elements):
    elements.isEmpty ? [path] : elements.enumerated().flatMap { empties($1, "\(path)[\($0)]") }
  case .object(let members): members.isEmpty ? [path] : members.flatMap { empties($0.value, path + "." + $0.key) }
  default: []
  }
}

@Suite struct NinjsTests {
  @Test func membersOfAStory() async throws {
    let item = try await export(SampleArticles.english, ["guid_authority": "example.com,2026", "urgency": 4])
    #expect(item["uri"]?.string == "tag:example.com,2026:kzpipe:text:0f5c2a9be1d04471")
    #expect(item["standard"]?["version"]?.string == "3.1")
    #expect(item["headlines"]?[0]?["value"]?.string == SampleArticles.english.headline)
    #expect(item["versionCreated"]?.string == "2026-03-17T16:30:00+01:00")
    #expect(item["bodies"]?[0]?["value"]?.string?.hasPrefix("<p>Merrow Bay switched on") == true)
    #expect(item["subjects"]?[0]?["uri"]?.string == "http://cv.iptc.org/newscodes/mediatopic/20000639")
    #expect(item["places"]?[0]?["geoJSON"]?["coordinates"]?[1]?.double == 51.1801)
    #expect(item["associations"]?[0]?["renditions"]?[0]?["contentType"]?.string == "image/jpeg")
    #expect(item["urgency"]?.integer == 4)
    #expect(item["people"]?[0]?["contactInfo"] == nil, "no address unless asked for")
  }

  @Test func versionTwoWritesLowerCase() async throws {
    let item = try await export(SampleArticles.english, ["version": "2.2", "include_email": true])
    #expect(item["standard"]?["version"]?.string == "2.2")
    #expect(item["versioncreated"] != nil && item["versionCreated"] == nil)
    #expect(item["bodies"]?[0]?["wordcount"]?.integer == 111, "markup inside a word ends it")
    #expect(item["people"]?[0]?["contactinfo"]?[0]?["value"]?.string == "ines.halloran@merrow.example.com")
  }

  @Test func nothingIsEmpty() async throws {
    let hostile = (0..<300).map { HostileArticles.article(seed: $0) }.filter { !$0.id.isEmpty }
    for article in SampleArticles.all + hostile { #expect(empties(try await export(article)).isEmpty) }
  }

  @Test func truncatedDatesAreNotFilledUp() async throws {
    let item = try await export(SampleArticles.interview)
    #expect(item["contentCreated"] == nil)
    #expect(item["genres"]?[0]?["name"]?.string == "Interview")
  }

  @Test func whatIsNoItemIsRefused() async throws {
    var article = SampleArticles.bare
    article.body = []
    await #expect {
      _ = try await export(article)
    } throws: {
      ($0 as? StageError)?.code == "no_body"
    }
  }
}
