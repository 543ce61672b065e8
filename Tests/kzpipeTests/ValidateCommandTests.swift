import Foundation
import Testing

/// `kzpipe validate`, seen from outside. The rules themselves are tested beside the exporter.
@Suite struct ValidateCommandTests {
  private static let nitf = """
    <?xml version="1.0" encoding="UTF-8"?>
    <nitf xmlns="http://iptc.org/std/NITF/2006-10-18/">
      <head><title>Bridge opens</title><docdata><doc-id id-string="a-1"/><date.issue norm="2026-03-02"/></docdata></head>
      <body><body.head><hedline><hl1>Bridge opens</hl1></hedline></body.head>
        <body.content><block><p>The bridge opened.</p></block></body.content></body>
    </nitf>

    """

  private static let schema = """
    <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="note" type="xs:integer"/></xs:schema>
    """

  @Test func soundFilesEndWithZero() throws {
    let scratch = try Scratch()
    try scratch.write("out/deep/a.xml", Self.nitf)
    try scratch.write("out/b.nitf", Self.nitf)
    try scratch.write("out/notes.txt", "not looked at")
    let result = try Kzpipe.run(["validate", scratch.path + "/out"])
    #expect(result.status == 0 && result.output == "" && result.errors == "2 files checked, 0 errors, 0 warnings\n")
  }

  @Test func findingsAreLinesWithPlaceAndCode() throws {
    let scratch = try Scratch()
    let file = try scratch.write("a.xml", Self.nitf.replacing("norm=\"2026-03-02\"", with: "norm=\"2 March\""))
    let result = try Kzpipe.run(["validate", file])
    #expect(result.status == 1)
    #expect(result.output.hasPrefix("\(file):3: error[NG040]: date.issue \"2 March\" is neither"), "\(result.output)")
    let json = try Kzpipe.run(["validate", "--format", "json", file])
    #expect(json.output.hasPrefix("{\"file\":\"") && json.output.contains("\"code\":\"NG040\""), "\(json.output)")
  }

  @Test func aSchemaIsFollowed() throws {
    let scratch = try Scratch()
    let schema = try scratch.write("note.xsd", Self.schema)
    let good = try scratch.write("good.xml", "<note>4</note>")
    let bad = try scratch.write("bad.xml", "<note>four</note>")
    let fine = try Kzpipe.run(["validate", good, "--schema", schema])
    #expect(fine.status == 0 && fine.output.contains("warning[NG005]"), "\(fine.output)")
    let result = try Kzpipe.run(["validate", bad, "--schema", schema])
    #expect(result.status == 1 && result.output.contains("bad.xml:1: error[NG004]: "), "\(result.output)")
  }

  @Test func whatCannotBeReadEndsWithTwo() throws {
    let scratch = try Scratch()
    let file = try scratch.write("a.xml", Self.nitf)
    let noSchema = try scratch.write("no.xsd", "no schema")
    let far = try scratch.write(
      "far.xsd",
      Self.schema.replacing("<xs:element", with: "<xs:include schemaLocation=\"http://127.0.0.1:9/x.xsd\"/><xs:element")
    )
    for arguments in [
      [scratch.path + "/missing.xml"], [file, "--schema", "/no/such.xsd"], [file, "--schema", noSchema],
      [file, "--schema", far],
    ] {
      let result = try Kzpipe.run(["validate"] + arguments)
      #expect(result.status == 2 && result.errors.contains("error[KZ0402]"), "\(arguments) \(result)")
      #expect(result.output == "" && !result.errors.contains("parser error"), "\(result.errors)")
    }
  }

  @Test func nothingIsFetchedOrExpanded() throws {
    let scratch = try Scratch()
    let secret = try scratch.write("secret.txt", "the secret")
    let text =
      "<!DOCTYPE a [<!ENTITY x SYSTEM \"file://\(secret)\"><!ENTITY y \"\(String(repeating: "z", count: 99))\">]>"
    let file = try scratch.write("a.xml", text + "<a>&x;&y;</a>")
    let result = try Kzpipe.run(["validate", file])
    #expect(result.status == 0 && !result.output.contains("secret") && !result.output.contains("zzz"), "\(result)")
  }

  @Test func patternsAndStandardInputAreChecked() throws {
    let scratch = try Scratch()
    _ = try scratch.write("out/a/one.xml", "<a/>")
    _ = try scratch.write("out/two.xml", "<a></b>")
    let result = try Kzpipe.run(["validate", scratch.path + "/out/**/*.xml"])
    #expect(result.status == 1)
    #expect(result.errors.contains("2 files checked, 1 error, 1 warning"), "\(result.errors)")
    let nothing = try Kzpipe.run(["validate", scratch.path + "/out/*.nitf"])
    #expect(nothing.status == 2 && nothing.errors.contains("matches nothing"), "\(nothing.errors)")
    let piped = try Kzpipe.run(["validate", "-"], input: "<a></b>")
    #expect(piped.status == 1)
    #expect(piped.output.hasPrefix("standard input:1: error[NG001]: "), "\(piped.output)")
  }

  @Test func theRulesArePrinted() throws {
    let result = try Kzpipe.run(["validate", "--rules"])
    #expect(result.status == 0)
    let lines = result.output.split(separator: "\n")
    #expect(lines.allSatisfy { $0.hasPrefix("NG") && $0.hasSuffix(".") && $0.contains(":") })
    #expect(lines.contains { $0.hasPrefix("NG020  error    The guid is ") })
    let json = try Kzpipe.run(["validate", "--rules", "--format", "json"])
    #expect(json.output.split(separator: "\n").count == lines.count)
    #expect(json.output.hasPrefix("{\"code\":\"NG001\""))
    let none = try Kzpipe.run(["validate"])
    #expect(none.status == 64 || none.status == 2)
    #expect(none.errors.contains("--rules"))
  }
}
