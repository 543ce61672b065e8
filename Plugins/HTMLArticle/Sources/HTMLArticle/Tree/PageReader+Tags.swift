extension PageReader {
  mutating func readStartTag() {
    let hash = tokenizer.nameHash
    var tag = tagTable[hash].flatMap(Tag.init(rawValue:)) ?? .other
    if tag == .other, foreignDepth == 0, hash == Self.imageHash { tag = .img }
    if foreignDepth > 0, tag.traits.contains(.block) { leaveForeign() }
    let isForeign = foreignDepth > 0
    if !isForeign {
      if tag == .html || tag == .body, nodes.count > 1, tag == .html || isOpen(.body) {
        return
      }
      closeImplied(before: tag)
    }
    let traits = tag.traits
    if traits.contains(.block) { endBlock() }
    if nodes.count >= Self.nodeLimit { return }
    let node = nodes.append(tag, parent: stack[stack.count - 1].node)
    readAttributes(of: node, tag: tag)
    if traits.contains(.inline), tag != .a { conceal(node) }
    if tag == .noscript { nodes.flags[Int(node)].insert(.noscript) }
    if tag == .template { nodes.flags[Int(node)].insert(.template) }
    if isForeign {
      if !tokenizer.isSelfClosing { push(tag, nameHash: hash, node: node) }
      return
    }
    switch tag {
    case .a:
      startLink(node)
      return
    case .br: lineBreak()
    case .img, .ampImg, .source: noteImage(node, tag: tag)
    case .meta, .link, .base, .time: noteStatement(node)
    case .td, .th: noteCell(node)
    case .ruby: rubyHasFallback = false
    case .rp: rubyHasFallback = true
    case .tr: noteRow()
    default: break
    }
    if traits.contains(.void) || tokenizer.isSelfClosing && (isXML || tag == .svg || tag == .math) { return }
    if startRawText(tag, node: node, hash: hash) { return }
    push(tag, nameHash: hash, node: node)
  }

  /// Inline words that are only heard or shown on demand are not part of the text around them; names and dates that
  /// style sheets set apart are words of their own.
  private mutating func conceal(_ node: Int32) {
    guard !tokenizer.attributes.isEmpty, let range = nodes.attribute(.class, of: Int(node)) else { return }
    let mask = families.families(range)
    if mask.contains(.concealed) { nodes.flags[Int(node)].insert(.hidden) }
    if !mask.isDisjoint(with: [.byline, .date]) { pendingSpace = true }
  }

  private static let imageHash = NameHash.of("image" as StaticString)

  /// SVG and MathML end where HTML's blocks begin.
  private mutating func leaveForeign() {
    while foreignDepth > 0, stack.count > 1 { pop() }
  }

  /// Elements whose content the tokenizer hands over as one text; they are never on the stack.
  private mutating func startRawText(_ tag: Tag, node: Int32, hash: UInt64) -> Bool {
    switch tag {
    case .script: tokenizer.content = .script
    case .style, .iframe, .noembed, .noframes: tokenizer.content = .rawText
    case .textarea, .title: tokenizer.content = .rcdata
    case .xmp:
      tokenizer.content = .rawText
      tokenizer.rawNameHash = hash
      return false
    case .plaintext:
      tokenizer.content = .plainText
      return false
    default: return false
    }
    tokenizer.rawNameHash = hash
    guard tokenizer.nextRaw() == .text else { return true }
    switch tag {
    case .title where title == nil: title = tokenizer.start..<tokenizer.end
    case .script: noteScript(node, start: tokenizer.start, end: tokenizer.end)
    default: break
    }
    return true
  }

  /// Scripts that hold data: JSON-LD, and other JSON that may hold the body of a page without visible text.
  private mutating func noteScript(_ node: Int32, start: Int, end: Int) {
    var isLinkedData = false
    var isData = false
    if let range = nodes.attribute(.type, of: Int(node)) {
      isLinkedData = Bytes.contains("ld+json", in: bytes, range)
      isData = Bytes.contains("json", in: bytes, range)
    }
    guard isLinkedData || isData || end - start >= 2048 else { return }
    scripts.append(DataScript(node: node, start: Int32(start), end: Int32(end), isLinkedData: isLinkedData))
  }

  private mutating func readAttributes(of node: Int32, tag: Tag) {
    for attribute in tokenizer.attributes {
      guard let known = attributeTable[attribute.nameHash].flatMap(AttributeName.init(rawValue:)) else { continue }
      nodes.attributes.append(
        NodeTable.NodeAttribute(name: known, start: attribute.valueStart, end: attribute.valueEnd))
      let value = Int(attribute.valueStart)..<Int(attribute.valueEnd)
      switch known {
      case .hidden:
        nodes.flags[Int(node)].insert(.hidden)
      case .ariaHidden where Bytes.equals("true", in: bytes, value):
        nodes.flags[Int(node)].insert(.ariaHidden)
      case .style where Bytes.hidesElement(bytes, value):
        nodes.flags[Int(node)].insert(.hidden)
      case .itemprop, .itemscope: noteStatement(node)
      case .rel where tag == .a && Bytes.contains("author", in: bytes, value): noteStatement(node)
      default: break
      }
    }
  }

  // MARK: Implied ends

  private mutating func closeImplied(before tag: Tag) {
    if isOpen(.head), !tag.belongsInHead {
      if let index = openIndex(of: .head, stopping: { _ in false }) { pop(through: index) }
    }
    let traits = tag.traits
    // A forgotten </select> must not swallow the page.
    if skipDepth > 0, traits.contains(.closesParagraph) {
      for skipped in [Tag.select, .datalist] {
        if let index = openIndex(of: skipped, stopping: { $0.traits.contains(.boundary) }) { pop(through: index) }
      }
    }
    if traits.contains(.closesParagraph), isOpen(.p) {
      if let index = openIndex(of: .p, stopping: { $0.traits.contains(.boundary) || $0 == .button }) {
        pop(through: index)
      }
    }
    switch tag {
    case .li: closeItem(.li)
    case .dd, .dt:
      closeItem(.dd)
      closeItem(.dt)
    case .h1, .h2, .h3, .h4, .h5, .h6:
      if stack[stack.count - 1].tag.headingLevel > 0 { pop() }
    case .option, .optgroup:
      if stack[stack.count - 1].tag == .option { pop() }
    case .button:
      if let index = openIndex(of: .button, stopping: { $0.traits.contains(.boundary) }) { pop(through: index) }
    case .td, .th: closeTablePart([.td, .th, .caption])
    case .tr: closeTablePart([.td, .th, .tr, .caption])
    case .thead, .tbody, .tfoot: closeTablePart([.td, .th, .tr, .thead, .tbody, .tfoot, .caption, .colgroup])
    case .rt, .rp: if [.rt, .rp].contains(stack[stack.count - 1].tag) { pop() }
    case .frameset: break
    default: break
    }
  }

  /// Ends an open item of the innermost list.
  private mutating func closeItem(_ tag: Tag) {
    let index = openIndex(of: tag) { open in
      open.isList || open == .dl || open.traits.contains(.boundary) || open == .article || open == .section
    }
    if let index { pop(through: index) }
  }

  /// Ends parts of the innermost table.
  private mutating func closeTablePart(_ parts: [Tag]) {
    guard isOpen(.table) else { return }
    var index = stack.count - 1
    var lowest: Int?
    while index > 0, stack[index].tag != .table {
      steps += 1
      if parts.contains(stack[index].tag) { lowest = index }
      index -= 1
    }
    if let lowest { pop(through: lowest) }
  }

  // MARK: End tags

  mutating func readEndTag() {
    let hash = tokenizer.nameHash
    let tag = tagTable[hash].flatMap(Tag.init(rawValue:)) ?? .other
    if tag == .a {
      endLink()
      return
    }
    if tag == .br {
      lineBreak()
      return
    }
    guard isOpen(tag), tag != .html, tag != .body else {
      if tag == .p || tag.traits.contains(.block) { endBlock() }
      return
    }
    let isInline = !tag.traits.contains(.block) && !tag.traits.contains(.skipped)
    let isTablePart = tag == .table || tag == .tr || tag == .tbody || tag == .thead || tag == .tfoot
    var index = stack.count - 1
    while index > 0 {
      steps += 1
      let open = stack[index]
      if open.tag == tag, tag != .other || open.nameHash == hash {
        pop(through: index)
        return
      }
      let traits = open.tag.traits
      if isInline, traits.contains(.block) { return }
      if !isTablePart, traits.contains(.boundary), open.tag != tag { return }
      if isTablePart, open.tag == .table { return }
      // A heading's end tag ends any heading.
      if tag.headingLevel > 0, open.tag.headingLevel > 0 {
        pop(through: index)
        return
      }
      index -= 1
    }
  }
}

extension Tag {
  var belongsInHead: Bool {
    switch self {
    case .title, .base, .link, .meta, .style, .script, .noscript, .template, .head, .html: true
    default: false
    }
  }
}
