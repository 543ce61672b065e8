public import KZPipeKit
public import KZPipeXML

/// Writes an article's body blocks as XHTML or NITF: the one way from the model to markup for every exporter.
public struct BodyRenderer {
  /// Pictures that appear in the body.
  public enum Pictures: Sendable {
    case none
    /// Captions of pictures without an address: they have no other place to be.
    case withoutAddress
    /// Every picture, with its image.
    case all
  }

  private(set) var blocks: [BodyBlock]
  let images: [Image]
  let dialect: MarkupDialect
  let pictures: Pictures
  private let ids: IDSpace
  let marks: [InlineMark]
  /// Blocks that get an id, by index.
  private let identified: Set<Int>
  var inline: InlineRenderer
  private let isCounting: Bool
  /// Words of everything written, as `WordCount` counts them.
  public private(set) var wordCount = 0
  /// Code points of everything written.
  public private(set) var characterCount = 0
  /// Blocks and captions written.
  public internal(set) var blockCount = 0
  /// The ids given to mentions, in reading order.
  public var references: [MarkReference] { inline.references }

  /// - Parameters:
  ///   - ids: so that two bodies can stand in one document
  ///   - marks: mentions to mark, in reading order; see `InlineMark.marks`
  ///   - identified: indexes of the body blocks that get an id, `b` and the index
  ///   - counting: whether words and characters are counted; a second body of the same article has the same
  public init(
    _ article: Article, dialect: MarkupDialect, pictures: Pictures = .withoutAddress, ids: IDSpace = .first,
    marks: [InlineMark] = [], identified: Set<Int> = [], counting: Bool = true
  ) {
    isCounting = counting
    blocks = article.body
    images = article.images
    self.dialect = dialect
    self.pictures = pictures
    self.ids = ids
    self.marks = marks
    self.identified = identified
    inline = InlineRenderer(dialect: dialect, ids: ids)
  }

  /// Writes all blocks into the open element of `xml`.
  public mutating func render(to xml: inout XMLWriter) {
    var lists = 0
    let placed = placedPictures()
    var nextPicture = 0
    for index in blocks.indices {
      while nextPicture < placed.count, placed[nextPicture].position <= index {
        closeLists(&lists, downTo: 0, xml: &xml)
        render(picture: placed[nextPicture].index, to: &xml)
        nextPicture += 1
      }
      render(block: index, lists: &lists, to: &xml)
    }
    closeLists(&lists, downTo: 0, xml: &xml)
    for picture in placed[nextPicture...] { render(picture: picture.index, to: &xml) }
  }

  private mutating func render(block index: Int, lists: inout Int, to xml: inout XMLWriter) {
    var text = blocks[index].text
    text.withUTF8 { utf8 in
      let kind = blocks[index].kind
      guard !XMLText.isBlank(utf8) else { return }
      // In preformatted text the line feeds are the breaks.
      if kind == .preformatted { blocks[index].spans.removeAll { $0.kind == .lineBreak } }
      count(utf8, blocks[index].spans)
      blockCount += 1
      if kind == .listItem {
        openItem(level: blocks[index].level, lists: &lists, xml: &xml)
        identify(index, &xml)
        content(of: index, utf8, 0..<utf8.count, to: &xml)
        return
      }
      closeLists(&lists, downTo: 0, xml: &xml)
      switch kind {
      case .paragraph, .question, .answer, .listItem:
        xml.open("p", mixed: true)
        if kind == .question { xml.attribute("class", literal: "question") }
        if kind == .answer { xml.attribute("class", literal: "answer") }
        identify(index, &xml)
        content(of: index, utf8, 0..<utf8.count, to: &xml)
        xml.close()
      case .heading:
        openHeading(level: blocks[index].level, xml: &xml)
        identify(index, &xml)
        content(of: index, utf8, 0..<utf8.count, to: &xml)
        xml.close()
      case .quote: quote(index, utf8, to: &xml)
      case .table: table(index, utf8, to: &xml)
      case .preformatted:
        xml.open("pre", mixed: true)
        identify(index, &xml)
        if dialect == .xhtml { content(of: index, utf8, 0..<utf8.count, to: &xml) } else { xml.text(utf8: utf8) }
        xml.close()
      }
    }
  }

  mutating func count(_ utf8: UnsafeBufferPointer<UInt8>, _ spans: [Span] = []) {
    guard isCounting else { return }
    var start = 0
    // A line break parts words, even where the text has no blank.
    for offset in spans.lazy.filter({ $0.kind == .lineBreak }).map({ Int($0.range.lowerBound) }).sorted() {
      guard offset > start, offset < utf8.count, utf8[offset] & 0xC0 != 0x80 else { continue }
      countPiece(utf8[start..<offset], isBeforeBreak: true)
      start = offset
    }
    countPiece(utf8[start...], isBeforeBreak: false)
  }

