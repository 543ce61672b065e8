/// Writes one XML 1.0 document as UTF-8 bytes, in one pass and without a tree.
///
/// The caller opens and closes elements; the writer escapes, keeps the nesting, declares the default namespace where it
/// changes and indents. What comes out is well formed whatever the strings hold (see `XMLText` for the characters that
/// are dropped). Attributes without a value are not written.
///
///     var xml = XMLWriter()
///     xml.declaration()
///     xml.open("note", namespace: "http://example.com/ns/")
///     xml.attribute("kind", "reminder")
///     xml.element("to", "Aigul")
///     xml.close()
public struct XMLWriter {
  /// The document so far.
  public private(set) var bytes: [UInt8]

  private struct Frame {
    var name: StaticString
    /// The default namespace in force, as its address and length: compared, not read.
    var namespace: StaticString
    /// White space counts: nothing is indented from here on.
    var isMixed: Bool
    /// A child element was written on a line of its own.
    var hasLines: Bool
  }

  private var frames: [Frame] = []
  /// The start tag of the innermost element still lacks its `>`.
  private var isTagOpen = false
  private let isIndented: Bool
  private let baseDepth: Int

  /// - Parameters:
  ///   - indented: two blanks a level, outside mixed content
  ///   - depth: level of the first element, for a piece that is put into another document
  ///   - capacity: bytes to reserve
  public init(indented: Bool = true, depth: Int = 0, capacity: Int = 8192) {
    bytes = []
    bytes.reserveCapacity(capacity)
    frames.reserveCapacity(16)
    isIndented = indented
    baseDepth = depth
  }

  public mutating func declaration() { literal("<?xml version=\"1.0\" encoding=\"UTF-8\"?>") }

  /// Opens an element.
  /// - Parameters:
  ///   - namespace: default namespace of the element and those inside it; empty: that of its parent
  ///   - mixed: the element holds text or inline markup, so that nothing in it may be indented
  public mutating func open(_ name: StaticString, namespace: StaticString = "", mixed: Bool = false) {
    let parent = frames.last
    if isTagOpen { endTag() }
    if !frames.isEmpty { frames[frames.count - 1].hasLines = true }
    if !(parent?.isMixed ?? false) { newLine() }
    bytes.append(UInt8(ascii: "<"))
    literal(name)
    isTagOpen = true
    var frame = Frame(
      name: name, namespace: parent?.namespace ?? "", isMixed: mixed || (parent?.isMixed ?? false), hasLines: false)
    if namespace.utf8CodeUnitCount > 0, !Self.same(namespace, frame.namespace) {
      frame.namespace = namespace
      attribute("xmlns", literal: namespace)
    }
    frames.append(frame)
  }

  /// Closes the innermost element; without one, does nothing.
  public mutating func close() {
    guard let frame = frames.popLast() else { return }
    if isTagOpen {
      literal("/>")
      isTagOpen = false
    } else {
      if frame.hasLines, !frame.isMixed { newLine() }
      literal("</")
      literal(frame.name)
      bytes.append(UInt8(ascii: ">"))
    }
    if frames.isEmpty, baseDepth == 0 { bytes.append(UInt8(ascii: "\n")) }
  }

  /// Adds an attribute to the element just opened. Nothing is written for an empty value, or after the element's content began.
  public mutating func attribute(_ name: StaticString, _ value: String?) {
    guard isTagOpen, let value, !value.isEmpty else { return }
    let start = bytes.count
    bytes.append(UInt8(ascii: " "))
    literal(name)
    literal("=\"")
    let valueStart = bytes.count
    XMLText.append(value, to: &bytes, as: .attribute)
    if bytes.count == valueStart {
      bytes.removeLast(bytes.count - start)
    } else {
      bytes.append(UInt8(ascii: "\""))
    }
  }

  public mutating func attribute(_ name: StaticString, _ value: Int?) {
    guard isTagOpen, let value else { return }
    startAttribute(name)
    integer(value)
    bytes.append(UInt8(ascii: "\""))
  }

  /// An attribute whose value the source code states.
  public mutating func attribute(_ name: StaticString, literal value: StaticString) {
    guard isTagOpen else { return }
    startAttribute(name)
    literal(value)
    bytes.append(UInt8(ascii: "\""))
  }

  /// An attribute put together of a stated part and a value, as QCodes are: `alias:` and code.
  public mutating func attribute(_ name: StaticString, prefix: StaticString, _ value: String) {
    guard isTagOpen else { return }
    startAttribute(name)
    literal(prefix)
    XMLText.append(value, to: &bytes, as: .attribute)
    bytes.append(UInt8(ascii: "\""))
  }

  public mutating func text(_ string: String) {
    if isTagOpen { endTag() }
    XMLText.append(string, to: &bytes, as: .text)
  }

  /// Text given as UTF-8; broken sequences must not occur.
  public mutating func text(utf8: UnsafeBufferPointer<UInt8>) {
    if isTagOpen { endTag() }
    XMLText.append(utf8, to: &bytes, as: .text)
  }

  public mutating func text(_ number: Int) {
    if isTagOpen { endTag() }
    integer(number)
  }

  /// Text that the source code states and that needs no escaping.
  public mutating func text(literal string: StaticString) {
    if isTagOpen { endTag() }
    literal(string)
  }

  /// Finished XML, taken as it is.
  public mutating func raw(_ xml: [UInt8]) {
    if isTagOpen { endTag() }
    if !frames.isEmpty { frames[frames.count - 1].hasLines = true }
    bytes.append(contentsOf: xml)
  }

  /// An element with text only; nothing at all when the text is empty.
  public mutating func element(_ name: StaticString, _ content: String?) {
    guard let content, !content.isEmpty else { return }
    open(name, mixed: true)
    text(content)
    close()
  }

  /// A line feed where white space counts, for the eye of the reader of the markup.
  public mutating func lineFeed() {
    if isTagOpen { endTag() }
    bytes.append(UInt8(ascii: "\n"))
  }

  private mutating func startAttribute(_ name: StaticString) {
    bytes.append(UInt8(ascii: " "))
    literal(name)
    literal("=\"")
  }

  private mutating func endTag() {
    bytes.append(UInt8(ascii: ">"))
    isTagOpen = false
  }

  private mutating func newLine() {
    guard isIndented else { return }
    if bytes.isEmpty && baseDepth == 0 { return }
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: repeatElement(0x20, count: 2 * (frames.count + baseDepth)))
  }

  private mutating func literal(_ string: StaticString) {
    bytes.append(contentsOf: UnsafeBufferPointer(start: string.utf8Start, count: string.utf8CodeUnitCount))
  }

  private mutating func integer(_ value: Int) {
    if (0...9).contains(value) {
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value))
    } else {
      bytes.append(contentsOf: String(value).utf8)
    }
  }

  private static func same(_ a: StaticString, _ b: StaticString) -> Bool {
    a.utf8CodeUnitCount == b.utf8CodeUnitCount
      && UnsafeBufferPointer(start: a.utf8Start, count: a.utf8CodeUnitCount).elementsEqual(
        UnsafeBufferPointer(start: b.utf8Start, count: b.utf8CodeUnitCount))
  }
}
