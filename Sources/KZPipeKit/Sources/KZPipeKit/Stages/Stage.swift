/// What every stage is. A stage is made once a run and then called from several tasks at a time, so it holds no mutable
/// state; the same document gives the same result whatever ran before or runs beside it.
public protocol Stage: Sendable {
  /// The one declaration of name, needs and options.
  static var spec: StageSpec { get }

  /// Makes the stage. Reads models and tables here, once.
  /// - Throws: `StageError.Code.badOption` for a value that no document could make right, `.resource` for a missing or
  ///   damaged file. The run then ends before it starts.
  init(options: Options, context: StageContext) throws(StageError)
}

/// Takes the page's bytes apart into blocks and decides which of them belong to the article.
public protocol CleanStage: Stage {
  /// Fills or corrects `page.text`, `blocks`, `spans`, `images`, `evidence` and `articleConfidence`.
  ///
  /// When several clean stages take a page's media type they run in the configured order on the same page.
  /// - Throws: `StageError`; the document then goes to the dead letter.
  func clean(_ page: inout Page) async throws(StageError)
}

/// Makes an article of a cleaned page.
public protocol ParseStage: Stage {
  /// - Throws: `StageError.Code.noArticle` when the page holds none.
  func parse(_ page: Page) async throws(StageError) -> Article
}

/// Adds to an article what its text says: entities, quotations, dates, topics.
public protocol EnrichStage: Stage {
  /// Adds annotations; never changes `body`, `headline` or captions, since offsets count in them.
  func enrich(_ article: inout Article) async throws(StageError)
}

/// An enrich stage that compares an article with those before it in the input.
///
/// The host calls `enrich` for one document at a time, in the order of the input, whatever runs in parallel around it. Only
/// such a stage may hold mutable state, and it bounds it. Documents that failed before never arrive.
public protocol OrderedEnrichStage: EnrichStage {
  /// Called once when a run has ended, after its last document, also when it was interrupted: the one place where a stage
  /// may keep what it has learnt for the next run. Never called by `explain`, `test` or `run --tap`. Default: nothing.
  func finish() async throws(StageError)
}

extension OrderedEnrichStage {
  public func finish() async throws(StageError) {}
}

/// Writes an article in a format.
public protocol ExportStage: Stage {
  /// The pieces of output for one article. Nothing reaches the disk unless every exporter succeeded on it.
  func export(_ article: Article) async throws(StageError) -> [Output]

  /// What stands before, between and after the records of a shared file. Default: nothing.
  func frame(of file: String) -> Frame
}

extension ExportStage {
  public func frame(of file: String) -> Frame { Frame() }
}

/// A piece of output.
public enum Output: Sendable, Hashable {
  /// A file of its own. `name` is relative to the exporter's directory and may hold `{slug}`, `{id}`, `{date}` and
  /// `{language}`, which the host fills in; `contents` are complete.
  case file(name: String, contents: [UInt8])
  /// A record appended to a file that all documents of the run share, in the order of the input.
  case record(file: String, contents: [UInt8])
}

/// Surroundings of the records of a shared file.
public struct Frame: Sendable, Hashable {
  public var opening: [UInt8]
  public var separator: [UInt8]
  public var closing: [UInt8]

  public init(opening: [UInt8] = [], separator: [UInt8] = [], closing: [UInt8] = []) {
    self.opening = opening
    self.separator = separator
    self.closing = closing
  }
}

/// What a stage may know of the run. Clock and places are given, never looked up, so that two runs can be equal.
public struct StageContext: Sendable {
  /// Moment of the run.
  public var runTime: PartialDate
  /// Version of kzpipe, for `generator` elements and records.
  public var version: String
  /// Directory of the module's shared object; its resources lie beside it. See `ModuleResources`.
  public var moduleDirectory: String
  /// Tells the operator something, at most once a stage, never a document's text.
  public var warn: @Sendable (String) -> Void

  public init(
    runTime: PartialDate, version: String, moduleDirectory: String,
    warn: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.runTime = runTime
    self.version = version
    self.moduleDirectory = moduleDirectory
    self.warn = warn
  }
}
