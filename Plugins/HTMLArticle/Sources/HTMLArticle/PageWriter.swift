import KZPipeKit

/// Writes the result into the page: text, blocks with their verdicts, inline markup, pictures, statements.
struct PageWriter {
  let reader: PageReader
  let analysis: PageAnalysis
  let resolver: AddressResolver
  let keepsLinks: Bool
  /// Added to offsets in the decoded text to give offsets in the page's bytes; `nil` when they have no such relation.
  let sourceShift: Int32?

  private var text: [UInt8] = []
  private var blocks: [Block] = []
  /// Index in the page of each block as read.
  private(set) var place: [Int32] = []
  private var shifts: [Int32] = []

  init(
    _ reader: PageReader, _ analysis: PageAnalysis, resolver: AddressResolver, keepsLinks: Bool, sourceShift: Int32?
  ) {
    self.reader = reader
    self.analysis = analysis
    self.resolver = resolver
    self.keepsLinks = keepsLinks
    self.sourceShift = sourceShift
  }

  mutating func write(
    _ judgement: PageJudge.Judgement, roles: BlockRoles, probabilities: [Float], evidence: [Evidence],
    into page: inout Page
  ) {
    let firstBody = judgement.isBody.firstIndex(of: true) ?? reader.blocks.count
    let lastBody = judgement.isBody.lastIndex(of: true) ?? -1
    text.reserveCapacity(reader.text.count)
    var groups: [Int32: Int32] = [:]
    var lastTrail: Int32 = -1
    for index in reader.blocks.indices {
      let isBody = judgement.isBody[index]
      let raw = reader.blocks[index]
      let kind = judgement.kinds[index]
      let start = Int32(text.count)
      if kind == .trail, let last = blocks.last, last.kind == .trail, lastTrail == trailNode(raw.node) {
        // The segments of one trail are one block.
        text.append(0x09)
        shifts.append(Int32(text.count) - raw.start)
        text += reader.text[Int(raw.start)..<Int(raw.end)]
        blocks[blocks.count - 1].text = last.text.lowerBound..<Int32(text.count)
        place.append(Int32(blocks.count - 1))
        continue
      }
      if kind == .trail { lastTrail = trailNode(raw.node) }
      text += reader.text[Int(raw.start)..<Int(raw.end)]
      shifts.append(start - raw.start)
      place.append(Int32(blocks.count))
      let reason: Reason =
        isBody ? "model" : judgement.reasons[index] ?? roles.reason(index, kind: kind, lastBody: lastBody)
      var block = Block(
        kind: kind, level: raw.level, text: start..<Int32(text.count),
        verdict: Verdict(isBody ? .kept : .dropped, confidence: probabilities[index], reason: reason))
      if raw.group >= 0 {
        let group = groups[raw.group] ?? Int32(groups.count)
        groups[raw.group] = group
        block.group = group
      }
      if let sourceShift { block.source = (raw.sourceStart + sourceShift)..<(raw.sourceEnd + sourceShift) }
      blocks.append(block)
    }
    page.text = text
    page.blocks = blocks
    page.spans = spans(judgement.isBody)
    page.evidence = evidence.map(moved)
    page.images = ImageChooser(reader: reader, analysis: analysis, resolver: resolver).images(
      firstBody: firstBody, lastBody: lastBody
    ).map(moved)
    page.articleConfidence = judgement.confidence
  }

  private func trailNode(_ node: Int32) -> Int32 {
    let above = analysis.up[Int(node)]
    return above < 0 ? node : above
  }

  private func moved(_ statement: Evidence) -> Evidence {
    var statement = statement
    statement.block = place.indices.contains(Int(statement.block)) ? place[Int(statement.block)] : -1
    return statement
  }

  private func moved(_ image: PageImage) -> PageImage {
    var image = image
    image.position = place.indices.contains(Int(image.position)) ? place[Int(image.position)] : Int32(blocks.count)
    image.caption = image.caption.map { place[Int($0)] }
    return image
  }

  /// Inline markup of the kept blocks and of captions, ordered by start.
  private func spans(_ isBody: [Bool]) -> [Span] {
    var out: [Span] = []
    var block = 0
    var addresses: [Int32: String] = [:]
    for raw in reader.spans.sorted(by: { $0.start != $1.start ? $0.start < $1.start : $0.end > $1.end }) {
      while block < reader.blocks.count, reader.blocks[block].end < raw.end || reader.blocks[block].end <= raw.start {
        block += 1
      }
      guard block < reader.blocks.count, raw.start >= reader.blocks[block].start else { continue }
      guard isBody[block] || blocks[Int(place[block])].kind == .caption else { continue }
      var target = ""
      if raw.kind == .link {
        guard keepsLinks else { continue }
        if let known = addresses[raw.node] {
          target = known
        } else {
          target = address(of: Int(raw.node)) ?? ""
          addresses[raw.node] = target
        }
        guard !target.isEmpty else { continue }
      }
      let shift = shifts[block]
      out.append(Span(kind: raw.kind, range: (raw.start + shift)..<(raw.end + shift), target: target))
    }
    return out
  }

  private func address(of node: Int) -> String? {
    reader.nodes.attribute(.href, of: node)
      .map { String(decoding: reader.decodedAttribute($0), as: UTF8.self) }.flatMap(resolver.resolve)
  }
}
