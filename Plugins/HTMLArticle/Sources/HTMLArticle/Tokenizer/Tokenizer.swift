#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Name and value of one attribute as ranges into the page; an absent value is an empty range.
struct Attribute {
  var nameHash: UInt64
  var nameStart: Int32
  var nameEnd: Int32
  var valueStart: Int32
  var valueEnd: Int32
}

/// A pull tokenizer over the bytes of a page in UTF-8, by the rules of WHATWG HTML, section 13.2.5.
///
/// Tokens are ranges into the page; nothing is copied and no character reference is decoded here. What only a validator
/// sees (errors, quirks, the inside of DOCTYPE) is left out. Every byte is looked at a bounded number of times.
struct Tokenizer {
  enum Token { case text, startTag, endTag, comment, doctype, end }

  /// How the content of an element reads.
  enum Content { case data, rcdata, rawText, script, plainText, cdata }

  let bytes: UnsafeBufferPointer<UInt8>
  let count: Int
  /// Where the next token begins.
  var position = 0
  /// Content model of what follows; set by the caller after a start tag.
  var content = Content.data
  /// Name of the element whose end tag ends raw text.
  var rawNameHash: UInt64 = 0
  /// Whether `<![CDATA[` opens a section (inside SVG and MathML) instead of a comment.
  var isForeign = false

  /// Range of the token just read; of a comment, its data.
  private(set) var start = 0
  private(set) var end = 0
  private(set) var nameHash: UInt64 = 0
  private(set) var nameStart = 0
  private(set) var nameEnd = 0
  private(set) var isSelfClosing = false
  private(set) var attributes: [Attribute] = []
  /// Whether the text just read may hold character references.
  private(set) var hasReferences = false

