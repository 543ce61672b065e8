import KZPipeKit
import Testing

@testable import HTMLArticle

/// Blocks of a page as text, kind and level.
func blocks(of html: String, isXML: Bool = false) -> [(text: String, kind: Block.Kind, level: UInt8)] {
  Array(html.utf8).withUnsafeBufferPointer { bytes in
    var reader = PageReader(bytes, isXML: isXML)
    reader.read()
    return reader.blocks.map {
      (String(decoding: reader.text[Int($0.start)..<Int($0.end)], as: UTF8.self), $0.kind, $0.level)
    }
  }
}

func texts(of html: String) -> [String] { blocks(of: html).map(\.text) }

@Suite("Blocks of a page")
struct PageReaderTests {
  @Test("White space folds, references decode, inline elements do not split")
  func folding() {
    #expect(texts(of: "<p> One <b>bold</b>\n\t word&nbsp;&amp; more </p>") == ["One bold word & more"])
    #expect(texts(of: "<div>a<custom-element>b</custom-element>c<div>d</div>e</div>") == ["abc", "d", "e"])
    #expect(texts(of: "<p>soft\u{AD}ly \u{200B}un\u{FEFF}seen\u{3000}\u{2003}end") == ["softly unseen end"])
  }

  @Test("A doubled line break splits, a single one is white space")
  func breaks() {
    #expect(texts(of: "<div>One<br>two<br><br>three<br/> <br>four</div>") == ["One two", "three", "four"])
  }

  @Test("End tags are implied where blocks need them")
  func impliedEnds() {
    #expect(texts(of: "<p>One<p>Two<ul><li>a<li>b<ul><li>c</ul><li>d</ul>") == ["One", "Two", "a", "b", "c", "d"])
    #expect(texts(of: "<dl><dt>t<dd>d<dt>u</dl>") == ["t", "d", "u"])
    let levels = blocks(of: "<ul><li>a<ul><li>b</ul></ul>").map(\.level)
    #expect(levels == [1, 2])
  }

  @Test("A data table is one block, a table for layout is not")
  func tables() {
    let data = "<table><tr><th>Town<th>Goals<tr><td>Aru<td>3<tr><td>Bel<td></table>"
    #expect(texts(of: data) == ["Town\tGoals\nAru\t3\nBel"])
    let long = String(repeating: "A long sentence for a column of the layout. ", count: 12)
    #expect(blocks(of: "<table><tr><td><p>\(long)</p><p>\(long)</p></td><td>x</td></tr></table>").count == 3)
  }

  @Test("Preformatted text keeps its lines")
  func preformatted() {
    #expect(texts(of: "<pre>\n a\n  b &lt;\n</pre>") == [" a\n  b <"])
  }

  @Test("Scripts, styles, hidden words and ruby readings are no text")
  func skipped() {
    #expect(
      texts(of: "<p>a<span style='position:absolute;clip:rect(0 0 0 0)'>, opens a window</span> b</p>") == ["a b"])
    #expect(texts(of: "<p>a<script>x<b>y</script><style>p{}</style>b</p><template><p>no</p></template>") == ["ab"])
    #expect(texts(of: "<p>see<span style='display: none'>hidden</span>n</p>") == ["seen"])
    // A reading is kept when the page puts it in brackets for those who do not see it above the word.
    #expect(texts(of: "<p><ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>字</p>") == ["漢(かん)字"])
    #expect(texts(of: "<p><ruby>漢<rt>かん</rt></ruby>字</p>") == ["漢字"])
    #expect(texts(of: "<p>see <span class='sr-only'>(opens a window)</span>here</p>") == ["see here"])
  }
}
