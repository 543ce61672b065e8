import Glibc
import KZPipeKit
import NewsMLG2
import SampleArticles
import Testing

private func read(_ bytes: [UInt8], _ mediaType: String = "application/xml") async throws -> Article {
  let stage = try NewsMLG2Reader(
    options: Options([:], for: NewsMLG2Reader.spec),
    context: StageContext(runTime: runTime, version: "0.1.0", moduleDirectory: ""))
  return try await stage.parse(Page(id: "1", source: Source(uri: "item.xml", mediaType: mediaType), content: bytes))
}

private func main(_ outputs: [Output]) throws -> [UInt8] {
  for case .file("{slug}.xml", let contents) in outputs { return contents }
  return []
}

/// The IPTC's example items, when they lie beside the repository.
private let examples: String? = {
  let root = #filePath.split(separator: "/").dropLast(5).joined(separator: "/")
  let path = "/" + root + "/../shared/acceptance/newsml/iptc-examples"
  return access(path, R_OK) == 0 ? path : nil
}()

private func contents(of path: String) throws -> [UInt8] {
  let file = try MappedFile(path)
  return withExtendedLifetime(file) { Array(file.bytes) }
}

@Suite struct ReaderTests {
  @Test(arguments: SampleArticles.all.indices, ["xhtml", "nitf", "both"])
  func exportReadExportIsTheSame(_ index: Int, _ body: String) async throws {
    let stage = try makeStage(["body": .string(body)])
    let first = try await stage.export(SampleArticles.all[index])
    let second = try await stage.export(try await read(main(first)))
    #expect(files(first).keys.sorted() == files(second).keys.sorted())
    for (name, text) in files(first) {
      let before = text.split(separator: "\n")
      let after = (files(second)[name] ?? "").split(separator: "\n")
      let different = zip(before, after).first { $0 != $1 }
      #expect(
        before == after, "\(name): \(different.map { "\($0) | \($1)" } ?? "lines \(before.count) \(after.count)")")
    }
  }

  @Test func whatTheModelHoldsIsReadBack() async throws {
    let article = try await read(main(makeStage(["include_email": true]).export(SampleArticles.english)))
    let original = SampleArticles.english
    #expect(article.id == original.id)
    #expect(article.headline == original.headline && article.alternativeHeadline == original.alternativeHeadline)
    #expect(article.authors == original.authors)
    #expect(article.publisher == original.publisher)
    #expect(article.datePublished == original.datePublished && article.dateModified == original.dateModified)
    #expect(article.body.map(\.kind) == original.body.map(\.kind))
    #expect(article.body.map(\.text) == original.body.map(\.text))
    #expect(article.annotations.topics.map(\.id) == original.annotations.topics.map(\.id))
    #expect(article.dataMining == original.dataMining && article.copyrightNotice == original.copyrightNotice)
    #expect(
      article.images.map(\.caption) == original.images.map(\.caption).sorted { ($0 ?? "~") > ($1 ?? "~") }
        || article.images.count == 3)
  }

  @Test func interviewsKeepTheirTurns() async throws {
    let article = try await read(main(makeStage().export(SampleArticles.interview)))
    #expect(article.annotations.exchanges.map(\.question) == [[1], [3]])
    #expect(article.annotations.exchanges.map(\.answer) == [[2], [4, 5]])
    #expect(article.images.first?.credit == "Courtesy of the artist")
    #expect(article.datePublished == PartialDate(year: 2025))
  }

  @Test(arguments: [
    ("", "malformed"), ("<a", "malformed"), ("<a/>", "no_article"),
    ("<!DOCTYPE x [<!ENTITY e 'e'>]><x>&e;</x>", "malformed"),
    ("<nitf xmlns='http://iptc.org/std/NITF/2006-10-18/'><body/></nitf>", "no_article"),
    (
      "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/'><contentSet><inlineXML/></contentSet></newsItem>",
      "no_article"
    ),
    ("<newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'/>", "no_article"),
  ])
  func whatHoldsNoTextIsRefused(_ text: String, _ code: String) async throws {
    await #expect {
      _ = try await read(Array(text.utf8))
    } throws: {
      ($0 as? StageError)?.code.rawValue == code
    }
  }

  @Test func aBodyOfForeignXHTML() async throws {
    let item = """
      <newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:x:20260101:1" xml:lang="de">
        <contentMeta><headline> Ein  Titel </headline><creator><name>Ann Beispiel</name></creator></contentMeta>
        <contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body>
          <section><p>Erster
             <b>Absatz</b> mit <a href="https://example.com/">Link</a>.<br/> Neue Zeile.</p></section>
          <ul><li>eins<ul><li>zwei</li></ul></li></ul>
          <table><tr><th>a</th><td>b</td></tr></table>
        </body></html></inlineXML></contentSet></newsItem>
      """
    let article = try await read(Array(item.utf8))
    #expect(article.id == "urn:newsml:x:20260101:1" && article.language == "de" && article.headline == "Ein Titel")
    #expect(article.body.map(\.text) == ["Erster Absatz mit Link. Neue Zeile.", "eins", "zwei", "a\tb"])
    #expect(article.body.map(\.level) == [0, 1, 2, 0])
    #expect(article.body[0].spans.map(\.kind) == [.strong, .link, .lineBreak])
    #expect(article.body[0].spans[0].range == 7..<13)
  }

  @Test(.enabled(if: examples != nil, "skipped: no example items beside the repository"))
  func theExampleTextsOfTheIPTCAreRead() async throws {
    let folder = try #require(examples)
    for (name, words) in [
      ("LISTING_2_NewsML-G2_Text_Document.xml", 100), ("LISTING_22_Sports_story_in_NewsML-G2NITF.xml", 100),
      ("Receiver View.xml", 42),
    ] {
      let article = try await read(try contents(of: folder + "/" + name))
      #expect(article.headline != nil)
      #expect(
        article.text.split(separator: " ").count >= words, "\(name): \(article.text.split(separator: " ").count) words")
      #expect(try await !makeStage().export(article).isEmpty, "\(name) is an item again")
    }
    for name in [
      "LISTING_1_A_NewsML-G2_News_Item.xml", "LISTING_3_Photo_in_NewsML-G2.xml",
      "LISTING_6_Simple_NewsML-G2_Package.xml",
      "LISTING_13_Complete_Catalog_Item.xml", "LISTING_17_Planning_Item_a_CCL.xml",
    ] {
      await #expect {
        _ = try await read(try contents(of: folder + "/" + name))
      } throws: {
        ($0 as? StageError)?.code == .noArticle
      }
    }
  }
}
