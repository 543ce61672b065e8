import KZPipeLibXML
import KZPipeXML
import Testing

private func text(_ xml: borrowing XMLWriter) -> String { String(decoding: xml.bytes, as: UTF8.self) }

/// Every scalar that writing or reading could treat in its own way, and some of every plane.
private let hardScalars: String = {
  var out = String.UnicodeScalarView()
  for value in Array(0...0x3FF) + Array(0x2000...0x20FF) + Array(0xFDC0...0xFFFF) + [
    0x1F600, 0x1FFFE, 0x10FFFD, 0x10FFFF,
  ] {
    if let scalar = Unicode.Scalar(UInt32(value)) { out.append(scalar) }
  }
  return String(out)
}()

@Test func elementsAttributesAndIndentation() {
  var xml = XMLWriter()
  xml.declaration()
  xml.open("a", namespace: "http://example.com/a")
  xml.attribute("one", "1 < 2 & \"3\"\n")
  xml.attribute("none", "")
  xml.attribute("gone", "\u{1}")
  xml.attribute("n", 42)
  xml.element("b", "x ]]> y")
  xml.element("empty", "")
  xml.open("p", namespace: "http://example.com/b", mixed: true)
  xml.text("1")
  xml.open("i", namespace: "http://example.com/b")
  xml.text("2")
  xml.close()
  xml.close()
  xml.open("c")
  xml.close()
  xml.close()
  let written = text(xml)
  #expect(
    written == """
      <?xml version="1.0" encoding="UTF-8"?>
      <a xmlns="http://example.com/a" one="1 &lt; 2 &amp; &quot;3&quot; " n="42">
        <b>x ]]&gt; y</b>
        <p xmlns="http://example.com/b">1<i>2</i></p>
        <c/>
      </a>

      """)
}

@Test func everyScalarGivesWellFormedXML() throws {
  var xml = XMLWriter()
  xml.open("a")
  xml.attribute("v", hardScalars)
  xml.text(hardScalars)
  xml.close()
  _ = try XMLDocument(xml.bytes)
  let scalars = text(xml).unicodeScalars
  #expect(!scalars.contains { XMLText.isDropped($0) || $0 == "\r" })
  #expect(scalars.contains("\u{1F600}") && scalars.contains("\u{10FFFD}"))
}

@Test func carriageReturnsBecomeLineFeeds() {
  var xml = XMLWriter()
  xml.open("a", mixed: true)
  xml.text("1\r\n2\r3\n\r4")
  xml.close()
  let written = text(xml)
  #expect(written == "<a>1\n2\n3\n\n4</a>\n")
}

@Test func libxmlRefusesWhatIsNotWellFormed() {
  #expect(throws: XMLFinding.self) { _ = try XMLDocument(Array("<a><b></a>".utf8)) }
  #expect(throws: XMLFinding.self) { _ = try XMLDocument([]) }
}

@Test(arguments: [
  ("  Two \n\t words ", "Two words"), ("", nil), (" \u{200B}\u{FEFF} ", nil), ("10\u{A0}000", "10 000"),
  ("a \u{A0} b", "a b"), ("soft\u{AD}ware", "software"), ("tra\u{308}gt", "tr\u{E4}gt"), ("\u{FFFD}", nil),
  ("Қазақстан", "Қазақстан"),
  ("“quoted”", "“quoted”"), ("tab\there", "tab here"), ("eight  b", "eight b"),
  ("sixteen  byte s  x", "sixteen byte s x"),
  ("fifteen bytes:  two words", "fifteen bytes: two words"),
  ("a trailing blank is no label ", "a trailing blank is no label"),
  ("control\u{7F}led text here", "controlled text here"),
  ("plain text of some length, with a ~ in it", "plain text of some length, with a ~ in it"),
])
func labels(_ written: String, _ expected: String?) {
  // Strings compare by canonical equivalence, bytes do not.
  #expect(XMLText.label(written).map { Array($0.utf8) } == expected.map { Array($0.utf8) })
}

@Test(arguments: [
  ("https://example.com/a b?q=ä#x#y", "https://example.com/a%20b?q=%C3%A4#x%23y"),
  ("javascript:alert(1)", nil), ("/relative", nil), ("//example.com/x", nil), ("http://localhost/", nil),
  ("HTTPS://Example.com/%zz", "https://Example.com/%25zz"), ("http://.com/", nil), ("http:///x", nil),
  ("https://example.com/" + String(repeating: "a", count: 9000), nil), ("data:image/png;base64,AA", nil),
])
func webAddresses(_ written: String, _ expected: String?) {
  #expect(WebAddress.web(written) == expected)
}

@Test func linkAddresses() {
  #expect(WebAddress.link("mailto:a@example.com") == "mailto:a@example.com")
  #expect(WebAddress.link("vbscript:x") == nil)
  #expect(WebAddress.host(of: "https://user@News.Example.com:8080/x") == "news.example.com")
}

@Test(arguments: [
  ("One, two - three 4", 4), ("", 0), ("… — “ ”", 0), ("Қазақстан бүгін", 2), ("대통령은 말했다", 2), ("a\u{A0}b\u{3000}c", 3),
  ("_ 2º", 2), ("صباح الخير", 2),
])
func wordsAreRunsWithALetterOrDigit(_ text: String, _ expected: Int) {
  #expect(WordCount.count(text) == expected)
}

@Test(arguments: [
  ("plain & simple", 14), ("a \u{FFFD} b", 3), ("soft\u{AD}ware", 8), ("Қазақ", 5), ("👩 a", 3), ("a\r\nb\rc", 5),
  ("", 0),
  ("a\u{FFFD}\u{FFFD} \u{FFFD} b", 3),
])
func charactersAreThoseThatAreWritten(_ text: String, _ expected: Int) throws {
  var copy = text
  #expect(copy.withUTF8 { XMLText.characterCount($0) } == expected)
  var xml = XMLWriter()
  xml.open("a", mixed: true)
  xml.text(text)
  xml.close()
  let document = try XMLDocument(xml.bytes)
  #expect(document.withRoot { $0.text.unicodeScalars.count } == expected)
}