  private mutating func countPiece(_ piece: Slice<UnsafeBufferPointer<UInt8>>, isBeforeBreak: Bool) {
    var piece = piece
    while isBeforeBreak, piece.last == 0x20 { piece.removeLast() }
    let utf8 = UnsafeBufferPointer(rebasing: piece)
    wordCount += WordCount.count(utf8)
    characterCount += XMLText.characterCount(utf8)
  }

  private mutating func content(
    of index: Int, _ utf8: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, to xml: inout XMLWriter
  ) {
    inline.render(utf8, range, spans: blocks[index].spans, marks: marks(at: .body(index)), to: &xml)
  }

  /// The marks of one string, found by bisection: marks are in reading order.
  func marks(at location: TextLocation) -> ArraySlice<InlineMark> {
    var low = 0
    var high = marks.count
    while low < high {
      let middle = (low + high) / 2
      if marks[middle].at < location { low = middle + 1 } else { high = middle }
    }
    var end = low
    while end < marks.count, marks[end].at == location { end += 1 }
    return marks[low..<end]
  }

  private func identify(_ index: Int, _ xml: inout XMLWriter) {
    if identified.contains(index) { xml.attribute("id", prefix: ids.block, index) }
  }

  private func openHeading(level: Int, xml: inout XMLWriter) {
    switch (dialect, level) {
    case (.nitf, _): xml.open("hl2", mixed: true)
    case (_, ...2): xml.open("h2", mixed: true)
    case (_, 3): xml.open("h3", mixed: true)
    case (_, 4): xml.open("h4", mixed: true)
    case (_, 5): xml.open("h5", mixed: true)
    default: xml.open("h6", mixed: true)
    }
  }

  private mutating func quote(_ index: Int, _ utf8: UnsafeBufferPointer<UInt8>, to xml: inout XMLWriter) {
    xml.open(dialect == .xhtml ? "blockquote" : "bq")
    if dialect == .nitf { xml.open("block") }
    xml.open("p", mixed: true)
    identify(index, &xml)
    content(of: index, utf8, 0..<utf8.count, to: &xml)
    xml.close()
    if dialect == .nitf { xml.close() }
    xml.close()
  }

  private mutating func table(_ index: Int, _ utf8: UnsafeBufferPointer<UInt8>, to xml: inout XMLWriter) {
    let marks = marks(at: .body(index))
    // Every cell looks at the table's markup again, so that has a bound.
    let isMarked = blocks[index].spans.count + marks.count <= Self.mostMarkupInTable
    func split(_ range: Range<Int>, at separator: UInt8, _ body: (Range<Int>) -> Void) {
      var start = range.lowerBound
      while start <= range.upperBound {
        let end = utf8[start..<range.upperBound].firstIndex(of: separator) ?? range.upperBound
        body(start..<end)
        start = end + 1
      }
    }
    xml.open("table")
    identify(index, &xml)
    xml.open("tbody")
    split(0..<utf8.count, at: 0x0A) { row in
      if XMLText.isBlank(UnsafeBufferPointer(rebasing: utf8[row])) { return }
      xml.open("tr")
      split(row, at: 0x09) { cell in
        xml.open("td", mixed: true)
        if !XMLText.isBlank(UnsafeBufferPointer(rebasing: utf8[cell])) {
          inline.render(
            utf8, cell, spans: isMarked ? blocks[index].spans : [], marks: isMarked ? marks : [], to: &xml)
        }
        xml.close()
      }
      xml.close()
    }
    xml.close()
    xml.close()
  }

  private static let mostMarkupInTable = 2000

  /// Deepest nesting of lists that is written.
  private static let deepestList = 16

  /// Opens the item of a list, and the lists that its level needs. `lists` counts the open ones; each but the innermost
  /// has an open item.
  private func openItem(level: Int, lists: inout Int, xml: inout XMLWriter) {
    // A level that skips others goes one deeper only.
    let wanted = min(max(level, 1), lists + 1, Self.deepestList)
    if lists >= wanted {
      closeLists(&lists, downTo: wanted, xml: &xml)
      xml.close()
    } else {
      xml.open("ul")
      lists += 1
    }
    xml.open("li", mixed: true)
  }

  private func closeLists(_ lists: inout Int, downTo level: Int, xml: inout XMLWriter) {
    while lists > level {
      xml.close()
      xml.close()
      lists -= 1
    }
  }
}
