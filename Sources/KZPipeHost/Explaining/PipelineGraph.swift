import KZPipeKit

/// A pipeline as a graph: what each stage reads, writes, and from whom it gets what it reads.
public struct PipelineGraph: Sendable {
  public enum Format: String, Sendable, CaseIterable { case text, mermaid, dot }

  struct Node: Sendable {
    var name: String
    var kind: StageKind
    var accepts: [String]
    /// Fields that it needs, in alphabetical order.
    var needs: [String]
    /// Fields that it uses when they are there, and that a stage before it writes.
    var uses: [String]
    var writes: [String]
  }

  /// `from` is -1 for the input.
  struct Edge: Sendable, Hashable {
    var from: Int
    var to: Int
    var fields: [String]
    /// None of the fields is needed.
    var isOptional: Bool
  }

  private(set) var nodes: [Node] = []
  private(set) var edges: [Edge] = []
  /// Needed by a stage and written by none before it: index of the stage and name of the field.
  private(set) var missing: [(node: Int, field: String)] = []
  private let outputDirectory: String

  public init(_ setup: Setup) { self.init(setup.pipeline, outputDirectory: setup.config.outputDirectory) }

  init(_ pipeline: Pipeline, outputDirectory: String) {
    self.outputDirectory = outputDirectory
    let specs =
      pipeline.cleaners.map { ($0.step, $0.spec) } + pipeline.parsers.map { ($0.step, $0.spec) }
      + pipeline.enrichers.map { ($0.step, $0.spec) } + pipeline.exporters.map { ($0.step, $0.spec) }
    // Clean and parse stages are alternatives by media type: what a field comes from is then each of them.
    var writers: [Field: [Int]] = [.content: [-1]]
    for (index, (_, spec)) in specs.sorted(by: { $0.0 < $1.0 }).enumerated() {
      let uses = spec.readsOptionally.subtracting(spec.reads).filter { writers[$0] != nil }
      nodes.append(
        Node(
          name: spec.name, kind: spec.kind, accepts: spec.accepts, needs: Self.sorted(spec.reads),
          uses: Self.sorted(uses), writes: Self.sorted(spec.writes)))
      missing += Self.sorted(spec.reads.filter { writers[$0] == nil }).map { (index, $0) }
      addEdges(to: index, spec.reads, optional: uses, writers)
      for field in spec.writes {
        let isAlternative = spec.kind <= .parse
        let before = (writers[field] ?? []).filter { isAlternative && $0 >= 0 && nodes[$0].kind == spec.kind }
        writers[field] = before + [index]
      }
    }
  }

  private mutating func addEdges(
    to index: Int, _ needs: Set<Field>, optional: Set<Field>, _ writers: [Field: [Int]]
  ) {
    var found: [Int: (fields: [String], isOptional: Bool)] = [:]
    for (fields, isOptional) in [(needs, false), (optional, true)] {
      for field in Self.sorted(fields) {
        for writer in writers[Field(rawValue: field)] ?? [] {
          found[writer, default: ([], true)].fields.append(field)
          if !isOptional { found[writer]?.isOptional = false }
        }
      }
    }
    edges += found.sorted { $0.key < $1.key }.map {
      Edge(from: $0.key, to: index, fields: $0.value.fields, isOptional: $0.value.isOptional)
    }
  }

  private static func sorted(_ fields: Set<Field>) -> [String] { fields.map(\.rawValue).sorted() }

  /// Lines without a line feed behind the last one.
  public func text(as format: Format) -> String {
    switch format {
    case .text: drawing
    case .mermaid: mermaid
    case .dot: dot
    }
  }

  // MARK: Drawing

  private var drawing: String {
    var lines = ["input"]
    let kinds = StageKind.allCases.filter { kind in nodes.contains { $0.kind == kind } }
    for kind in kinds {
      let isLast = kind == kinds.last
      lines += ["│", (isLast ? "└─ " : "├─ ") + kind.rawValue]
      let members = nodes.indices.filter { nodes[$0].kind == kind }
      for index in members {
        let trunk = isLast ? "   " : "│  "
        let node = nodes[index]
        let types = node.accepts.isEmpty ? "" : "  (\(node.accepts.joined(separator: ", ")))"
        lines.append(trunk + (index == members.last ? "└─ " : "├─ ") + node.name + types)
        let branch = trunk + (index == members.last ? "   " : "│  ")
        for (title, fields) in [("needs ", node.needs), ("uses  ", node.uses), ("writes", node.writes)]
        where !fields.isEmpty {
          let marked = fields.map { field in
            title == "needs " && missing.contains { $0 == (index, field) }
              ? "\(field) (written by no stage before)" : field
          }
          lines.append("\(branch)  \(title) \(marked.joined(separator: ", "))")
        }
        if kind == .export { lines.append("\(branch)  writes \(directory(of: node))") }
      }
    }
    return lines.map(DiagnosticRenderer.printable).joined(separator: "\n")
  }

  private func directory(of node: Node) -> String { FilePath.join(outputDirectory, node.name) }

  // MARK: Mermaid, https://mermaid.js.org/syntax/flowchart.html

  private var mermaid: String {
    func quoted(_ text: String) -> String {
      "\"" + HTMLText.escaped(text).replacing("&quot;", with: "#quot;").replacing("\n", with: " ") + "\""
    }
    var lines = ["flowchart TD", "  input([input])"]
    for kind in StageKind.allCases where nodes.contains(where: { $0.kind == kind }) {
      lines.append("  subgraph \(kind.rawValue)")
      for (index, node) in nodes.enumerated() where node.kind == kind {
        lines.append("    s\(index)[\(quoted(node.name))]")
      }
      lines.append("  end")
    }
    for edge in edges {
      let arrow = edge.isOptional ? "-.->" : "-->"
      lines.append("  \(name(edge.from)) \(arrow)|\(quoted(edge.fields.joined(separator: ", ")))| \(name(edge.to))")
    }
    for (index, node) in nodes.enumerated() where node.kind == .export {
      lines.append("  s\(index) --> o\(index)[(\(quoted(directory(of: node))))]")
    }
    return lines.joined(separator: "\n")
  }

  private func name(_ index: Int) -> String { index < 0 ? "input" : "s\(index)" }

  // MARK: DOT, https://graphviz.org/doc/info/lang.html

  private var dot: String {
    func quoted(_ text: String) -> String {
      "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: " ") + "\""
    }
    var lines = [
      "digraph kzpipe {", "  rankdir=TB;", "  node [shape=box, style=rounded, fontname=\"sans-serif\"];",
      "  edge [fontname=\"sans-serif\", fontsize=10];", "  input [shape=oval];",
    ]
    for kind in StageKind.allCases where nodes.contains(where: { $0.kind == kind }) {
      lines.append("  subgraph cluster_\(kind.rawValue) {")
      lines.append("    label=\"\(kind.rawValue)\";")
      for (index, node) in nodes.enumerated() where node.kind == kind {
        lines.append("    s\(index) [label=\(quoted(node.name))];")
      }
      lines.append("  }")
    }
    for edge in edges {
      let style = edge.isOptional ? ", style=dashed" : ""
      lines.append(
        "  \(name(edge.from)) -> \(name(edge.to)) [label=\(quoted(edge.fields.joined(separator: ", ")))\(style)];")
    }
    for (index, node) in nodes.enumerated() where node.kind == .export {
      lines.append("  o\(index) [label=\(quoted(directory(of: node))), shape=folder, style=\"\"];")
      lines.append("  s\(index) -> o\(index);")
    }
    return (lines + ["}"]).joined(separator: "\n")
  }
}
