import KZPipeKit
import Testing

@testable import KZPipeHost

@Suite struct GraphTests {
  static func graph(_ pipeline: String) throws -> PipelineGraph {
    let (config, problems) = try ConfigLoader.load(
      Array("kzpipe: 1\npipeline: \(pipeline)\noutput: {directory: '/o \"1\"'}".utf8), file: "p.yaml", environment: [:])
    return PipelineGraph(
      try Setup(config: config, registry: TestStages.registry(), problems: problems, in: TestStages.surroundings))
  }
  static let whole = "{clean: [lines], parse: [first_line], enrich: [names, rank], export: [files, records]}"

  @Test func theDrawingShowsWhatIsReadAndWritten() throws {
    #expect(
      try Self.graph(Self.whole).text(as: .text) == """
        input
        │
        ├─ clean
        │  └─ lines  (text/plain, text/html)
        │       needs  content
        │       writes blocks
        │
        ├─ parse
        │  └─ first_line  (*/*)
        │       needs  blocks
        │       writes body, headline
        │
        ├─ enrich
        │  ├─ names
        │  │    needs  body
        │  │    writes entities
        │  └─ rank
        │       needs  entities
        │       writes keywords
        │
        └─ export
           ├─ files
           │    needs  headline
           │    writes /o "1"/files
           └─ records
                needs  headline
                writes /o "1"/records
        """)
  }

  @Test func whatNobodyWritesIsMarked() throws {
    let drawing = try Self.graph("{clean: [lines], parse: [first_line], enrich: [rank, names], export: [files]}")
      .text(as: .text)
    #expect(drawing.contains("needs  entities (written by no stage before)"))
  }

  @Test func mermaidHasAnEdgeForWhatIsRead() throws {
    let text = try Self.graph(Self.whole).text(as: .mermaid)
    #expect(text.hasPrefix("flowchart TD\n  input([input])\n  subgraph clean\n    s0[\"lines\"]\n  end\n"))
    for line in [
      "  input -->|\"content\"| s0", "  s0 -->|\"blocks\"| s1", "  s1 -->|\"body\"| s2", "  s2 -->|\"entities\"| s3",
      "  s1 -->|\"headline\"| s4", "  s4 --> o4[(\"/o #quot;1#quot;/files\")]",
    ] {
      #expect(text.split(separator: "\n").contains(Substring(line)), "\(line)")
    }
  }

  @Test func aFieldComesFromItsLastWriter() throws {
    let text = try Self.graph("{clean: [lines], parse: [first_line], enrich: [names, names, rank], export: [files]}")
      .text(as: .mermaid)
    #expect(text.contains("  s3 -->|\"entities\"| s4") && !text.contains("  s2 -->|\"entities\"| s4"))
  }

  @Test func dotQuotesLabels() throws {
    let text = try Self.graph(Self.whole).text(as: .dot)
    #expect(text.hasPrefix("digraph kzpipe {") && text.hasSuffix("}"))
    #expect(text.contains("s2 -> s3 [label=\"entities\"];") && text.contains("label=\"/o \\\"1\\\"/files\""))
  }
}
