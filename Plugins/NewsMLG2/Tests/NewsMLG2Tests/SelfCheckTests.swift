import KZPipeKit
import KZPipeNews
import KZPipeNewsRules
import SampleArticles
import Testing

@testable import NewsMLG2

/// Judging the values of a plan and judging the documents that it becomes have to say the same: see `ItemPlan.breach`.
@Suite struct SelfCheckTests {
  private let vocabulary: Vocabulary
  private let topics: MediaTopicList

  init() throws {
    let table = try MappedFile(buildDirectory + "/NewsMLG2_NewsMLG2.resources/mediatopics.tsv").contents()
    vocabulary = try Vocabulary(table)
    topics = MediaTopicList(table: table)
  }

  private func plan(_ article: Article, _ settings: Settings) throws -> ItemPlan {
    try ItemPlan(article, settings: settings, vocabulary: vocabulary, ledger: nil, runTime: runTime)
  }

  private func settings(_ options: [String: OptionValue] = [:]) throws -> Settings {
    try Settings(Options(provider.merging(options) { $1 }, for: NewsMLG2.spec))
  }

  /// The rules that the written items break, without flaws of the source.
  private func brokenRules(_ plan: ItemPlan, _ settings: Settings) throws -> Set<NewsRule> {
    let writer = try ItemWriter(plan, settings: settings, version: "0.1.0", depth: 2)
    var book = RuleBook(topics: topics)
    var findings = book.findings(in: writer.message(sent: runTime), file: "a.xml")
    if !plan.entities.concepts.isEmpty {
      findings += book.findings(in: writer.single { $0.writeKnowledgeItem(to: &$1) }, file: "b.xml")
    }
    return Set(findings.filter { $0.severity == .error && !$0.rule.isAboutText }.map(\.rule))
  }

  @Test func bothJudgementsAgreeOnAnyArticle() throws {
    let shapes = try [settings(), settings(["body": "xhtml", "include_email": true, "slugline": "keywords"])]
    var judged = 0
    for seed in 0..<600 {
      guard let plan = try? plan(HostileArticles.article(seed: UInt64(seed)), shapes[seed % 2]) else { continue }
      judged += 1
      let byValue = plan.breach
      let byReading = try brokenRules(plan, shapes[seed % 2])
      #expect((byValue == nil) == byReading.isEmpty, "seed \(seed): \(String(describing: byValue)) \(byReading)")
    }
    #expect(judged > 400)
  }

  @Test(arguments: SampleArticles.all)
  func bothJudgementsPassTheSamples(_ article: Article) throws {
    let settings = try settings([
      "slugline": "section", "ed_note": "Check", "ed_note_role": "ednoterole:note",
      "service": .object(["name": "World", "uri": "https://example.com/services/world"]),
      "alternatives": .object(["text/html": "https://example.com/s/{id}.html"]),
    ])
    let plan = try plan(article, settings)
    #expect(plan.breach == nil)
    #expect(try brokenRules(plan, settings).isEmpty)
  }

  struct Damage: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var rule: NewsRule
    var apply: @Sendable (inout ItemPlan) -> Void

