internal import CLibXML2
import Glibc

/// An XML Schema (XSD 1.0), read once and used from any thread.
public final class XMLSchema: Sendable {
  // Never changed after parsing; each validation has a context of its own.
  private nonisolated(unsafe) let schema: xmlSchemaPtr

  /// Reads the schema and what it includes from files; nothing is fetched from the network.
  /// - Throws: the first finding when the file is missing or no schema.
  public init(path: String) throws(XMLFinding) {
    LibXML.start()
    // libxml2 would tell of a missing file on standard error.
    guard access(path, R_OK) == 0 else {
      throw XMLFinding(number: 0, line: 0, message: "cannot read \(path)")
    }
    let collector = Collector()
    let parsed: xmlSchemaPtr? = withExtendedLifetime(collector) {
      guard let context = xmlSchemaNewParserCtxt(path) else { return nil }
      defer { xmlSchemaFreeParserCtxt(context) }
      // A schema that is not well formed is told of by the parser below, which would write to standard error.
      xmlSetStructuredErrorFunc(Unmanaged.passUnretained(collector).toOpaque(), Collector.receive)
      defer { xmlSetStructuredErrorFunc(nil, nil) }
      xmlSchemaSetParserStructuredErrors(context, Collector.receive, Unmanaged.passUnretained(collector).toOpaque())
      return xmlSchemaParse(context)
    }
    guard let parsed else {
      throw collector.findings.first ?? XMLFinding(number: 0, line: 0, message: "cannot read the schema \(path)")
    }
    schema = parsed
  }

  deinit { xmlSchemaFree(schema) }

  /// What the schema forbids in `document`, in its order; empty when it is valid. At most 100 findings.
  public func findings(in document: borrowing XMLDocument) -> [XMLFinding] {
    let collector = Collector()
    return withExtendedLifetime(collector) {
      guard let context = xmlSchemaNewValidCtxt(schema) else {
        return [XMLFinding(number: 0, line: 0, message: "cannot validate")]
      }
      defer { xmlSchemaFreeValidCtxt(context) }
      xmlSchemaSetValidStructuredErrors(context, Collector.receive, Unmanaged.passUnretained(collector).toOpaque())
      let status = xmlSchemaValidateDoc(context, document.pointer)
      if status != 0, collector.findings.isEmpty {
        collector.findings.append(XMLFinding(number: Int(status), line: 0, message: "the document is not valid"))
      }
      return collector.findings
    }
  }
}

/// Takes libxml2's errors during one call.
private final class Collector {
  var findings: [XMLFinding] = []

  static let receive: xmlStructuredErrorFunc = { target, error in
    guard let target, let error else { return }
    let collector = Unmanaged<Collector>.fromOpaque(target).takeUnretainedValue()
    guard collector.findings.count < 100 else { return }
    let message = error.pointee.message.map { LibXML.sentence(String(cString: $0)) } ?? ""
    collector.findings.append(
      XMLFinding(number: Int(error.pointee.code), line: Int(error.pointee.line), message: message))
  }
}
