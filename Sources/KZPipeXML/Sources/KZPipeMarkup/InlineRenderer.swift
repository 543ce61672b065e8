import KZPipeKit
import KZPipeXML

/// Writes stretches of text with their inline markup.
///
/// Spans may overlap, nest, cross or point outside the text: the text is cut at every boundary, and elements are closed
/// and opened again in one fixed order, so that the result is always well formed. Elements never hold white space alone.
struct InlineRenderer {
  private let dialect: MarkupDialect
  private let ids: IDSpace
  /// Number of the last id given.
  private var lastNumber = 0
  private(set) var references: [MarkReference] = []

  init(dialect: MarkupDialect, ids: IDSpace) {
    self.dialect = dialect
    self.ids = ids
  }

  /// Writes the bytes `range` of `text`.
  mutating func render(
    _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, spans: [Span], marks: ArraySlice<InlineMark>,
    to xml: inout XMLWriter
  ) {
    if spans.isEmpty {
      renderPlain(text, range, marks: marks, to: &xml)
    } else {
      renderMarked(text, range, spans: spans, marks: marks, to: &xml)
    }
  }

  private mutating func renderPlain(
    _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, marks: ArraySlice<InlineMark>, to xml: inout XMLWriter
  ) {
    var position = range.lowerBound
    for mark in marks {
      guard let bytes = usable(mark.bytes, in: text, within: range), bytes.lowerBound >= position else { continue }
      guard dialect.element(for: mark.kind) != nil else { continue }
      xml.text(utf8: UnsafeBufferPointer(rebasing: text[position..<bytes.lowerBound]))
      open(mark, to: &xml)
      xml.text(utf8: UnsafeBufferPointer(rebasing: text[bytes]))
      xml.close()
      position = bytes.upperBound
    }
    xml.text(utf8: UnsafeBufferPointer(rebasing: text[position..<range.upperBound]))
  }

  /// What is open or wanted. Elements nest in the order link, styles from the highest bit, mark.
  private struct State: Equatable {
    var link = -1
    var styles: UInt8 = 0
    var mark = -1
  }

  private struct Event {
    enum Change { case link, style, mark, lineBreak }

    var offset: Int
    var change: Change
    /// Index of the link or mark, or number of the style.
    var value: Int
    var isStart: Bool
  }

  private mutating func renderMarked(
    _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, spans: [Span], marks: ArraySlice<InlineMark>,
    to xml: inout XMLWriter
  ) {
    var links: [String] = []
    let events = events(text, range, spans: spans, marks: marks, links: &links)
    var counts = [Int](repeating: 0, count: 5)
    var wanted = State()
    var current = State()
    var position = range.lowerBound
    for event in events {
      if event.offset > position {
        var end = event.offset
        // The blank that stands for a break in the text is not written beside it.
        while event.change == .lineBreak, end > position, text[end - 1] == 0x20 { end -= 1 }
        write(text, position..<end, wanted, &current, links: links, marks: marks, to: &xml)
        position = event.offset
      }
      switch event.change {
      case .lineBreak:
        // What has ended is closed before the break. NITF's names hold text only.
        var around = common(current, wanted)
        if dialect == .nitf { around.mark = -1 }
        move(from: &current, to: around, links: links, marks: marks, xml: &xml)
        xml.open("br", mixed: true)
        xml.close()
        xml.lineFeed()
      case .link: wanted.link = event.isStart ? event.value : wanted.link == event.value ? -1 : wanted.link
      case .mark: wanted.mark = event.isStart ? event.value : wanted.mark == event.value ? -1 : wanted.mark
      case .style:
        counts[event.value] += event.isStart ? 1 : -1
        let bit: UInt8 = 1 << UInt8(event.value)
        wanted.styles = counts[event.value] > 0 ? wanted.styles | bit : wanted.styles & ~bit
      }
    }
    write(text, position..<range.upperBound, wanted, &current, links: links, marks: marks, to: &xml)
    move(from: &current, to: State(), links: links, marks: marks, xml: &xml)
  }

