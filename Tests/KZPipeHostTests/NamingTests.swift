import KZPipeKit
import Testing

@testable import KZPipeHost

@Suite struct NamingTests {
  @Test(arguments: [
    ("plain", "plain"), ("with space", "with-space"), ("../../etc/passwd", "etc/passwd"), ("a//b", "a/b"),
    (".hidden", "hidden"),
    ("a\nb", "a-b"), ("жаңалық 1", "жаңалық-1"), ("한국", "한국"), ("x\u{202E}y", "x-y"), ("...", "document"),
    ("a/./b", "a/b"),
    ("c:\\windows", "c-windows"), ("-rf", "rf"), (".\u{301}x", "x"), ("a/\u{301}../b", "a/document/b"),
    ("e\u{301}", "e\u{301}"),
    ("a-\u{301}b", "a-b"), ("a.-.", "a"),
  ])
  func pathsBecomeSafe(_ path: String, slug: String) {
    var slugs = SlugMaker()
    #expect(slugs.slug(for: path) == slug)
  }

  @Test func longNamesAreCutButStayApart() {
    let a = SafeName.segment(String(repeating: "x", count: 300) + "a")
    let b = SafeName.segment(String(repeating: "x", count: 300) + "b")
    #expect(a.utf8.count <= SafeName.maximalBytes && b.utf8.count <= SafeName.maximalBytes && a != b)
  }

  /// A character may have any number of marks.
  @Test func aNameOfOneCharacterIsCutToo() {
    let name = SafeName.segment("a" + String(repeating: "\u{301}", count: 500))
    #expect(name.utf8.count <= SafeName.maximalBytes && name.hasPrefix("document-"))
  }

  @Test func manyEqualNamesAreNumberedInOneGo() {
    var slugs = SlugMaker()
    var table = NameTable()
    let count = 50_000
    let last = (0..<count).map { _ in (slugs.slug(for: "???"), table.claim("a/b.xml")) }.last
    #expect(last?.0 == "document-\(count)" && last?.1 == "a/b-\(count).xml")
  }

  @Test func equalSlugsAreNumberedInOrder() {
    var slugs = SlugMaker()
    #expect(["a", "a", "a-2", "a", ""].map { slugs.slug(for: $0) } == ["a", "a-2", "a-2-2", "a-3", "document"])
  }

  @Test func aSeriesTakesAllItsNumbers() {
    var slugs = SlugMaker()
    #expect(slugs.series(for: "x") == "x")
    #expect(["x-7", "x", "x-7-1", "x-y"].map { slugs.slug(for: $0) } == ["x-7-2", "x", "x-7-1", "x-y"])
    // Numbers that are given away, or may be, have to be asked for one by one.
    #expect(slugs.series(for: "x") == nil && slugs.series(for: "x-7") == nil)
    #expect(slugs.slug(for: "b-12") == "b-12" && slugs.series(for: "b") == nil)
    #expect(slugs.slug(for: "x-12") == "x-12-2" && slugs.series(for: "a name") == "a-name")
    #expect(slugs.series(for: String(repeating: "y", count: 110)) == nil)
  }

  @Test func templatesAreFilled() {
    let values = PathTemplate.Values(slug: "x/y", date: "2026-03-14", language: nil, id: "ab/../c")
    #expect(PathTemplate.path("{date}/{language}/{slug}.xml", values) == "2026-03-14/und/x/y.xml")
    #expect(PathTemplate.path("{id}.xml", values) == "ab-..-c.xml")
    #expect(PathTemplate.path("./{slug}", values) == "x/y")
  }

  @Test(arguments: ["", "/abs", "/\u{301}abs", "a/../b", "../\u{301}../x", "dir/", "{slug", "{other}", "a\u{0}b"])
  func badTemplatesGiveNothing(_ template: String) {
    #expect(PathTemplate.fault(in: template) != nil)
    #expect(PathTemplate.path(template, .init(slug: "s", date: nil, language: nil, id: "i")) == nil)
  }

  @Test func paths() {
    #expect(FilePath.resolve("../x", in: "a/b") == "a/x")
    #expect(FilePath.resolve("../../x", in: "a") == "../x")
    #expect(FilePath.resolve("/x/../y", in: "a") == "/y")
    #expect(FilePath.normalised("/../x") == "/x")
    #expect(FilePath.normalised("./") == ".")
    #expect(FilePath.directory(of: "/a") == "/" && FilePath.directory(of: "a") == ".")
    // A slash under a mark is a slash.
    #expect(FilePath.directory(of: "a/\u{301}b") == "a" && FilePath.lastSegment(of: "a/\u{301}b") == "\u{301}b")
    #expect(FilePath.normalised("a/\u{301}b/..") == "a" && FilePath.join("a/", "\u{301}") == "a/\u{301}")
  }

  @Test func textForTerminalsIsHarmless() {
    let diagnostic = Diagnostic(.unknownKey, "unknown key \"\u{1B}[31mred\n\u{202E}\"", at: Place("a\nb"))
    #expect(
      DiagnosticRenderer.text(of: diagnostic)
        == "a\\u{a}b: error[KZ0104]: unknown key \"\\u{1b}[31mred\\u{a}\\u{202e}\"")
  }

  @Test func codesAreUnique() {
    #expect(Set(DiagnosticCode.allCases.map(\.text)).count == DiagnosticCode.allCases.count)
    #expect(DiagnosticCode.unknownOption.text == "KZ0103")
  }

  @Test func theRunsMomentIsGiven() throws {
    #expect(try RunClock.moment(environment: ["SOURCE_DATE_EPOCH": "0"]).description == "1970-01-01T00:00:00Z")
    #expect(throws: Diagnostic.self) { try RunClock.moment(environment: ["SOURCE_DATE_EPOCH": "soon"]) }
  }
}
