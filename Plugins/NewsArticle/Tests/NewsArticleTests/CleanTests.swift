import Testing

@testable import NewsArticle

@Suite("White space and character references")
struct CleanTests {
  @Test(arguments: [
    ("  a \n b\t c ", "a b c"),
    ("Caf&eacute; &amp; Bar &#8211; &#x41;", "Café & Bar – A"),
    ("&amp;copy; Lake &amp;amp;#8211; Sea &amp;amp; &amp;", "© Lake – Sea & &"),
    ("soft\u{AD}hyphen\u{200B}", "softhyphen"),
    ("<em>Rain</em> stops <b>play</b>", "Rain stops play"),
    ("a < b", "a < b"),
    ("\u{3000}雨　天\u{3000}", "雨　天"),
    ("&notareference; &#0;", "&notareference; &#0;"),
    ("", ""),
  ])
  func line(_ written: String, _ read: String) {
    #expect(Clean.line(written) == read)
  }

  @Test func trimKeepsScalarsWhole() {
    let text = Array("\u{A0} é\u{3000}".utf8)
    #expect(String(decoding: text[Clean.trim(text, 0..<text.count)], as: UTF8.self) == "é")
  }
}
