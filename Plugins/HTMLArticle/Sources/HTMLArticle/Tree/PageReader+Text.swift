import KZPipeKit
import KZPipeText

extension PageReader {
  /// Adds the text just read to the block, folding white space and decoding references.
  mutating func readText() {
    guard skipDepth == 0 else { return }
    let top = stack[stack.count - 1]
    let flags = nodes.flags[Int(top.node)]
    if !flags.isDisjoint(with: [.noscript, .template]) { return }
    // A reading without brackets would run into the word that it is for.
    if top.tag == .rt, !rubyHasFallback { return }
    let isHidden = flags.contains(.hidden)
    // Hidden words inside a shown block are not part of it.
    if isHidden, top.block != top.node, !nodes.flags[Int(top.block)].contains(.hidden) { return }
    if isOpen(.pre) || isOpen(.listing) || isOpen(.xmp) || isOpen(.plaintext) {
      addPreformatted(tokenizer.start, tokenizer.end)
    } else {
      addFolded(tokenizer.start, tokenizer.end)
    }
  }

  /// What a byte may be the beginning of, beside itself: 0 nothing, 1 white space, 2 a reference, 3 nothing to show,
  /// 4 a character of more bytes that may be white space or invisible.
  private static let classes: [UInt8] = {
    var table = [UInt8](repeating: 0, count: 256)
    for byte in 0..<0x20 { table[byte] = 3 }
    for byte in [0x20, 0x09, 0x0A, 0x0C, 0x0D] { table[byte] = 1 }
    table[0x26] = 2
    table[0x7F] = 3
    for byte in [0xC2, 0xE2, 0xE3, 0xEF] { table[byte] = 4 }
    return table
  }()