  /// Every boundary inside `range`, in the order of the text.
  private func events(
    _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, spans: [Span], marks: ArraySlice<InlineMark>,
    links: inout [String]
  ) -> [Event] {
    var events: [Event] = []
    func add(_ bytes: Range<Int>, _ change: Event.Change, _ value: Int) {
      events.append(Event(offset: bytes.lowerBound, change: change, value: value, isStart: true))
      events.append(Event(offset: bytes.upperBound, change: change, value: value, isStart: false))
    }
    var linkEnd = 0
    for span in spans.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      let bytes = Int(span.range.lowerBound)..<Int(span.range.upperBound)
      if span.kind == .lineBreak {
        if bytes.lowerBound > range.lowerBound, bytes.lowerBound < range.upperBound,
          isBoundary(bytes.lowerBound, in: text)
        {
          events.append(Event(offset: bytes.lowerBound, change: .lineBreak, value: 0, isStart: true))
        }
        continue
      }
      guard let bytes = usable(bytes, in: text, within: range) else { continue }
      if span.kind == .link {
        guard bytes.lowerBound >= linkEnd, let address = WebAddress.link(span.target) else { continue }
        linkEnd = bytes.upperBound
        links.append(address)
        add(bytes, .link, links.count - 1)
      } else if let style = dialect.style(of: span.kind) {
        add(bytes, .style, style)
      }
    }
    for index in marks.indices where dialect.element(for: marks[index].kind) != nil {
      guard let bytes = usable(marks[index].bytes, in: text, within: range) else { continue }
      add(bytes, .mark, index)
    }
    // At one place ends come before starts, so that a mark or link that follows another directly begins to hold.
    events.sort { $0.offset != $1.offset ? $0.offset < $1.offset : !$0.isStart && $1.isStart }
    return events
  }

  private mutating func write(
    _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ wanted: State, _ current: inout State, links: [String],
    marks: ArraySlice<InlineMark>, to xml: inout XMLWriter
  ) {
    if range.isEmpty { return }
    let piece = UnsafeBufferPointer(rebasing: text[range])
    move(
      from: &current, to: XMLText.isBlank(piece) ? common(current, wanted) : wanted, links: links, marks: marks,
      xml: &xml)
    xml.text(utf8: piece)
  }

  /// What both have open from the outside in: no element has to be opened to get there.
  private func common(_ current: State, _ wanted: State) -> State {
    var state = State()
    guard current.link == wanted.link else { return state }
    state.link = current.link
    for style in stride(from: 4, through: 0, by: -1) {
      let bit: UInt8 = 1 << UInt8(style)
      guard current.styles & bit == wanted.styles & bit else { return state }
      state.styles |= current.styles & bit
    }
    if current.mark == wanted.mark { state.mark = current.mark }
    return state
  }

  private mutating func move(
    from current: inout State, to wanted: State, links: [String], marks: ArraySlice<InlineMark>, xml: inout XMLWriter
  ) {
    if current == wanted { return }
    let kept = common(current, wanted)
    let closing = current.styles & ~kept.styles
    let opened =
      (current.mark >= 0 && kept.mark < 0 ? 1 : 0) + closing.nonzeroBitCount
      + (current.link >= 0 && kept.link < 0 ? 1 : 0)
    for _ in 0..<opened { xml.close() }
    if wanted.link >= 0, kept.link < 0 {
      xml.open("a", mixed: true)
      xml.attribute("href", links[wanted.link])
    }
    for style in stride(from: 4, through: 0, by: -1) where (wanted.styles & ~kept.styles) >> UInt8(style) & 1 == 1 {
      dialect.open(style: style, to: &xml)
    }
    if wanted.mark >= 0, kept.mark < 0 { open(marks[wanted.mark], to: &xml) }
    current = wanted
  }

  private mutating func open(_ mark: InlineMark, to xml: inout XMLWriter) {
    guard let element = dialect.element(for: mark.kind) else { return }
    lastNumber += 1
    xml.open(element, mixed: true)
    xml.attribute("id", prefix: ids.mention, lastNumber)
    references.append(MarkReference(entity: mark.entity, number: lastNumber, confidence: mark.confidence))
  }

  /// `bytes` cut to `range` and to its visible text; `nil` when it cuts a character or nothing is left.
  private func usable(
    _ bytes: Range<Int>, in text: UnsafeBufferPointer<UInt8>, within range: Range<Int>
  ) -> Range<Int>? {
    guard bytes.lowerBound < range.upperBound, bytes.upperBound > range.lowerBound else { return nil }
    let bytes = bytes.clamped(to: range)
    guard isBoundary(bytes.lowerBound, in: text), isBoundary(bytes.upperBound, in: text), !bytes.isEmpty else {
      return nil
    }
    return XMLText.isBlank(UnsafeBufferPointer(rebasing: text[bytes])) ? nil : bytes
  }

  private func isBoundary(_ offset: Int, in text: UnsafeBufferPointer<UInt8>) -> Bool {
    offset == text.count || (offset < text.count && text[offset] & 0xC0 != 0x80)
  }
}
