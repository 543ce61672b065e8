import KZPipeKit

/// Writes the result into the page: text, blocks with their verdicts, inline markup, pictures.
struct PageWriter {
  let reader: PageReader
  let analysis: PageAnalysis
  let keepsLinks: Bool
  /// Added to offsets in the decoded text to give offsets in the page's bytes; `nil` when they have no such relation.
  var sourceShift: Int32?

  init(_ reader: PageReader, _ analysis: PageAnalysis, keepsLinks: Bool) {
    self.reader = reader
    self.analysis = analysis
    self.keepsLinks = keepsLinks
  }

  func write(_ probabilities: [Float], threshold: Float, into page: inout Page) {
    page.text = reader.text
    page.blocks = reader.blocks.indices.map { index in
      let raw = reader.blocks[index]
      let isKept = probabilities[index] > threshold
      var block = Block(
        kind: raw.kind, level: raw.level, text: raw.start..<raw.end, group: raw.group,
        verdict: Verdict(isKept ? .kept : .dropped, confidence: probabilities[index], reason: "model"))
      if let sourceShift { block.source = (raw.sourceStart + sourceShift)..<(raw.sourceEnd + sourceShift) }
      return block
    }
  }
}
