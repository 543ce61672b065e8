import KZPipeKit

/// Writes what was read into the page.
struct PageWriter {
  let form: PageForm
  let reading: Reading
  let sourceOffset: Int?

  /// Empty lines that start a new section.
  static let sectionBreak = 2

  func write(to page: inout Page) {
    page.text.reserveCapacity(page.text.count + form.bytes.count)
    page.blocks.reserveCapacity(page.blocks.count + form.count)
    let first = page.blocks.count
    var group: Int32 = 0
    for index in form.lines.indices {
      let line = form.lines[index]
      let decision = reading.decisions[index]
      if index > 0, line.blanksBefore >= Self.sectionBreak { group += 1 }
      let verdict = Verdict(
        decision.isKept ? .kept : .dropped, confidence: decision.confidence, reason: decision.reason)
      page.append(
        text(of: index), kind: decision.kind, level: decision.kind == .heading ? 2 : decision.kind == .listItem ? 1 : 0,
        source: source(of: line), group: group, verdict: verdict)
    }
    for statement in reading.statements {
      page.evidence.append(
        Evidence(
          .text, property: statement.property, value: String(decoding: text(of: statement.line), as: UTF8.self),
          block: Int32(first + statement.line)))
    }
  }

  private func text(of index: Int) -> ArraySlice<UInt8> {
    guard let segments = reading.trails[index] else { return form.text(index) }
    return ArraySlice(segments.map { form.bytes[$0] }.joined(separator: [0x09]))
  }

  private func source(of line: Line) -> Range<Int32> {
    guard let sourceOffset, let low = Int32(exactly: line.origin.lowerBound + sourceOffset),
      let high = Int32(exactly: line.origin.upperBound + sourceOffset)
    else { return 0..<0 }
    return low..<high
  }
}
