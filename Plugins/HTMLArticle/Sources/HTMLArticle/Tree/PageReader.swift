import KZPipeKit

/// Reads a decoded page in one pass: elements into a `NodeTable`, text into blocks, pictures and statements by the way.
///
/// A block is a run of text between the edges of block-level elements or around a doubled `br`; inline and unknown elements
/// do not split. There is no document tree to repair: end tags are implied as far as blocks need them, a misplaced end tag
/// is passed over, and links and text styles never hold a block open. All stacks are bounded, so time is linear.
struct PageReader {
  /// A block as read; ranges are bytes of `text`, source ranges bytes of the decoded page.
  struct RawBlock: Sendable {
    /// Innermost block-level element around the block's first text.
    var node: Int32
    /// Innermost element of any kind around the block's first text.
    var inner: Int32
    var start: Int32
    var end: Int32
    var sourceStart: Int32
    var sourceEnd: Int32
    var linkBytes: Int32 = 0
    var strongBytes: Int32 = 0
    var links: Int32 = 0
    var breaks: Int32 = 0
    var startsWithLink = false
    var endsWithLink = false
    var kind: Block.Kind = .paragraph
    var level: UInt8 = 0
    /// The list or table that the block is an item of, else -1.
    var group: Int32 = -1
    var isHidden = false
    var isPreformatted = false
  }

  struct RawSpan: Sendable {
    var kind: Span.Kind
    var start: Int32
    var end: Int32
    /// Element that made the span: holds the address of a link.
    var node: Int32
  }

  struct RawImage: Sendable {
    var node: Int32
    /// Index of the block before which the picture stands.
    var block: Int32
    var link: Int32
    var isInNoscript: Bool
  }

  /// An element that says something about the page.
  struct RawStatement: Sendable {
    var node: Int32
    /// Block that was open or next at its start tag.
    var block: Int32
    /// Bytes of the text inside.
    var start: Int32
    var end: Int32
  }

  /// Content of a script element that is data.
  struct DataScript: Sendable {
    var node: Int32
    var start: Int32
    var end: Int32
    var isLinkedData: Bool
  }

  struct OpenElement {
    var node: Int32
    var tag: Tag
    var nameHash: UInt64
    /// Nearest block-level element, itself included.
    var block: Int32
    /// Its entry in `statements`, -1 for none.
    var statement: Int32 = -1
  }

  struct OpenSpan {
    var kind: Span.Kind
    var node: Int32
    /// -1 until the first text inside.
    var start: Int32
  }

  /// Elements nested deeper than this become siblings; browsers do the same at 512.
  static let depthLimit = 200
  static let nodeLimit = 1_000_000
  /// Text after so many blocks belongs to the last one.
  static let blockLimit = 200_000
  static let openSpanLimit = 16
  static let statementLimit = 4_000

  let bytes: UnsafeBufferPointer<UInt8>
  /// Self-closing tags close (XHTML).
  let isXML: Bool
  var tokenizer: Tokenizer
  let references = CharacterReferences.standard
  let tagTable = NameTable.tags
  let attributeTable = NameTable.attributes
  var families: ClassFamilies.Reader

  var nodes = NodeTable()
  var blocks: [RawBlock] = []
  var text: [UInt8] = []
  var spans: [RawSpan] = []
  var images: [RawImage] = []
  var scripts: [DataScript] = []
  /// `meta`, `link`, `base`, `time`, author links and elements with `itemprop` or `itemscope`, in page order.
  var statements: [RawStatement] = []
  var title: Range<Int>?

  var stack: [OpenElement] = []
  var openCount = [Int32](repeating: 0, count: Tag.allCases.count)
  /// Open elements whose content is no text of the page.
  var skipDepth = 0
  var foreignDepth = 0

  var link: Int32 = -1
  var linkDepth = 0
  var linkStatement: Int32 = -1
  var lastLinkEnd: Int32 = -1
  var openSpans: [OpenSpan] = []
  var hasUnstartedSpans = false
  var tables: [OpenTable] = []
  /// Steps up the stack, to show that work stays linear.
  var steps = 0

  /// Whether the open `ruby` puts its readings in brackets for those who do not see them above.
  var rubyHasFallback = false

