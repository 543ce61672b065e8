internal import CLibXML2

/// What libxml2 has to say about a document.
public struct XMLFinding: Error, Sendable, Hashable {
  /// libxml2's own number of the error.
  public var number: Int
  /// Line of the document, from 1; 0 when it is not known.
  public var line: Int
  /// libxml2's sentence. It may quote the document.
  public var message: String
}

/// A parsed XML document: libxml2's tree, without network access, entity expansion or external subsets.
public struct XMLDocument: ~Copyable {
  let pointer: xmlDocPtr

  /// Parses a whole document.
  /// - Throws: the first finding when it is not well formed.
  public init(_ bytes: [UInt8]) throws(XMLFinding) {
    LibXML.start()
    guard bytes.count <= Int(Int32.max), let context = xmlNewParserCtxt() else {
      throw XMLFinding(number: 0, line: 0, message: "the document is too large")
    }
    defer { xmlFreeParserCtxt(context) }
    let options =
      XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
      | XML_PARSE_BIG_LINES.rawValue
    let document = bytes.withUnsafeBytes { raw in
      xmlCtxtReadMemory(
        context, raw.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(raw.count), nil, nil, Int32(options))
    }
    guard let document else {
      let error = context.pointee.lastError
      throw XMLFinding(
        number: Int(error.code), line: Int(error.line),
        message: error.message.map { LibXML.sentence(String(cString: $0)) } ?? "the document is empty")
    }
    pointer = document
  }

  deinit { xmlFreeDoc(pointer) }

  /// The encoding that the XML declaration names.
  public var declaredEncoding: String? {
    pointer.pointee.encoding.map { String(cString: UnsafePointer<CChar>(OpaquePointer($0))) }
  }

  /// Whether the document has a document type declaration.
  public var hasDocumentType: Bool { pointer.pointee.intSubset != nil || pointer.pointee.extSubset != nil }
}

enum LibXML {
  private static let started: Void = {
    xmlInitParser()
    // Schemas name others by address: nothing may be fetched for them.
    xmlSetExternalEntityLoader(xmlNoNetExternalEntityLoader)
  }()

  /// Prepares the library, once; it must happen before several threads parse.
  static func start() { _ = started }

  /// libxml2 ends its messages with a line feed.
  static func sentence(_ message: String) -> String {
    var message = message[...]
    while let last = message.last, last.isNewline || last == "." { message.removeLast() }
    return String(message)
  }
}