    init(_ name: String, _ rule: NewsRule, _ apply: @escaping @Sendable (inout ItemPlan) -> Void) {
      (testDescription, self.rule, self.apply) = (name, rule, apply)
    }
  }

  /// Each value that comes from outside, damaged.
  static let damages: [Damage] = [
    Damage("version 0", .version) { $0.version.version = 0 },
    Damage("version of 19 digits", .version) { $0.version.version = .max },
    Damage("versionCreated without zone", .date) { $0.version.versionCreated = "2026-03-20T08:30:00" },
    Damage("versionCreated on no day", .date) { $0.version.versionCreated = "2026-02-30T08:30:00Z" },
    Damage("firstCreated is a day", .date) { $0.version.firstCreated = "2026-03-17" },
    Damage("firstCreated after versionCreated", .dateOrder) { $0.version.firstCreated = "2099-01-01T00:00:00Z" },
    Damage("contentCreated in words", .date) { $0.created = "17 March" },
    Damage("contentCreated without zone", .date) { $0.created = "2026-03-17T08:30:00" },
    Damage("contentCreated in month 13", .date) { $0.created = "2026-13" },
    Damage("contentModified without zone", .date) { $0.modified = "2026-03-17T08:30:00" },
    Damage("contentModified before contentCreated", .dateOrder) { $0.modified = "2026-03-16T08:30:00Z" },
    Damage("contentModified with a zone of 15 hours", .date) { $0.modified = "2026-03-19T08:30:00+15:00" },
    Damage("id with a blank", .guidForm) { $0.guidBase += "a b" },
    Damage("id beyond ASCII", .guidForm) { $0.guidBase += "é" },
    Damage("picture id beyond ASCII", .guidForm) { $0.pictures[0].guid += "é" },
    Damage("relative picture", .remoteContent) { $0.pictures[0].address = "/img/plant.jpg" },
    Damage("picture with a blank in its address", .remoteContent) {
      $0.pictures[0].address = "https://example.com/a b.jpg"
    },
    Damage("picture of no width", .remoteContent) { $0.pictures[0].width = 0 },
    Damage("picture of negative height", .remoteContent) { $0.pictures[0].height = -1 },
    Damage("language in words", .languageTag) { $0.item.language = "english" },
    Damage("code with a blank", .malformedQCode) { $0.entities.replaceCode(at: 0, with: "person-a b") },
    Damage("code with a no-break space", .malformedQCode) { $0.entities.replaceCode(at: 0, with: "person-a\u{A0}b") },
    Damage("empty code", .malformedQCode) { $0.entities.replaceCode(at: 0, with: "") },
  ]

  @Test(arguments: damages)
  func bothJudgementsFindTheSame(_ damage: Damage) throws {
    let settings = try settings()
    var plan = try plan(SampleArticles.english, settings)
    #expect(plan.breach == nil)
    damage.apply(&plan)
    #expect(plan.breach?.rule == damage.rule)
    #expect(try brokenRules(plan, settings).contains(damage.rule))
  }

  /// The rules that values can break are those above; everything else the writer has to keep.
  @Test func everyValueRuleIsDamaged() {
    #expect(
      Set(Self.damages.map(\.rule)) == [
        .version, .date, .dateOrder, .guidForm, .remoteContent, .languageTag, .malformedQCode,
      ])
  }

  @Test(arguments: ["values", "full"])
  func anItemThatBreaksARuleIsRefusedWithItsCode(_ way: OptionValue) async throws {
    let ledger = try await brokenLedger()
    await #expect {
      _ = try await makeStage(["state": .string(ledger.path), "self_check": way]).export(SampleArticles.bare)
    } throws: {
      ($0 as? StageError)?.code.rawValue == "ng041"
    }
    let written = try await makeStage(["state": .string(ledger.path), "self_check": "none"])
      .export(SampleArticles.bare)
    #expect(!written.isEmpty)
  }

  /// A ledger that says of an item that it was first made after its version.
  private func brokenLedger() async throws -> TemporaryFile {
    let empty = try #require(TemporaryFile(""))
    var fields: [String] = []
    for case .record(_, let line) in try await makeStage(["state": .string(empty.path)]).export(SampleArticles.bare) {
      fields = String(decoding: line, as: UTF8.self).split(separator: "\t").map(String.init)
    }
    try #require(fields.count == 5)
    fields[3] = "2099-01-01T00:00:00Z"
    return try #require(TemporaryFile(fields.joined(separator: "\t")))
  }

  @Test func canonicalTagsHaveTheFormOfTags() {
    for tag in [
      "en", "PT_br", "zh-hant-tw", "sl-rozaj-biske-1994", "es-419", "x-klingon", "en-a-bbb", "", "kk-CYRL", "deu",
    ] {
      #expect(NewsForm.isLanguageTag(LanguageTag.canonical(tag)), "\(tag)")
    }
  }
}

extension EntityConcepts {
  fileprivate mutating func replaceCode(at index: Int, with code: String) {
    concepts[index].code = QCode(scheme: .own, code: code)
  }
}