  var isInBlock = false
  var pendingSpace = false
  var pendingBreaks = 0
  var current = RawBlock(node: 0, inner: 0, start: 0, end: 0, sourceStart: 0, sourceEnd: 0)
  var firstSpanOfBlock = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>, isXML: Bool) {
    self.bytes = bytes
    self.isXML = isXML
    tokenizer = Tokenizer(bytes)
    families = ClassFamilies.Reader(bytes)
    text.reserveCapacity(bytes.count / 8)
    nodes.reserveCapacity(bytes.count / 100)
    blocks.reserveCapacity(256)
    spans.reserveCapacity(256)
    stack.reserveCapacity(64)
    let root = nodes.append(.html, parent: -1)
    stack.append(OpenElement(node: root, tag: .html, nameHash: NameHash.of("html" as StaticString), block: root))
    openCount[Int(Tag.html.rawValue)] = 1
  }

  /// Reads the whole page.
  mutating func read() {
    while step() != .end {}
  }

  /// Reads one token.
  @inline(__always)
  mutating func step() -> Tokenizer.Token {
    let token = tokenizer.next()
    switch token {
    case .text: readText()
    case .startTag: readStartTag()
    case .endTag: readEndTag()
    case .comment, .doctype: break
    case .end:
      endBlock()
      while stack.count > 1 { pop() }
      nodes.end[0] = Int32(nodes.count)
    }
    return token
  }

  /// Innermost open element, links among them.
  var innermost: Int32 {
    let top = stack[stack.count - 1]
    return link >= 0 && stack.count <= linkDepth ? link : top.node
  }

  /// Remembers an element as one that says something about the page.
  mutating func noteStatement(_ node: Int32) {
    guard statements.count < Self.statementLimit, statements.last?.node != node else { return }
    statements.append(
      RawStatement(node: node, block: Int32(blocks.count), start: Int32(text.count), end: Int32(text.count)))
  }

  @inline(__always)
  func isOpen(_ tag: Tag) -> Bool { openCount[Int(tag.rawValue)] > 0 }

  // MARK: The stack

  mutating func push(_ tag: Tag, nameHash: UInt64, node: Int32) {
    let traits = tag.traits
    if stack.count >= Self.depthLimit { return }
    let block = traits.contains(.block) ? node : stack[stack.count - 1].block
    let statement = statements.last.map { $0.node == node } == true ? Int32(statements.count - 1) : -1
    stack.append(OpenElement(node: node, tag: tag, nameHash: nameHash, block: block, statement: statement))
    openCount[Int(tag.rawValue)] += 1
    if traits.contains(.skipped) { skipDepth += 1 }
    if tag == .svg || tag == .math {
      foreignDepth += 1
      tokenizer.isForeign = true
    }
    if tag == .table { openTable(node) }
    if let kind = tag.spanKind, openSpans.count < Self.openSpanLimit {
      openSpans.append(OpenSpan(kind: kind, node: node, start: -1))
      hasUnstartedSpans = true
    }
  }

  /// Closes the innermost open element.
  mutating func pop() {
    guard stack.count > 1, let element = stack.popLast() else { return }
    let traits = element.tag.traits
    if traits.contains(.block) { endBlock() }
    openCount[Int(element.tag.rawValue)] -= 1
    nodes.end[Int(element.node)] = Int32(nodes.count)
    if element.statement >= 0 { statements[Int(element.statement)].end = Int32(text.count) }
    if traits.contains(.skipped) { skipDepth -= 1 }
    if element.tag == .svg || element.tag == .math {
      foreignDepth -= 1
      tokenizer.isForeign = foreignDepth > 0
    }
    if element.tag == .table { closeTable(element.node) }
    if element.tag.spanKind != nil, let last = openSpans.last, last.node == element.node {
      openSpans.removeLast()
      finish(last)
    }
    if link >= 0, stack.count < linkDepth { endLink() }
  }

  mutating func pop(through index: Int) {
    while stack.count > index, stack.count > 1 { pop() }
  }

  /// Stack index of the innermost open `tag` that no boundary hides; `nil` when there is none.
  mutating func openIndex(of tag: Tag, stopping: (Tag) -> Bool) -> Int? {
    guard isOpen(tag) else { return nil }
    var index = stack.count - 1
    while index > 0 {
      steps += 1
      let open = stack[index].tag
      if open == tag { return index }
      if stopping(open) { return nil }
      index -= 1
    }
    return nil
  }

  // MARK: Links and spans

  mutating func startLink(_ node: Int32) {
    endLink()
    link = node
    linkDepth = stack.count
    linkStatement = statements.last.map { $0.node == node } == true ? Int32(statements.count - 1) : -1
    openSpans.append(OpenSpan(kind: .link, node: node, start: -1))
    hasUnstartedSpans = true
  }

  mutating func endLink() {
    guard link >= 0 else { return }
    nodes.end[Int(link)] = max(nodes.end[Int(link)], Int32(nodes.count))
    if linkStatement >= 0 { statements[Int(linkStatement)].end = Int32(text.count) }
    linkStatement = -1
    if let index = openSpans.lastIndex(where: { $0.node == link }) { finish(openSpans.remove(at: index)) }
    link = -1
  }

  mutating func finish(_ span: OpenSpan) {
    guard isInBlock, span.start >= current.start, span.start < Int32(text.count) else { return }
    let length = Int32(text.count) - span.start
    if span.kind == .link {
      current.linkBytes += length
      current.startsWithLink = current.startsWithLink || span.start == current.start
      lastLinkEnd = Int32(text.count)
    }
    if span.kind == .strong { current.strongBytes += length }
    spans.append(RawSpan(kind: span.kind, start: span.start, end: Int32(text.count), node: span.node))
  }
}

extension Tag {
  /// The inline markup that an element makes.
  var spanKind: Span.Kind? {
    switch self {
    case .b, .strong: .strong
    case .i, .em: .emphasis
    case .sub: .subscript
    case .sup: .superscript
    case .code, .kbd, .samp, .tt: .code
    default: nil
    }
  }
}
