import KZPipeText

/// The text-bearing elements of a page in order, for comparing this reader with other parsers.
public struct PageElements: Sendable {
  public struct Element: Sendable {
    /// Name of the innermost element around the text; `other` for one that means nothing here.
    public var tag: String
    /// The text with references decoded and white space folded.
    public var text: [UInt8]
    fileprivate var node: Int32
  }

  /// The page in UTF-8, as it was read.
  public let page: [UInt8]
  public private(set) var elements: [Element] = []

  /// Names of the elements that mean something here.
  public static var names: [String] { Tag.allCases.map(\.name) }

  public init(content: [UInt8]) {
    let page = Charset.decode(content, declared: nil, isHTML: true).utf8
    var elements: [Element] = []
    page.withUnsafeBufferPointer { bytes in
      var reader = PageReader(bytes, isXML: false)
      // Elements that were known when the last text came.
      var known = 0
      while true {
        let token = reader.step()
        if token == .end { break }
        guard token == .text else { continue }
        let text = reader.decodedText(in: reader.tokenizer.start..<reader.tokenizer.end)
        guard !text.isEmpty else { continue }
        let node = reader.innermost
        guard reader.nodes.flags[Int(node)].isDisjoint(with: [.noscript, .template]) else { continue }
        // A comment or a stray end tag between two texts divides no element.
        if let last = elements.indices.last, elements[last].node == node, reader.nodes.count == known {
          elements[last].text.append(contentsOf: text)
        } else {
          elements.append(Element(tag: reader.nodes.tag[Int(node)].name, text: text, node: node))
        }
        known = reader.nodes.count
      }
    }
    self.page = page
    self.elements = elements.compactMap { element in
      let text = EvidenceReader.folded(element.text)
      return text.isEmpty ? nil : Element(tag: element.tag, text: text, node: element.node)
    }
  }
}

extension PageReader {
  /// The text with its references decoded, white space as printed.
  fileprivate func decodedText(in range: Range<Int>) -> [UInt8] {
    var out: [UInt8] = []
    var at = range.lowerBound
    while at < range.upperBound {
      if bytes[at] == UInt8(ascii: "&"), tokenizer.hasReferences {
        let after = references.decode(bytes, at: at, end: range.upperBound, inAttribute: false, into: &out)
        if after > at {
          at = after
          continue
        }
      }
      if bytes[at] != 0 { out.append(bytes[at]) }
      at += 1
    }
    return out
  }
}
