internal import CLibXML2

/// An element of a parsed document. It is valid only while the document lives: see `XMLDocument.withRoot`.
public struct XMLNode {
  let pointer: xmlNodePtr

  /// Name without prefix.
  public var name: String {
    pointer.pointee.name.map { String(cString: UnsafePointer<CChar>(OpaquePointer($0))) } ?? ""
  }

  /// Address of the namespace; empty for none.
  public var namespace: String {
    pointer.pointee.ns?.pointee.href.map { String(cString: UnsafePointer<CChar>(OpaquePointer($0))) } ?? ""
  }

  /// Whether two elements share their namespace; cheaper than comparing addresses.
  public func sharesNamespace(with other: XMLNode) -> Bool { pointer.pointee.ns == other.pointer.pointee.ns }

  /// Line of the document, from 1.
  public var line: Int { Int(xmlGetLineNo(pointer)) }

  /// Value of an attribute without namespace; `nil` when it is absent.
  public func attribute(_ name: String) -> String? {
    guard let value = xmlGetNoNsProp(pointer, name) else { return nil }
    defer { kzpipe_xml_free(value) }
    return String(cString: UnsafePointer<CChar>(OpaquePointer(value)))
  }

  /// An attribute of an element.
  public struct Attribute: Sendable, Hashable {
    /// Name without prefix.
    public var name: String
    /// Address of the namespace; empty for none.
    public var namespace: String
    public var value: String
  }

  /// All attributes in their order.
  public var attributes: [Attribute] {
    var attributes: [Attribute] = []
    var next = pointer.pointee.properties
    while let attribute = next {
      next = attribute.pointee.next
      guard let name = attribute.pointee.name else { continue }
      let value = xmlNodeListGetString(pointer.pointee.doc, attribute.pointee.children, 1)
      defer { if let value { kzpipe_xml_free(value) } }
      attributes.append(
        Attribute(
          name: Self.string(name), namespace: attribute.pointee.ns?.pointee.href.map(Self.string) ?? "",
          value: value.map { Self.string($0) } ?? ""))
    }
    return attributes
  }

  private static func string(_ text: UnsafePointer<xmlChar>) -> String {
    String(cString: UnsafePointer<CChar>(OpaquePointer(text)))
  }

  /// The language in force (`xml:lang` of the element or of one around it).
  public var language: String? {
    guard let value = xmlNodeGetLang(pointer) else { return nil }
    defer { kzpipe_xml_free(value) }
    return String(cString: UnsafePointer<CChar>(OpaquePointer(value)))
  }

  /// Child elements in their order.
  public var elements: [XMLNode] {
    contents.compactMap { content in
      if case .element(let node) = content { node } else { nil }
    }
  }

  /// The first child element called `name`.
  public func first(_ name: String) -> XMLNode? { elements.first { $0.name == name } }

  /// All child elements called `name`.
  public func all(_ name: String) -> [XMLNode] { elements.filter { $0.name == name } }

  /// A piece of an element's content.
  public enum Content {
    case text(String)
    case element(XMLNode)
  }

  /// Text and child elements in their order; comments and processing instructions are left out.
  public var contents: [Content] {
    var contents: [Content] = []
    var next = pointer.pointee.children
    while let node = next {
      switch node.pointee.type {
      case XML_ELEMENT_NODE: contents.append(.element(XMLNode(pointer: node)))
      case XML_TEXT_NODE, XML_CDATA_SECTION_NODE:
        if let text = node.pointee.content {
          contents.append(.text(String(cString: UnsafePointer<CChar>(OpaquePointer(text)))))
        }
      default: break
      }
      next = node.pointee.next
    }
    return contents
  }

  /// All text inside.
  public var text: String {
    guard let value = xmlNodeGetContent(pointer) else { return "" }
    defer { kzpipe_xml_free(value) }
    return String(cString: UnsafePointer<CChar>(OpaquePointer(value)))
  }
}

extension XMLDocument {
  /// Calls `body` with the root element, which must not leave it.
  public borrowing func withRoot<Result, Failure: Error>(
    _ body: (XMLNode) throws(Failure) -> Result
  ) throws(Failure) -> Result? {
    guard let root = xmlDocGetRootElement(pointer) else { return nil }
    return try body(XMLNode(pointer: root))
  }
}
