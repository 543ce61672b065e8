import KZPipeLibXML

/// A document's elements in one array, in the order of the document. Bounded by libxml2: 256 levels, 10 MB a text.
struct NewsTree {
  enum Vocabulary: Sendable {
    case newsML, xhtml, nitf, none, other

    init(_ namespace: String) {
      switch namespace {
      case "http://iptc.org/std/nar/2006-10-01/": self = .newsML
      case "http://www.w3.org/1999/xhtml": self = .xhtml
      case "http://iptc.org/std/NITF/2006-10-18/": self = .nitf
      case "": self = .none
      default: self = .other
      }
    }
  }

  enum Content {
    case text(String)
    case element(Int)
  }

  struct Element {
    var name: String
    var vocabulary: Vocabulary
    var line: Int
    /// -1 for the root.
    var parent: Int
    /// One past the last element inside: the elements inside an element follow it.
    var end: Int
    var attributes: [XMLNode.Attribute]
    var contents: [Content] = []

    /// An attribute without namespace.
    func attribute(_ name: String) -> String? {
      attributes.first { $0.name == name && $0.namespace.isEmpty }?.value
    }

    /// `xml:lang` of this element itself.
    var language: String? { attributes.first { $0.name == "lang" && $0.namespace.hasSuffix("/namespace") }?.value }
  }

  private(set) var elements: [Element] = []

  init(_ document: borrowing XMLDocument) {
    var elements: [Element] = []
    document.withRoot { Self.add($0, Vocabulary($0.namespace), parent: -1, to: &elements) }
    self.elements = elements
  }

  private static func add(
    _ node: XMLNode, _ vocabulary: Vocabulary, parent: Int, to elements: inout [Element]
  ) {
    let number = elements.count
    elements.append(
      Element(
        name: node.name, vocabulary: vocabulary, line: node.line, parent: parent, end: number + 1,
        attributes: node.attributes))
    var contents: [Content] = []
    for content in node.contents {
      switch content {
      case .text(let text): contents.append(.text(text))
      case .element(let child):
        contents.append(.element(elements.count))
        let isSame = child.sharesNamespace(with: node)
        add(child, isSame ? vocabulary : Vocabulary(child.namespace), parent: number, to: &elements)
      }
    }
    elements[number].contents = contents
    elements[number].end = elements.count
  }

  subscript(_ number: Int) -> Element { elements[number] }

  /// The element and all inside.
  func inside(_ number: Int) -> Range<Int> { number..<elements[number].end }

  /// Child elements in their order.
  func children(_ number: Int) -> [Int] {
    elements[number].contents.compactMap { if case .element(let child) = $0 { child } else { nil } }
  }

  /// Children called `name` in their parent's vocabulary.
  func all(_ name: String, in number: Int) -> [Int] {
    children(number).filter { elements[$0].name == name && elements[$0].vocabulary == elements[number].vocabulary }
  }

  func first(_ name: String, in number: Int) -> Int? {
    children(number).first { elements[$0].name == name && elements[$0].vocabulary == elements[number].vocabulary }
  }

  /// The first element on a path of child names.
  func first(_ path: [String], in number: Int) -> Int? {
    var at = number
    for name in path {
      guard let next = first(name, in: at) else { return nil }
      at = next
    }
    return at
  }

  /// All text inside, as it stands.
  func rawText(_ number: Int) -> String {
    var text = ""
    collect(number, into: &text)
    return text
  }

  private func collect(_ number: Int, into text: inout String) {
    for content in elements[number].contents {
      switch content {
      case .text(let piece): text += piece
      case .element(let child): collect(child, into: &text)
      }
    }
  }

  /// All text inside with single blanks; empty for `nil`.
  func text(_ number: Int?) -> String { number.map { NewsForm.collapsed(rawText($0)) } ?? "" }

  /// Text that stands directly in the element.
  func ownText(_ number: Int) -> String {
    elements[number].contents.reduce(into: "") { if case .text(let piece) = $1 { $0 += piece } }
  }

  /// Whether an element around `number` is called `name`.
  func isInside(_ number: Int, _ name: String) -> Bool {
    var at = elements[number].parent
    while at >= 0 {
      if elements[at].name == name, elements[at].vocabulary == .newsML { return true }
      at = elements[at].parent
    }
    return false
  }
}
