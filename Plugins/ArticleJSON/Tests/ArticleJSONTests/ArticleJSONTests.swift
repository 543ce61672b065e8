import ArticleJSON
import Foundation
import KZPipeKit
import Testing

private func stage(_ options: [String: OptionValue] = [:]) throws -> ArticleJSON {
  try ArticleJSON(
    options: Options(options, for: ArticleJSON.spec),
    context: StageContext(runTime: PartialDate(year: 2026), version: "0.1.0", moduleDirectory: ""))
}

private func record(_ outputs: [Output]) throws -> [UInt8] {
  guard case .record("articles.jsonl", let contents)? = outputs.first else {
    Issue.record("the first output is no record of articles.jsonl")
    return []
  }
  return contents
}

private func parsed(_ bytes: [UInt8]) throws -> [String: Any] {
  try #require(JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
}

private func minimalArticle() -> Article {
  Article(id: "a1", source: Source(uri: "page.txt", mediaType: "text/plain", sha256: "00"))
}

@Test func absentValuesAreAbsentAndListsAreThere() async throws {
  let line = try record(await stage().export(minimalArticle()))
  #expect(
    String(decoding: line, as: UTF8.self) == #"""
      {"id":"a1","source":{"uri":"page.txt","media_type":"text/plain","sha256":"00"},"authors":[],"body":[],"text":"",
      """#.trimmingCharacters(in: .newlines)
      + #""images":[],"entities":[],"mentions":[],"quotations":[],"exchanges":[],"#
      + #""dates":[],"amounts":[],"roles":[],"topics":[],"countries":[],"keywords":[],"related":[],"provenance":[]}"#
      + "\n")
}

@Test func headFieldsInTheirOrder() async throws {
  var article = minimalArticle()
  article.headline = "Мост \"Арман\""
  article.alternativeHeadline = "Deck"
  article.authors = [
    Author(name: "Aigul Sarsen", email: "a@example.com", role: "reporter"), Author(name: "Desk", isOrganisation: true),
  ]
  article.publisher = Publisher(name: "Example News", uri: "https://example.com/")
  article.section = ["World", "Asia"]
  article.datePublished = PartialDate(year: 2026, month: 3)
  article.datePublishedIsInferred = true
  article.language = "en"
  article.canonicalURL = "https://example.com/a"
  article.dateline = "ASTANA"
  let text = String(decoding: try record(await stage(["provenance": false]).export(article)), as: UTF8.self)
  #expect(
    text.hasPrefix(
      #"{"id":"a1","source":{"uri":"page.txt","media_type":"text/plain","sha256":"00"},"headline":"Мост \"Арман\"","#
        + #""alternative_headline":"Deck","authors":[{"name":"Aigul Sarsen","email":"a@example.com","role":"reporter"},"#
        + #"{"name":"Desk","is_organisation":true}],"publisher":{"name":"Example News","uri":"https://example.com/"},"#
        + #""section":["World","Asia"],"date_published":"2026-03","date_published_inferred":true,"language":"en","#
        + #""canonical_url":"https://example.com/a","dateline":"ASTANA","body":[]"#))
  #expect(!text.contains("provenance"))
}

@Test func annotationsKeepTheirOffsetsAndPlaces() async throws {
  var article = minimalArticle()
  article.body = [
    BodyBlock(kind: .question, text: "Why?"),
    BodyBlock(kind: .answer, text: "Because of 5 to 7 %.", spans: [Span(kind: .lineBreak, range: 3..<3)], origin: 4),
  ]
  article.images = [Image(caption: "Almaty", credit: "AP", isLead: true)]
  article.annotations.entities = [
    Entity(
      id: "e1", kind: .place, name: "Almaty", ids: ["wikidata": "Q35493", "geonames": "1526384"],
      names: ["kk": "Алматы"], position: Position(latitude: 43.25, longitude: 76.92), confidence: 0.9, relevance: 1)
  ]
  article.annotations.mentions = [
    Mention(entity: "e1", range: TextRange(.caption(0), 0..<6), text: "Almaty", confidence: 0.5)
  ]
  article.annotations.exchanges = [Exchange(question: [0], answer: [1], speaker: "e1")]
  article.annotations.amounts = [
    Amount(range: TextRange(.body(1), 11..<19), text: "5 to 7 %", values: [5, 7.5], unit: "percent", confidence: 1),
    Amount(range: TextRange(.body(1), 11..<12), text: "5", values: [5], unit: "KZT", confidence: 1),
  ]
  article.annotations.topics = [
    Topic(id: "medtop:20000639", name: "diplomacy", broader: ["medtop:20000638"], confidence: 0.25, relevance: 1)
  ]
  article.annotations.statistics = Statistics(words: 5, sentences: 2, paragraphs: 2, characters: 24, readingTime: 2)
  article.annotations.related = [RelatedArticle(article: "b", kind: .sameStory, similarity: 0.5)]
  article.annotations.countries = ["KZ"]
  let text = String(decoding: try record(await stage().export(article)), as: UTF8.self)
  for part in [
    #""body":[{"kind":"question","text":"Why?"},{"kind":"answer","text":"Because of 5 to 7 %.","spans":[{"kind":"line_break","start":3,"end":3}],"origin":4}]"#,
    #""text":"Why?\n\nBecause of 5 to 7 %.""#,
    #""images":[{"caption":"Almaty","credit":"AP","is_lead":true}]"#,
    #""entities":[{"id":"e1","type":"place","name":"Almaty","ids":{"geonames":"1526384","wikidata":"Q35493"},"names":{"kk":"Алматы"},"position":{"latitude":43.25,"longitude":76.92},"confidence":0.9,"relevance":1}]"#,
    #""mentions":[{"entity":"e1","at":"/images/0/caption","start":0,"end":6,"text":"Almaty","confidence":0.5}]"#,
    #""exchanges":[{"question":[0],"answer":[1],"speaker":"e1"}]"#,
    #""value":[5,7.5],"unit":"percent""#, #""value":5,"unit":"KZT""#,
    #""topics":[{"id":"medtop:20000639","name":"diplomacy","broader":["medtop:20000638"],"confidence":0.25,"relevance":1,"why":"direct"}]"#,
    #""statistics":{"words":5,"sentences":2,"paragraphs":2,"characters":24,"reading_time_seconds":2}"#,
    #""related":[{"article":"b","kind":"same_story","similarity":0.5}]"#, #""countries":["KZ"]"#,
  ] {
    #expect(text.contains(part), "missing \(part)")
  }
}

@Test func everyScalarReadsBack() async throws {
  var article = minimalArticle()
  var hard = String.UnicodeScalarView()
  for value in (0...0x2FF).map(UInt32.init) + [0x2028, 0x2029, 0xFEFF, 0xFFFD, 0xFFFE, 0xFFFF, 0x1F600, 0x10FFFF] {
    if let scalar = Unicode.Scalar(value) { hard.append(scalar) }
  }
  article.headline = String(hard)
  let line = try record(await stage().export(article))
  #expect(line.filter { $0 == 0x0A }.count == 1, "a record is one line")
  let object = try parsed(line)
  let headline = try #require(object["headline"] as? String)
  #expect(Array(headline.utf8) == Array(String(hard).utf8))
}

@Test func unusableNumbersAreLeftOut() async throws {
  var article = minimalArticle()
  article.annotations.keywords = [
    Keyword(text: "a", relevance: .nan), Keyword(text: "b", relevance: 1e-7),
    Keyword(text: "c", relevance: 0.6599999999999999),
  ]
  article.annotations.amounts = [
    Amount(range: TextRange(.headline, 0..<0), text: "", values: [.infinity, 1e300], unit: "m")
  ]
  let line = try record(await stage().export(article))
  let text = String(decoding: line, as: UTF8.self)
  #expect(text.contains(#""keywords":[{"text":"a"},{"text":"b","relevance":0},{"text":"c","relevance":0.66}]"#))
  #expect(text.contains(#""value":[1e+300]"#))
  _ = try parsed(line)
}

@Test func prettyFilesHoldTheSameRecord() async throws {
  var article = minimalArticle()
  article.body = [BodyBlock(text: "One.")]
  let outputs = try await stage(["pretty_files": true]).export(article)
  #expect(outputs.count == 2)
  guard case .file("{slug}.json", let file) = outputs[1] else {
    Issue.record("no file")
    return
  }
  let text = String(decoding: file, as: UTF8.self)
  #expect(text.hasPrefix("{\n  \"id\": \"a1\",\n  \"source\": {\n    \"uri\": \"page.txt\","))
  #expect(try NSDictionary(dictionary: parsed(file)) == NSDictionary(dictionary: parsed(record(outputs))))
}

@Test func moduleRegistersItsStage() {
  var registrar = Registrar()
  ArticleJSONModule.register(in: &registrar)
  #expect(registrar.entries.map(\.spec.name) == ["article_json"])
  #expect("\(ArticleJSONModule.stages)" == "export:article_json")
}