  private mutating func addFolded(_ start: Int, _ end: Int) {
    let mayDecode = tokenizer.hasReferences
    Self.classes.withUnsafeBufferPointer { classes in
      var at = start
      while at < end {
        // A run of plain bytes; single spaces inside it are plain too.
        var stop = at
        while stop < end {
          let kind = classes[Int(bytes[stop])]
          if kind != 0 {
            guard kind == 1, bytes[stop] == 0x20, stop > at, stop + 1 < end, classes[Int(bytes[stop + 1])] == 0 else {
              break
            }
          }
          stop += 1
        }
        if stop > at {
          begin(at: at)
          text.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[at..<stop]))
          current.sourceEnd = Int32(stop)
          at = stop
          if at >= end { break }
        }
        switch classes[Int(bytes[at])] {
        case 1:
          pendingSpace = true
          at += 1
        case 2:
          at = addReference(at, end, mayDecode: mayDecode)
        case 3:
          at += 1
        default:
          at = addWide(at, end)
        }
      }
    }
  }

  private mutating func addReference(_ at: Int, _ end: Int, mayDecode: Bool) -> Int {
    var decoded: [UInt8] = []
    let after = mayDecode ? references.decode(bytes, at: at, end: end, inAttribute: false, into: &decoded) : at
    if after == at {
      begin(at: at)
      text.append(bytes[at])
      current.sourceEnd = Int32(at + 1)
      return at + 1
    }
    if Folding.isSpace(decoded) {
      pendingSpace = true
    } else if !Folding.isInvisible(decoded) {
      begin(at: at)
      text.append(contentsOf: decoded)
      current.sourceEnd = Int32(after)
    }
    return after
  }

  /// A character of two or three bytes that may be a space or have no width.
  private mutating func addWide(_ at: Int, _ end: Int) -> Int {
    let length = min(bytes[at] < 0xE0 ? 2 : 3, end - at)
    let kind = Folding.kind(bytes, at, length)
    if kind == .space {
      pendingSpace = true
    } else if kind == .visible {
      begin(at: at)
      text.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[at..<(at + length)]))
      current.sourceEnd = Int32(at + length)
    }
    return at + length
  }

  /// Text of `pre`: white space is kept, a line feed right after the start tag is not.
  private mutating func addPreformatted(_ start: Int, _ end: Int) {
    var at = start
    if !isInBlock {
      while at < end, bytes[at] == 0x0A || bytes[at] == 0x0D { at += 1 }
      guard (at..<end).contains(where: { !ASCII.isSpace(bytes[$0]) }) else { return }
    }
    begin(at: at)
    current.isPreformatted = true
    pendingSpace = false
    while at < end {
      let byte = bytes[at]
      if byte == 0x26, tokenizer.hasReferences {
        let after = references.decode(bytes, at: at, end: end, inAttribute: false, into: &text)
        if after > at {
          at = after
          continue
        }
      }
      if byte == 0x0D {
        if at + 1 >= end || bytes[at + 1] != 0x0A { text.append(0x0A) }
      } else if byte >= 0x20 || byte == 0x0A || byte == 0x09 {
        text.append(byte)
      }
      at += 1
    }
    current.sourceEnd = Int32(end)
  }

  // MARK: Blocks

  /// Makes ready for visible text: opens a block, settles white space and line breaks before it, starts spans.
  @inline(__always)
  mutating func begin(at position: Int) {
    if !isInBlock { openBlock(at: position) }
    if pendingSpace || pendingBreaks > 0 { settleSpace() }
    if link >= 0 || hasUnstartedSpans || !openSpans.isEmpty { settleSpans() }
  }

  private mutating func openBlock(at position: Int) {
    let top = stack[stack.count - 1]
    isInBlock = true
    pendingSpace = false
    pendingBreaks = 0
    firstSpanOfBlock = spans.count
    current = RawBlock(
      node: top.block, inner: innermost, start: Int32(text.count),
      end: 0, sourceStart: Int32(position), sourceEnd: Int32(position))
    for index in openSpans.indices { openSpans[index].start = -1 }
    hasUnstartedSpans = !openSpans.isEmpty
  }

  private mutating func settleSpace() {
    if pendingBreaks > 0 {
      // One or two per block at most: a doubled break ends the block.
      text.append(0x20)
      spans.append(RawSpan(kind: .lineBreak, start: Int32(text.count), end: Int32(text.count), node: 0))
    } else if text.last != 0x20 || Int32(text.count) == current.start {
      text.append(0x20)
    }
    pendingSpace = false
    pendingBreaks = 0
  }

  private mutating func settleSpans() {
    guard hasUnstartedSpans else { return }
    for index in openSpans.indices where openSpans[index].start < 0 {
      openSpans[index].start = Int32(text.count)
      if openSpans[index].kind == .link { current.links += 1 }
    }
    hasUnstartedSpans = false
  }

  /// A `br`: one is white space with a mark, two in a row end the block.
  mutating func lineBreak() {
    guard isInBlock else { return }
    if current.isPreformatted {
      text.append(0x0A)
      return
    }
    pendingBreaks += 1
    current.breaks += 1
    if pendingBreaks >= 2 { endBlock() }
  }

  /// Ends the block, if one is open.
  mutating func endBlock() {
    guard isInBlock else { return }
    if blocks.count >= Self.blockLimit {
      pendingSpace = true
      return
    }
    for index in openSpans.indices {
      finish(openSpans[index])
      openSpans[index].start = -1
    }
    hasUnstartedSpans = !openSpans.isEmpty
    current.endsWithLink = lastLinkEnd == Int32(text.count)
    isInBlock = false
    pendingSpace = false
    pendingBreaks = 0
    if current.isPreformatted {
      while text.count > Int(current.start), ASCII.isSpace(text[text.count - 1]) { text.removeLast() }
    }
    normalise()
    current.end = Int32(text.count)
    guard current.end > current.start else {
      spans.removeSubrange(firstSpanOfBlock...)
      return
    }
    classify()
    blocks.append(current)
  }

  /// Brings the block's text to NFC. Nearly all text is already; then nothing is touched.
  private mutating func normalise() {
    guard Folding.mayNeedComposition(text, from: Int(current.start)) else { return }
    let low = Int(current.start)
    let original = Array(text[low...])
    let composed = Normalizer.nfc(original)
    guard composed != original else { return }
    // Each span costs a look at the text before it.
    if spans.count - firstSpanOfBlock > 64 { spans.removeSubrange(firstSpanOfBlock...) }
    func moved(_ position: Int32) -> Int32 {
      current.start + Int32(Normalizer.nfc(Array(original[..<min(Int(position) - low, original.count)])).count)
    }
    for index in firstSpanOfBlock..<spans.count {
      spans[index].start = moved(spans[index].start)
      spans[index].end = moved(spans[index].end)
    }
    text.replaceSubrange(low..., with: composed)
  }

  /// The block's kind as the elements around it show it.
  private mutating func classify() {
    let tag = nodes.tag[Int(current.node)]
    current.isHidden = nodes.flags[Int(current.node)].contains(.hidden)
    if isOpen(.figcaption) || tag == .caption {
      current.kind = .caption
    } else if tag.headingLevel > 0 {
      current.kind = .heading
      current.level = tag.headingLevel
    } else if current.isPreformatted {
      current.kind = .preformatted
    } else if isOpen(.blockquote) {
      current.kind = .quote
    } else if isOpen(.li), isItem(Int(current.node)) {
      current.kind = .listItem
      current.level = UInt8(min(255, max(1, openCount[Int(Tag.ul.rawValue)] + openCount[Int(Tag.ol.rawValue)])))
      current.group = listNode()
    }
  }

  private func isItem(_ node: Int) -> Bool {
    if nodes.tag[node] == .li { return true }
    let parent = Int(nodes.parent[node])
    return parent >= 0 && nodes.tag[parent] == .li
  }

  private func listNode() -> Int32 {
    var index = stack.count - 1
    while index > 0 {
      if stack[index].tag.isList { return stack[index].node }
      index -= 1
    }
    return -1
  }
}
