public import KZPipeKit
import KZPipeLibXML
import KZPipeNewsRules
import KZPipeXML

/// Writes articles as NewsML-G2 2.35 at power conformance: a text item, an item for each picture, a package of both, and
/// the entities as a knowledge item of their own.
///
/// Source: IPTC, NewsML-G2 2.35 specification (XML Schema, power) and implementation guidelines.
public struct NewsMLG2: ExportStage {
  public static let spec = StageSpec(
    "newsml_g2", kind: .export, summary: "Writes articles as NewsML-G2 2.35: text, pictures, package and entities.",
    reads: [.headline, .body],
    readsOptionally: [
      .authors, .images, .metadata, .language, .entities, .exchanges, .roles, .topics, .keywords, .summary, .related,
    ], options: Settings.specs)

  let settings: Settings
  private let vocabulary: Vocabulary
  private let ledger: VersionLedger?
  private let schema: XMLSchema?
  private let selfCheck: Settings.SelfCheck
  /// The rules that documents are held to when they are read back; each article begins with this empty book.
  private let rules: RuleBook?
  private let runTime: PartialDate
  private let version: String

  public init(options: Options, context: StageContext) throws(StageError) {
    settings = try Settings(options)
    let resources = ModuleResources(package: "NewsMLG2", target: "NewsMLG2", context: context)
    let topics = try resources.bytes(of: "mediatopics.tsv")
    vocabulary = try Vocabulary(topics)
    selfCheck = Settings.SelfCheck(rawValue: options[Settings.selfCheck]) ?? .values
    rules = selfCheck == .full ? RuleBook(topics: MediaTopicList(table: topics)) : nil
    if let path = options[Settings.state] {
      ledger = try Self.ledger(at: path)
    } else {
      ledger = nil
    }
    if let path = options[Settings.schema] {
      do {
        schema = try XMLSchema(path: path)
      } catch {
        throw StageError(.resource, "the schema cannot be used: \(error.message)", place: "line \(error.line)")
      }
    } else {
      schema = nil
    }
    runTime = context.runTime
    version = context.version
    if options.values["provider"] == nil {
      context.warn("newsml_g2: no provider is set, so the items name kzpipe as theirs; set provider: {name, uri}")
    }
  }

  /// The ledger of an earlier run; a first run has none yet.
  private static func ledger(at path: String) throws(StageError) -> VersionLedger {
    guard FileStatus.exists(path) else { return .empty }
    let file = try MappedFile(path)
    // The bytes are valid only as long as the file is mapped.
    let bytes = withExtendedLifetime(file) { Array(file.bytes) }
    return try VersionLedger(bytes)
  }

  public func export(_ article: Article) async throws(StageError) -> [Output] {
    let plan = try ItemPlan(article, settings: settings, vocabulary: vocabulary, ledger: ledger, runTime: runTime)
    if selfCheck != .none, let breach = plan.breach {
      throw Self.refusal(breach.rule, place: breach.place)
    }
    let writer = try ItemWriter(plan, settings: settings, version: version, depth: settings.isMessage ? 2 : 0)
    var outputs: [Output] = []
    if settings.isMessage {
      outputs.append(.file(name: "{slug}.xml", contents: writer.message(sent: runTime)))
    } else {
      outputs.append(.file(name: "{slug}.xml", contents: writer.single { $0.writeTextItem(to: &$1) }))
      for (number, picture) in plan.pictures.enumerated() {
        outputs.append(
          .file(
            name: "{slug}-picture-\(number + 1).xml",
            contents: writer.single { $0.writePictureItem(picture, to: &$1) }))
      }
      if !plan.pictures.isEmpty {
        outputs.append(
          .file(name: "{slug}-package.xml", contents: writer.single { $0.writePackageItem(to: &$1) }))
      }
    }
    if settings.withKnowledgeItem, !plan.entities.concepts.isEmpty {
      outputs.append(
        .file(name: "entities/{slug}.xml", contents: writer.single { $0.writeKnowledgeItem(to: &$1) }))
    }
    try check(outputs)
    if ledger != nil {
      outputs.append(
        .record(file: VersionLedger.file, contents: VersionLedger.line(id: plan.item.id, plan.version)))
    }
    return outputs
  }

  public func frame(of file: String) -> Frame {
    file == VersionLedger.file ? Frame(opening: ledger?.carried ?? []) : Frame()
  }

  private static func refusal(_ rule: NewsRule, place: String) -> StageError {
    StageError(
      .init(rawValue: rule.text.lowercased()), "the item would break a rule. \(rule.text): \(rule.summary)",
      place: place,
      advice: "self_check: none writes it all the same; kzpipe validate then tells what is wrong")
  }

  /// Reads back what was written: nothing leaves that breaks a rule, or that the schema forbids, when there is one.
  private func check(_ outputs: [Output]) throws(StageError) {
    if var rules {
      for case .file(let name, let contents) in outputs {
        let broken = rules.findings(in: contents, file: name).first { $0.severity == .error && !$0.rule.isAboutText }
        if let broken { throw Self.refusal(broken.rule, place: "line \(broken.line) of \(name)") }
      }
    }
    guard let schema else { return }
    for case .file(_, let contents) in outputs {
      let finding: XMLFinding?
      do {
        finding = schema.findings(in: try XMLDocument(contents)).first
      } catch {
        finding = error
      }
      if let finding {
        throw StageError(
          "schema_violation", "the item is not valid (libxml2 error \(finding.number))", place: "line \(finding.line)",
          advice: "this is a fault of the exporter: keep the page and report it")
      }
    }
  }
}
