public import KZPipeKit

/// Four stages that do nothing, in a shared object of their own: what is left is the cost of the host and the crossing.
public enum EmptyModule: StageModule {
  public static let name: StaticString = "empty"
  public static let version: StaticString = "1"
  public static let stages: StaticString = "clean:empty_clean parse:empty_parse enrich:empty_enrich export:empty_export"

  public static func register(in registrar: inout Registrar) {
    registrar.add(EmptyClean.self)
    registrar.add(EmptyParse.self)
    registrar.add(EmptyEnrich.self)
    registrar.add(EmptyExport.self)
  }
}

struct EmptyClean: CleanStage {
  static let spec = StageSpec("empty_clean", kind: .clean, summary: "Nothing.", accepts: ["*/*"])
  init(options: Options, context: StageContext) {}
  func clean(_ page: inout Page) async {}
}

struct EmptyParse: ParseStage {
  static let spec = StageSpec("empty_parse", kind: .parse, summary: "Nothing.", accepts: ["*/*"])
  init(options: Options, context: StageContext) {}
  func parse(_ page: Page) async -> Article { Article(id: "", source: page.source) }
}

struct EmptyEnrich: EnrichStage {
  static let spec = StageSpec("empty_enrich", kind: .enrich, summary: "Nothing.")
  init(options: Options, context: StageContext) {}
  func enrich(_ article: inout Article) async {}
}

struct EmptyExport: ExportStage {
  static let spec = StageSpec("empty_export", kind: .export, summary: "Nothing.")
  init(options: Options, context: StageContext) {}
  func export(_ article: Article) async -> [Output] { [] }
}
