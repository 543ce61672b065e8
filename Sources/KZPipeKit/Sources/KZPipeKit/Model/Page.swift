/// A page on its way to become an article: its bytes as received and, after a clean stage, its blocks.
///
/// Blocks are plain values that point into one shared text buffer; nothing of a page is an object of its own, so a page
/// with thousands of navigation links costs a few arrays.
public struct Page: Sendable {
  /// Identity of the document within the run, assigned by the host from its input.
  public var id: String
  public var source: Source
  /// The bytes as received, undecoded. A stage that needs text decodes them and sets `source.encoding`.
  public var content: [UInt8]
  /// UTF-8 text of every block, in page order. `Block.text` holds ranges into it. Normalised to NFC.
  public var text: [UInt8]
  /// Blocks in page order, dropped ones included: what was dropped and why is part of the result.
  public var blocks: [Block]
  /// Inline markup: links and emphasis inside blocks, ordered by their start.
  public var spans: [Span]
  /// Pictures of the page that belong to the article, in page order.
  public var images: [PageImage]
  /// What the page says about itself: meta elements, JSON-LD, microdata, link elements, text patterns.
  public var evidence: [Evidence]
  /// How sure the clean stages are that the page holds one article, 0...1; `nil` when no stage judged.
  public var articleConfidence: Double?
  /// What the stages did to the page as a whole.
  public var provenance: [Provenance]

  public init(id: String, source: Source, content: [UInt8]) {
    self.id = id
    self.source = source
    self.content = content
    text = []
    blocks = []
    spans = []
    images = []
    evidence = []
    articleConfidence = nil
    provenance = []
  }

  /// Text of `block` as a string.
  public func string(of block: Block) -> String { string(in: block.text) }

  /// Bytes `range` of the text as a string; positions outside the text are clamped, broken sequences become U+FFFD.
  public func string(in range: Range<Int32>) -> String {
    let low = max(0, min(Int(range.lowerBound), text.count))
    let high = max(low, min(Int(range.upperBound), text.count))
    return String(decoding: text[low..<high], as: UTF8.self)
  }

  /// Appends a block with its text, given as UTF-8 in NFC. Returns its index.
  @discardableResult
  public mutating func append(
    _ utf8: some Sequence<UInt8>, kind: Block.Kind = .paragraph, level: UInt8 = 0, source: Range<Int32> = 0..<0,
    group: Int32 = -1, verdict: Verdict = .undecided
  ) -> Int {
    let start = Int32(text.count)
    text.append(contentsOf: utf8)
    blocks.append(
      Block(
        kind: kind, level: level, text: start..<Int32(text.count), source: source, group: group, verdict: verdict))
    return blocks.count - 1
  }
}

/// A picture as the page shows it.
public struct PageImage: Sendable, Hashable {
  /// Address as printed in the page, resolved against its base when that is known; empty when only a caption is there.
  public var url: String
  /// `alt` text.
  public var alternateText: String?
  /// Pixels, as the page states them.
  public var width: Int?
  /// Pixels, as the page states them.
  public var height: Int?
  /// Index of the block that captions the picture.
  public var caption: Int32?
  /// Index of the block before which the picture stands.
  public var position: Int32

  public init(
    url: String, alternateText: String? = nil, width: Int? = nil, height: Int? = nil, caption: Int32? = nil,
    position: Int32 = 0
  ) {
    self.url = url
    self.alternateText = alternateText
    self.width = width
    self.height = height
    self.caption = caption
    self.position = position
  }
}
