import KZPipeJSON
import Testing

@testable import KZPipeHost

/// Feeds of invented sites.
@Suite struct FeedTests {
  static func pages(_ feed: String, as name: String) throws -> [(url: String?, html: String)] {
    let scratch = try Scratch()
    return try InputTests.items([try scratch.write(name, feed)], limits: Config.Limits()).map { item in
      guard case .record(let line) = item.content else { return (nil, "no record") }
      let value = try JSONValue.parse(line)
      return (value["url"]?.string, value["html"]?.string ?? "")
    }
  }

  static let rss = """
    <?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
      xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Example &amp; Sons</title><language>kk</language>
    <item><title>A &lt;b&gt; in the title</title><link>https://example.org/a</link><dc:creator>Ana Example</dc:creator>
      <pubDate>Tue, 03 Feb 2026 10:00:00 +0500</pubDate><description>Short.</description>
      <content:encoded><![CDATA[<p>The <em>long</em> text.</p>]]></content:encoded></item>
    <item><title>B</title><guid>https://example.org/b</guid><description>&lt;p&gt;Only this.&lt;/p&gt;</description></item>
    </channel></rss>
    """

  @Test(arguments: ["news.rss", "news.xml"]) func itemsOfRSSBecomePages(name: String) throws {
    let pages = try Self.pages(Self.rss, as: name)
    #expect(pages.map(\.url) == ["https://example.org/a", "https://example.org/b"])
    for part in [
      "<html lang=\"kk\">", "<title>A &lt;b&gt; in the title</title>", "content=\"Example &amp; Sons\"",
      "<meta name=\"author\" content=\"Ana Example\">", "content=\"Tue, 03 Feb 2026 10:00:00 +0500\"",
      "<link rel=\"canonical\" href=\"https://example.org/a\">", "<p>The <em>long</em> text.</p>",
    ] {
      #expect(pages[0].html.contains(part))
    }
    #expect(!pages[0].html.contains("Short."))
    #expect(pages[1].html.contains("<p>Only this.</p>"))
  }

  @Test func entriesOfAtomBecomePages() throws {
    let pages = try Self.pages(
      """
      <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ru"><title>Example</title>
      <entry><title type="text">One</title><link rel="self" href="https://example.org/self"/><link href="https://example.org/1"/>
        <author><name>Bo Example</name></author><published>2026-02-03T10:00:00Z</published><updated>2026-02-04T10:00:00Z</updated>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p title="a&quot;b">x &lt; y<br/></p></div></content></entry>
      <entry><title>Two</title><summary type="text">1 &lt; 2</summary></entry></feed>
      """, as: "news.atom")
    #expect(pages.map(\.url) == ["https://example.org/1", nil])
    for part in [
      "<html lang=\"ru\">", "content=\"Bo Example\"", "content=\"2026-02-03T10:00:00Z\"",
      "content=\"2026-02-04T10:00:00Z\"",
      "<p title=\"a&quot;b\">x &lt; y<br></p>",
    ] {
      #expect(pages[0].html.contains(part))
    }
    #expect(pages[1].html.contains("<p>1 &lt; 2</p>"))
  }

  @Test func otherXMLIsADocument() throws {
    let scratch = try Scratch()
    let items = try InputTests.items([try scratch.write("a.xml", "<nitf/>")])
    guard case .file = items[0].content else {
      Issue.record("it is no feed")
      return
    }
  }

  @Test func aBrokenFeedIsOneFailure() throws {
    let scratch = try Scratch()
    for (name, text, code) in [
      ("a.rss", "<rss><channel>", "malformed"), ("b.rss", "<rss><channel/></rss>", "no_article"),
      ("c.rss", "", "malformed"),
    ] {
      let items = try InputTests.items([try scratch.write(name, text)], limits: Config.Limits())
      guard case .broken(let error, _, "xml")? = items.first?.content, items.count == 1 else {
        Issue.record("\(name) is broken")
        continue
      }
      #expect(error.code.rawValue == code)
    }
  }
}
