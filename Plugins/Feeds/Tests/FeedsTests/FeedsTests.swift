import Feeds
import KZPipeKit
import KZPipeLibXML
import SampleArticles
import Testing

private let context = StageContext(
  runTime: PartialDate(year: 2026, month: 4, day: 1, hour: 6, minute: 0, second: 0, zone: 0), version: "0.1.0",
  moduleDirectory: "")

/// The feed as a host puts it together.
private func feed(_ stage: any ExportStage, _ articles: [Article]) async throws -> String {
  let frame = stage.frame(of: "feed.xml")
  var bytes = frame.opening
  for (index, article) in articles.enumerated() {
    if index > 0 { bytes += frame.separator }
    for case .record("feed.xml", let contents) in try await stage.export(article) { bytes += contents }
  }
  return String(decoding: bytes + frame.closing, as: UTF8.self)
}

private func rss(_ options: [String: OptionValue] = [:]) throws -> RSS {
  try RSS(options: Options(options, for: RSS.spec), context: context)
}

private func atom(_ options: [String: OptionValue] = [:]) throws -> Atom {
  try Atom(options: Options(options, for: Atom.spec), context: context)
}

@Suite struct FeedsTests {
  @Test func feedsAreWellFormedWithAnyNumberOfEntries() async throws {
    let hostile = (0..<100).map { HostileArticles.article(seed: $0) }.filter { !$0.id.isEmpty }
    for articles in [[], [SampleArticles.bare], SampleArticles.all, hostile] {
      for stage: any ExportStage in [
        try rss(), try atom(), try rss(["full_text": false]), try atom(["full_text": false]),
      ] {
        let text = try await feed(stage, articles)
        _ = try XMLDocument(Array(text.utf8))
        let entries = text.components(of: stage is RSS ? "<item>" : "<entry")
        #expect(entries == articles.count)
      }
    }
  }

  @Test func anRSSItem() async throws {
    let text = try await feed(
      rss(["title": "News & views", "link": "https://example.com/news"]), [SampleArticles.english])
    for part in [
      "<title>News &amp; views</title>", "<link>https://example.com/news</link>",
      "<pubDate>Tue, 17 Mar 2026 14:05:00 +0100</pubDate>",
      "<dc:creator>Ines Halloran</dc:creator>",
      #"<guid isPermaLink="false">tag:kzpipe.invalid,2026:kzpipe:text:0f5c2a9be1d04471</guid>"#,
      "<content:encoded>&lt;p&gt;Merrow Bay switched on",
      #"<media:content url="https://www.merrow.example.com/img/plant.jpg" medium="image""#,
    ] { #expect(text.contains(part), "missing \(part)") }
    #expect(!text.contains("ines.halloran"))
  }

  @Test func unknownTimesAreNotFilledUp() async throws {
    let text = try await feed(rss(), [SampleArticles.interview])
    #expect(!text.contains("pubDate") && text.contains("<dc:date>2025</dc:date>"))
    #expect(try await !feed(atom(), [SampleArticles.interview]).contains("<published>"))
  }

  @Test func anAtomEntry() async throws {
    let text = try await feed(atom(), [SampleArticles.arabic])
    for part in [
      #"<feed xmlns="http://www.w3.org/2005/Atom">"#, "<updated>2026-04-01T06:00:00Z</updated>",
      #"<entry xml:lang="ar">"#,
      "<published>2026-02-01T10:00:00Z</published>", #"<div xmlns="http://www.w3.org/1999/xhtml" dir="rtl">"#,
      #"<link rel="enclosure" type="image/webp" href="https://nakhil.example.com/station.webp""#,
    ] { #expect(text.contains(part), "missing \(part)") }
  }

  @Test func articlesWithoutTextAreRefused() async throws {
    var article = SampleArticles.bare
    article.body = []
    for stage: any ExportStage in [try rss(), try atom()] {
      await #expect {
        _ = try await stage.export(article)
      } throws: {
        ($0 as? StageError)?.code == "no_body"
      }
    }
  }
}

extension String {
  fileprivate func components(of part: String) -> Int { ranges(of: part).count }
}