  /// More attributes than this on one tag are read over.
  static let attributeLimit = 256

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    count = bytes.count
    attributes.reserveCapacity(16)
  }

  /// Position of the next `byte` at or after `from`, or `count`.
  @inline(__always)
  func find(_ byte: UInt8, from: Int) -> Int {
    guard from < count, let base = bytes.baseAddress, let hit = memchr(base + from, Int32(byte), count - from) else {
      return count
    }
    return UnsafeRawPointer(hit) - UnsafeRawPointer(base)
  }

  /// Reads the next token.
  mutating func next() -> Token {
    if content != .data { if let token = nextRaw() { return token } }
    start = position
    guard position < count else {
      end = count
      return .end
    }
    if bytes[position] == UInt8(ascii: "<") {
      if let token = markup() { return token }
      // A lone "<" is text, together with what follows up to the next one.
      end = find(UInt8(ascii: "<"), from: position + 1)
    } else {
      end = find(UInt8(ascii: "<"), from: position)
    }
    position = end
    hasReferences = true
    return .text
  }

  /// A tag, comment or DOCTYPE at the "<" under `position`; `nil` when it is text.
  private mutating func markup() -> Token? {
    let next = position + 1
    guard next < count else { return nil }
    let byte = bytes[next]
    if ASCII.isLetter(byte) { return tag(nameAt: next, as: .startTag) }
    switch byte {
    case UInt8(ascii: "/"):
      guard next + 1 < count else { return nil }
      if ASCII.isLetter(bytes[next + 1]) { return tag(nameAt: next + 1, as: .endTag) }
      if bytes[next + 1] == UInt8(ascii: ">") {
        // "</>" vanishes.
        return comment(data: next + 1, end: next + 1, after: next + 2)
      }
      return bogusComment(from: next + 1)
    case UInt8(ascii: "!"):
      return declaration(at: next + 1)
    case UInt8(ascii: "?"):
      return bogusComment(from: next)
    default:
      return nil
    }
  }

  private mutating func comment(data: Int, end stop: Int, after: Int) -> Token {
    start = data
    end = max(data, stop)
    position = after
    return .comment
  }

  private mutating func bogusComment(from data: Int) -> Token {
    let close = find(UInt8(ascii: ">"), from: data)
    return comment(data: data, end: close, after: min(close + 1, count))
  }

  private mutating func declaration(at data: Int) -> Token {
    if data + 1 < count, bytes[data] == 0x2D, bytes[data + 1] == 0x2D { return realComment(from: data + 2) }
    if matches("doctype", at: data) {
      _ = bogusComment(from: data + 7)
      return .doctype
    }
    if isForeign, data + 7 <= count, matches("[cdata[", at: data), bytes[data + 1] == UInt8(ascii: "C") {
      position = data + 7
      content = .cdata
      return nextRaw() ?? next()
    }
    return bogusComment(from: data)
  }

  /// A comment after `<!--`: ends at `-->` or `--!>`, at once with `>` or `->`.
  private mutating func realComment(from data: Int) -> Token {
    if data < count, bytes[data] == UInt8(ascii: ">") { return comment(data: data, end: data, after: data + 1) }
    if data + 1 < count, bytes[data] == 0x2D, bytes[data + 1] == UInt8(ascii: ">") {
      return comment(data: data, end: data, after: data + 2)
    }
    var at = data
    while true {
      at = find(0x2D, from: at)
      guard at < count else { return comment(data: data, end: count, after: count) }
      guard at + 1 < count else { return comment(data: data, end: at, after: count) }
      if bytes[at + 1] == 0x2D {
        guard at + 2 < count else { return comment(data: data, end: at, after: count) }
        if bytes[at + 2] == UInt8(ascii: ">") { return comment(data: data, end: at, after: at + 3) }
        if bytes[at + 2] == UInt8(ascii: "!") {
          guard at + 3 < count else { return comment(data: data, end: at, after: count) }
          if bytes[at + 3] == UInt8(ascii: ">") { return comment(data: data, end: at, after: at + 4) }
        }
      }
      at += 1
    }
  }

  /// Whether the lower-case ASCII `word` stands at `position`, in any case.
  func matches(_ word: StaticString, at position: Int) -> Bool {
    guard position + word.utf8CodeUnitCount <= count else { return false }
    for offset in 0..<word.utf8CodeUnitCount
    where ASCII.lowercased(bytes[position + offset]) != word.utf8Start[offset] { return false }
    return true
  }

  // MARK: Tags

  private mutating func tag(nameAt name: Int, as kind: Token) -> Token {
    attributes.removeAll(keepingCapacity: true)
    isSelfClosing = false
    var at = name
    var hash = NameHash.seed
    while at < count {
      let byte = bytes[at]
      if ASCII.isSpace(byte) || byte == UInt8(ascii: "/") || byte == UInt8(ascii: ">") { break }
      hash = NameHash.step(hash, ASCII.lowercased(byte))
      at += 1
    }
    nameHash = hash
    nameStart = name
    nameEnd = at
    while at < count {
      let byte = bytes[at]
      if byte == UInt8(ascii: ">") {
        position = at + 1
        end = position
        return kind
      }
      if ASCII.isSpace(byte) {
        at += 1
      } else if byte == UInt8(ascii: "/") {
        at += 1
        if at < count, bytes[at] == UInt8(ascii: ">") { isSelfClosing = true }
      } else {
        at = attribute(at)
      }
    }
    // The page ends inside the tag: the tag is no tag.
    position = count
    start = count
    end = count
    return .end
  }

  /// Reads one attribute; returns the position after it.
  private mutating func attribute(_ from: Int) -> Int {
    var at = from
    var hash = NameHash.seed
    repeat {
      hash = NameHash.step(hash, ASCII.lowercased(bytes[at]))
      at += 1
    } while at < count && !ASCII.isSpace(bytes[at]) && bytes[at] != UInt8(ascii: "/") && bytes[at] != UInt8(ascii: ">")
      && bytes[at] != UInt8(ascii: "=")
    var found = Attribute(
      nameHash: hash, nameStart: Int32(from), nameEnd: Int32(at), valueStart: Int32(at), valueEnd: Int32(at))
    var probe = at
    while probe < count, ASCII.isSpace(bytes[probe]) { probe += 1 }
    if probe < count, bytes[probe] == UInt8(ascii: "=") {
      probe += 1
      while probe < count, ASCII.isSpace(bytes[probe]) { probe += 1 }
      guard probe < count else { return count }
      let quote = bytes[probe]
      if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
        let close = find(quote, from: probe + 1)
        guard close < count else { return count }
        found.valueStart = Int32(probe + 1)
        found.valueEnd = Int32(close)
        at = close + 1
      } else {
        var stop = probe
        while stop < count, !ASCII.isSpace(bytes[stop]), bytes[stop] != UInt8(ascii: ">") { stop += 1 }
        found.valueStart = Int32(probe)
        found.valueEnd = Int32(stop)
        at = stop
      }
    } else {
      at = probe
    }
    // The first of several attributes with one name counts.
    if attributes.count < Self.attributeLimit, !attributes.contains(where: { $0.nameHash == hash }) {
      attributes.append(found)
    }
    return at
  }
}

