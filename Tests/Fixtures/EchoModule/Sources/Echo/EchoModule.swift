public import KZPipeKit

public enum EchoModule: StageModule {
  public static let name: StaticString = "echo"
  public static let version: StaticString = "1.2.3"
  public static let stages: StaticString =
    "clean:echo_lines parse:echo_article enrich:echo_shout export:echo_files export:echo_records"

  public static func register(in registrar: inout Registrar) {
    registrar.add(EchoLines.self)
    registrar.add(EchoArticle.self)
    registrar.add(EchoShout.self)
    registrar.add(EchoFiles.self)
    registrar.add(EchoRecords.self)
  }
}

/// Every line is a kept paragraph.
struct EchoLines: CleanStage {
  static let spec = StageSpec(
    "echo_lines", kind: .clean, summary: "Keeps every line.", accepts: ["text/plain", "text/html"], reads: [.content],
    writes: [.blocks])

  init(options: Options, context: StageContext) {}

  func clean(_ page: inout Page) throws(StageError) {
    guard let text = String(validating: page.content, as: UTF8.self) else {
      throw StageError(.malformed, "the text is not UTF-8", advice: "save it as UTF-8")
    }
    for line in text.split(separator: "\n") { page.append(line.utf8, verdict: Verdict(.kept, confidence: 1)) }
  }
}

/// The first line is the headline.
struct EchoArticle: ParseStage {
  static let spec = StageSpec(
    "echo_article", kind: .parse, summary: "Takes the first line for the headline.", accepts: ["*/*"], reads: [.blocks],
    writes: [.headline, .body])

  init(options: Options, context: StageContext) {}

  func parse(_ page: Page) throws(StageError) -> Article {
    guard let first = page.blocks.first, page.string(of: first) != "no article" else {
      throw StageError(.noArticle, "the page has no line")
    }
    var article = Article(id: "", source: page.source)
    article.headline = page.string(of: first)
    article.body = page.blocks.dropFirst().map { BodyBlock(text: page.string(of: $0)) }
    return article
  }
}

/// An enricher that needs the headline and can be told to wait until its time is over.
struct EchoShout: EnrichStage {
  static let isPatient = Option("is_patient", default: false, summary: "Wait until the document's time is over.")
  static let isFragile = Option("is_fragile", default: false, summary: "Trap on an article with the headline \"trap\".")
  static let spec = StageSpec(
    "echo_shout", kind: .enrich, summary: "Counts the paragraphs.", reads: [.headline], readsOptionally: [.body],
    writes: [.statistics],
    options: [isPatient.spec, isFragile.spec])

  private let isPatient: Bool
  private let isFragile: Bool

  init(options: Options, context: StageContext) {
    isPatient = options[Self.isPatient]
    isFragile = options[Self.isFragile]
  }

  func enrich(_ article: inout Article) async throws(StageError) {
    let nothing: [Int] = []
    if isFragile, article.headline == "trap" { print(nothing[article.body.count]) }
    while isPatient, !Task.isCancelled { await Task.yield() }
    article.annotations.statistics = Statistics(
      words: 0, sentences: 0, paragraphs: article.body.count, characters: 0, readingTime: 0)
  }
}

/// One text file an article.
struct EchoFiles: ExportStage {
  static let path = Option("path", default: "{slug}.txt", summary: "Name of the file.")
  static let spec = StageSpec(
    "echo_files", kind: .export, summary: "Writes headline and body.", reads: [.headline, .body], options: [path.spec])

  private let path: String

  init(options: Options, context: StageContext) { path = options[Self.path] }

  func export(_ article: Article) -> [Output] {
    [.file(name: path, contents: Array(((article.headline ?? "") + "\n\n" + article.text + "\n").utf8))]
  }
}

/// A JSON array of identities.
struct EchoRecords: ExportStage {
  static let spec = StageSpec("echo_records", kind: .export, summary: "Writes identities.", reads: [.headline])

  init(options: Options, context: StageContext) {}

  func export(_ article: Article) -> [Output] { [.record(file: "ids.json", contents: Array("\"\(article.id)\"".utf8))] }

  func frame(of file: String) -> Frame {
    Frame(opening: Array("[".utf8), separator: Array(",\n".utf8), closing: Array("]\n".utf8))
  }
}
