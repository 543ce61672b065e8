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
public struct XMLWriter: ~Copyable {
  private struct Frame {
    var name: StaticString
    /// The default namespace in force.
    var namespace: StaticString
    /// White space counts: nothing is indented from here on.
    var isMixed: Bool
    /// A child element was written on a line of its own.
    var hasLines: Bool
  }

  private var out: ByteBuffer
  private var frames: [Frame] = []
  /// The start tag of the innermost element still lacks its `>`.
  private var isTagOpen = false
  private let isIndented: Bool
  private let baseDepth: Int

  /// - Parameters:
  ///   - indented: two blanks a level, outside mixed content
  ///   - depth: level of the first element, for a piece that is put into another document
  ///   - capacity: bytes to reserve
  public init(indented: Bool = true, depth: Int = 0, capacity: Int = 16384) {
    out = ByteBuffer(capacity: capacity)
    frames.reserveCapacity(16)
    isIndented = indented
    baseDepth = depth
  }

  /// The document so far.
  public var bytes: [UInt8] { Array(out.bytes) }

  public mutating func declaration() { out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>") }

  /// Opens an element.
  /// - Parameters:
  ///   - namespace: default namespace of the element and those inside it; empty: that of its parent
  ///   - mixed: the element holds text or inline markup, so that nothing in it may be indented
  public mutating func open(_ name: StaticString, namespace: StaticString = "", mixed: Bool = false) {
    if isTagOpen { out.append(UInt8(ascii: ">")) }
    isTagOpen = true
    var frame = Frame(name: name, namespace: namespace, isMixed: mixed, hasLines: false)
    var declares = namespace.utf8CodeUnitCount > 0
    let last = frames.count - 1
    if last >= 0 {
      frames[last].hasLines = true
      if frames[last].isMixed { frame.isMixed = true } else { newLine() }
      if !declares {
        frame.namespace = frames[last].namespace
      } else if Self.same(namespace, frames[last].namespace) {
        declares = false
      }
    } else {
      newLine()
    }
    out.append(UInt8(ascii: "<"))
    out.append(name)
    if declares { attribute("xmlns", literal: namespace) }
    frames.append(frame)
  }

  /// Closes the innermost element; without one, does nothing.
  public mutating func close() {
    guard let frame = frames.popLast() else { return }
    if isTagOpen {
      out.append("/>")
      isTagOpen = false
    } else {
      if frame.hasLines, !frame.isMixed { newLine() }
      out.append("</")
      out.append(frame.name)
      out.append(UInt8(ascii: ">"))
    }
    if frames.isEmpty, baseDepth == 0 { out.append(0x0A) }
  }

  /// Adds an attribute to the element just opened. Nothing is written for an empty value, or after the element's content began.
  public mutating func attribute(_ name: StaticString, _ value: String?) {
    guard isTagOpen, let value, !value.isEmpty else { return }
    let start = out.count
    startAttribute(name)
    let valueStart = out.count
    escape(value, as: .attribute)
    if out.count == valueStart { out.removeLast(out.count - start) } else { out.append(UInt8(ascii: "\"")) }
  }

  public mutating func attribute(_ name: StaticString, _ value: Int?) {
    guard isTagOpen, let value else { return }
    startAttribute(name)
    out.append(integer: value)
    out.append(UInt8(ascii: "\""))
  }

  /// An attribute whose value the source code states.
  public mutating func attribute(_ name: StaticString, literal value: StaticString) {
    guard isTagOpen else { return }
    startAttribute(name)
    out.append(value)
    out.append(UInt8(ascii: "\""))
  }

  /// An attribute put together of a stated part and a value, as QCodes are: `alias:` and code.
  public mutating func attribute(_ name: StaticString, prefix: StaticString, _ value: String) {
    guard isTagOpen else { return }
    startAttribute(name)
    out.append(prefix)
    escape(value, as: .attribute)
    out.append(UInt8(ascii: "\""))
  }

  /// An attribute put together of a stated part and a number, as ids are.
  public mutating func attribute(_ name: StaticString, prefix: StaticString, _ value: Int) {
    guard isTagOpen else { return }
    startAttribute(name)
    out.append(prefix)
    out.append(integer: value)
    out.append(UInt8(ascii: "\""))
  }

  public mutating func text(_ string: String) {
    endTag()
    escape(string, as: .text)
  }

  /// Text given as UTF-8; broken sequences must not occur.
  public mutating func text(utf8: UnsafeBufferPointer<UInt8>) {
    endTag()
    XMLText.append(utf8, to: &out, as: .text)
  }

  public mutating func text(_ number: Int) {
    endTag()
    out.append(integer: number)
  }

  /// Text that the source code states and that needs no escaping.
  public mutating func text(literal string: StaticString) {
    endTag()
    out.append(string)
  }

  /// Finished XML, taken as it is.
  public mutating func raw(_ xml: [UInt8]) {
    endTag()
    if !frames.isEmpty { frames[frames.count - 1].hasLines = true }
    xml.withUnsafeBufferPointer { out.append($0) }
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
    endTag()
    out.append(0x0A)
  }

  @inline(__always)
  private mutating func startAttribute(_ name: StaticString) {
    out.append(UInt8(ascii: " "))
    out.append(name)
    out.append("=\"")
  }

  @inline(__always)
  private mutating func endTag() {
    if isTagOpen { out.append(UInt8(ascii: ">")) }
    isTagOpen = false
  }

  @inline(__always)
  private mutating func escape(_ string: String, as place: XMLText.Place) {
    // Native strings, short ones too, give their bytes without a copy.
    var string = string
    string.withUTF8 { XMLText.append($0, to: &out, as: place) }
  }

  private mutating func newLine() {
    guard isIndented else { return }
    if out.count == 0 && baseDepth == 0 { return }
    out.append(0x0A)
    out.append(blanks: 2 * (frames.count + baseDepth))
  }

  private static func same(_ a: StaticString, _ b: StaticString) -> Bool {
    a.utf8CodeUnitCount == b.utf8CodeUnitCount
      && (a.utf8Start == b.utf8Start
        || UnsafeBufferPointer(start: a.utf8Start, count: a.utf8CodeUnitCount).elementsEqual(
          UnsafeBufferPointer(start: b.utf8Start, count: b.utf8CodeUnitCount)))
  }
}
