import KZPipeKit
import KZPipeRecord

/// An inspection for the terminal: what each stage kept, dropped, found and added, why, and how long it took.
public struct ExplanationText {
  private let isColoured: Bool
  /// Characters of a quoted text that are shown.
  private let width: Int
  /// Dropped blocks in a row from which on the run is folded.
  private static let foldFrom = 4

  public init(isColoured: Bool, width: Int = 100) {
    self.isColoured = isColoured
    self.width = width
  }

  /// Lines without a line feed behind the last one.
  public func text(of inspection: Inspection) -> String {
    var lines = [head(of: inspection)]
    let lastClean = inspection.stages.lastIndex { if case .page? = $0.snapshot { true } else { false } }
    var article: Article?
    for (index, stage) in inspection.stages.enumerated() {
      guard stage.nanoseconds >= 0 else { continue }
      lines.append("")
      let title = paint("\(stage.step.kind.rawValue) \(stage.step.name)", .bold)
      lines.append("\(title)  \(paint(NumberText.milliseconds(stage.nanoseconds), .faint))")
      switch stage.snapshot {
      case .page(let page): lines += clean(page, withBlocks: index == lastClean)
      case .article(let made):
        lines += self.lines(of: article.map { Fact.added(from: $0, to: made) } ?? Fact.fields(of: made))
        if let article, article == made { lines.append("  nothing") }
        article = made
      case .outputs(let outputs):
        lines += ExplainedFile.list(outputs, exporter: stage.step.name, names: inspection.result.names).map {
          "  \(quoted($0.path))  \($0.isShared ? "record of " : "")\(NumberText.count($0.bytes, "byte"))"
        }
      case nil: break
      }
    }
    let skipped = inspection.stages.filter { $0.nanoseconds < 0 }.map(\.step.name)
    if !skipped.isEmpty { lines += ["", paint("not run: " + skipped.joined(separator: ", "), .faint)] }
    return (lines + ["", outcome(of: inspection)]).joined(separator: "\n")
  }

  private func head(of inspection: Inspection) -> String {
    var parts = [paint(quoted(inspection.item.uri), .bold)]
    if let source = inspection.article?.source ?? inspection.page?.source {
      parts += [source.mediaType, source.encoding].compactMap { $0 }
    }
    return parts.joined(separator: "  ") + "  " + NumberText.count(inspection.result.bytes, "byte")
  }

  private func outcome(of inspection: Inspection) -> String {
    switch inspection.result.outcome {
    case .exported: return paint("would be exported", .green)
    case .skipped: return paint("would be skipped: no article", .red)
    case .failed(let failure):
      var text =
        "would go to the dead letter: \(failure.stage): \(failure.error.code.rawValue): \(quoted(failure.error.message))"
      if let place = failure.error.place { text += " (at \(quoted(place)))" }
      if let advice = failure.error.advice { text += "; " + quoted(advice) }
      return paint(text, .red)
    }
  }

  // MARK: Blocks

  private func clean(_ page: Page, withBlocks: Bool) -> [String] {
    let kept = page.blocks.count { $0.verdict.isKept }
    var line = "  \(kept) of \(NumberText.count(page.blocks.count, "block")) kept"
    if let confidence = page.articleConfidence { line += ", article confidence \(NumberText.fixed(confidence, 2))" }
    line += ", \(page.evidence.count) statements of the page about itself"
    guard withBlocks else { return [line] }
    var lines = [line]
    var dropped: [Int] = []
    for (index, block) in page.blocks.enumerated() {
      if block.verdict.isDropped {
        dropped.append(index)
        continue
      }
      lines += fold(dropped, of: page)
      dropped = []
      lines.append(row(index, of: page))
    }
    return lines + fold(dropped, of: page)
  }

  /// The blocks themselves when they are few, else the first one and what the others were dropped for.
  private func fold(_ indexes: [Int], of page: Page) -> [String] {
    guard indexes.count >= Self.foldFrom, let first = indexes.first else { return indexes.map { row($0, of: page) } }
    let rest = indexes.dropFirst()
    let reasons = Tally(rest.map { Self.reason(of: page.blocks[$0]) }).text
    return [row(first, of: page), paint("       … \(rest.count) more dropped: \(reasons)", .faint)]
  }

  static func reason(of block: Block) -> String {
    block.verdict.reason.rawValue.isEmpty ? "no reason given" : block.verdict.reason.rawValue
  }

  private func row(_ index: Int, of page: Page) -> String {
    let block = page.blocks[index]
    let sign = block.verdict.isKept ? "+" : block.verdict.isDropped ? "-" : "?"
    let number = String(repeating: " ", count: max(0, 4 - String(index).count)) + String(index)
    let kind = Self.padded(block.kind.name, 12)
    let confidence = NumberText.fixed(Double(block.verdict.confidence), 2)
    let reason = block.verdict.reason.rawValue.isEmpty ? "" : " [\(quoted(block.verdict.reason.rawValue))]"
    return paint(
      "  \(sign)\(number)  \(confidence)  \(kind)\(quoted(page.string(of: block)))\(reason)",
      block.verdict.isKept ? .green : block.verdict.isDropped ? .red : .plain)
  }

  private func lines(of facts: [Fact]) -> [String] {
    facts.map { fact in
      let detail = fact.detail.isEmpty ? "" : "  " + paint("[\(quoted(fact.detail, width: 160))]", .faint)
      return "  " + Self.padded(fact.label, 14) + quoted(fact.text) + detail
    }
  }

  // MARK: Words

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }

  /// One line of at most `width` characters that cannot steer the terminal.
  private func quoted(_ text: String, width: Int? = nil) -> String {
    let width = width ?? self.width
    // A look at a bounded part, so that a huge block costs nothing.
    let head = String(decoding: text.utf8.prefix(width * 16), as: UTF8.self)
    let line = head.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let shown = line.count <= width && head.utf8.count == text.utf8.count ? line : line.prefix(width - 1) + "…"
    return DiagnosticRenderer.printable(shown)
  }

  private enum Colour: String {
    case plain = ""
    case bold = "1"
    case faint = "2"
    case red = "31"
    case green = "32"
  }

  private func paint(_ text: String, _ colour: Colour) -> String {
    isColoured && colour != .plain ? "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m" : text
  }
}

/// A file that a run would write, or add to.
struct ExplainedFile {
  var path: String
  var bytes: Int
  /// A record in a file that all documents share.
  var isShared: Bool
  var contents: [UInt8]

  static func list(_ outputs: [Output], exporter: String, names: PathTemplate.Values?) -> [ExplainedFile] {
    outputs.map { output in
      let (template, contents, isShared) =
        switch output {
        case .file(let name, let contents): (name, contents, false)
        case .record(let file, let contents): (file, contents, true)
        }
      let name = names.flatMap { PathTemplate.path(template, $0) } ?? template
      return ExplainedFile(
        path: FilePath.join(exporter, name), bytes: contents.count, isShared: isShared, contents: contents)
    }
  }
}
