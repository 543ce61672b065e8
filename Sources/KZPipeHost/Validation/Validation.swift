import KZPipeJSON
import KZPipeLibXML
public import KZPipeNewsRules

/// Checks exported documents against a schema and the rules of news formats.
public struct Validation: Sendable {
  public struct Finding: Sendable, Hashable {
    public var file: String
    public var finding: NewsFinding

    /// `FILE:LINE: error[NG020]: message`.
    public var text: String {
      let file = DiagnosticRenderer.printable(file)
      let place = finding.line > 0 ? "\(file):\(finding.line)" : file
      return
        "\(place): \(finding.severity.rawValue)[\(finding.rule.text)]: \(DiagnosticRenderer.printable(finding.message))"
    }
  }

  private var book: RuleBook
  private let mediaTopicsAreKnown: Bool
  /// Documents that could be read.
  public private(set) var checked = 0
  public private(set) var errors = 0
  public private(set) var warnings = 0

  /// - Parameters:
  ///   - schema: path of an XSD
  ///   - isForeign: rules that the formats leave open only warn
  ///   - modules: where the list of media topics may lie
  /// - Throws: the problem of the schema
  public init(schema path: String?, isForeign: Bool = false, modules: ModuleSearch) throws(Diagnostic) {
    var schema: XMLSchema?
    if let path {
      do {
        schema = try XMLSchema(path: path)
      } catch {
        throw Diagnostic(
          .inputMissing, "the schema cannot be used: \(error.message)", at: Place(path, line: error.line),
          notes: ["give --schema the main XSD; the files it includes have to lie beside it"])
      }
    }
    let topics = Self.mediaTopics(modules)
    mediaTopicsAreKnown = topics != nil
    book = RuleBook(schema: schema, topics: topics, isForeign: isForeign)
  }

  /// What limits the checks, as a sentence; `nil` when nothing does.
  public var limitation: String? {
    mediaTopicsAreKnown
      ? nil : "the module newsml_g2 is not installed, so media topics are checked by their form only"
  }

  /// The list of media topics lies with the module that writes them.
  private static func mediaTopics(_ modules: ModuleSearch) -> MediaTopicList? {
    for root in modules.roots {
      let path = FilePath.join(root.path, "NewsMLG2_NewsMLG2.resources/mediatopics.tsv")
      guard let table = try? FileReader.read(path, limit: 1 << 22) else { continue }
      let topics = MediaTopicList(table: table)
      if !topics.isEmpty { return topics }
    }
    return nil
  }

  /// What is wrong with one file.
  /// - Throws: when it cannot be read
  public mutating func findings(in file: String) throws(Diagnostic) -> [Finding] {
    let bytes: [UInt8]
    do {
      // One byte more than is allowed shows that there are more.
      bytes = try FileReader.read(file, limit: RuleBook.maximumSize + 1)
    } catch {
      throw Diagnostic(.inputMissing, "cannot read it: \(error.reason)", at: Place(file))
    }
    checked += 1
    let name = file == DocumentSet.standardInput ? "standard input" : file
    return count(book.findings(in: bytes, file: name).map { Finding(file: name, finding: $0) })
  }

  /// What can only be told when all files were seen.
  public mutating func remaining() -> [Finding] {
    count(book.unresolved().map { Finding(file: $0.file, finding: $0.finding) })
  }

  private mutating func count(_ findings: [Finding]) -> [Finding] {
    let bad = findings.count { $0.finding.severity == .error }
    errors += bad
    warnings += findings.count - bad
    return findings
  }
}

extension Validation {
  /// The rules in their order, each as a line: code, severity, what it asks for.
  public static func rules(asJSON: Bool) -> [String] {
    NewsRule.allCases.map { rule in
      guard asJSON else {
        let severity = rule.severity.rawValue
        return "\(rule.text)  \(severity)\(String(repeating: " ", count: 9 - severity.utf8.count))\(rule.summary)"
      }
      var writer = JSONWriter()
      writer.beginObject()
      writer.member("code", rule.text)
      writer.member("severity", rule.severity.rawValue)
      writer.member("own", rule.isOwn)
      writer.member("rule", rule.summary)
      writer.endObject()
      return String(decoding: writer.bytes, as: UTF8.self)
    }
  }
}

extension Validation.Finding {
  /// One object: file, line, severity, code, message.
  public var json: String {
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("file", file)
    writer.member("line", finding.line)
    writer.member("severity", finding.severity.rawValue)
    writer.member("code", finding.rule.text)
    writer.member("message", finding.message)
    writer.endObject()
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