extension Tokenizer {
  /// Text that only an end tag (or nothing) ends; `nil` when it is empty and the content is `data` again.
  mutating func nextRaw() -> Token? {
    start = position
    hasReferences = content == .rcdata
    switch content {
    case .data: return nil
    case .plainText:
      guard position < count else { return nil }
      end = count
      position = count
    case .cdata:
      content = .data
      var at = position
      while true {
        at = find(UInt8(ascii: "]"), from: at)
        guard at < count else { break }
        if at + 2 < count, bytes[at + 1] == UInt8(ascii: "]"), bytes[at + 2] == UInt8(ascii: ">") { break }
        at += 1
      }
      end = at
      position = min(at + 3, count)
    case .rcdata, .rawText, .script:
      let isScript = content == .script
      content = .data
      end = isScript ? scriptEnd(from: position) : rawEnd(from: position)
      position = end
    }
    return start < end ? .text : nil
  }

  /// Where the end tag of the raw text element begins.
  private func rawEnd(from: Int) -> Int {
    var at = from
    while true {
      at = find(UInt8(ascii: "<"), from: at)
      guard at < count else { return count }
      if isEndTag(at) { return at }
      at += 1
    }
  }

  /// Whether `</name` of the raw text element stands at `at`, followed by white space, "/" or ">".
  private func isEndTag(_ at: Int) -> Bool {
    guard at + 2 < count, bytes[at + 1] == UInt8(ascii: "/") else { return false }
    return nameHash(at: at + 2) == rawNameHash
  }

  /// Hash of the letters at `position` when a name ends after them properly, else 0.
  private func nameHash(at position: Int) -> UInt64 {
    var at = position
    var hash = NameHash.seed
    // No raw text element has a name of more than nine letters.
    while at < count, at - position < 10, ASCII.isLetter(bytes[at]) {
      hash = NameHash.step(hash, ASCII.lowercased(bytes[at]))
      at += 1
    }
    guard at < count else { return 0 }
    let byte = bytes[at]
    return ASCII.isSpace(byte) || byte == UInt8(ascii: "/") || byte == UInt8(ascii: ">") ? hash : 0
  }

  /// Script data with its escapes: after `<!--` an inner `<script>` hides one `</script>` until `-->`.
  private func scriptEnd(from: Int) -> Int {
    let script = NameHash.of("script" as StaticString)
    var at = from
    while true {
      at = find(UInt8(ascii: "<"), from: at)
      guard at < count else { return count }
      if isEndTag(at) { return at }
      at += 1
      guard at + 2 < count, bytes[at] == UInt8(ascii: "!"), bytes[at + 1] == 0x2D, bytes[at + 2] == 0x2D else {
        continue
      }
      at += 1
      var isDouble = false
      escaped: while true {
        guard at < count else { return count }
        switch bytes[at] {
        case 0x2D:
          if at + 2 < count, bytes[at + 1] == 0x2D, bytes[at + 2] == UInt8(ascii: ">") {
            at += 3
            break escaped
          }
        case UInt8(ascii: "<"):
          if isDouble {
            if at + 2 < count, bytes[at + 1] == UInt8(ascii: "/"), nameHash(at: at + 2) == script { isDouble = false }
          } else if isEndTag(at) {
            return at
          } else if nameHash(at: at + 1) == script {
            isDouble = true
          }
        default: break
        }
        at += 1
      }
    }
  }
}
