import KZPipeJSON
import KZPipeKit
import Logging
import KZPipeRecord
import Synchronization

/// A stage whose work is done by other processes. It is made from a command, never from options alone, and stands in no
/// registry under this type.
protocol ProcessStage: Stage {}

extension ProcessStage {
  static var spec: StageSpec { StageSpec("process", kind: .enrich, summary: "Works in another process.") }
  init(options: Options, context: StageContext) throws(StageError) {
    throw StageError(.badOption, "a stage in another process is made from a command, not from options")
  }
}

/// The processes of one stage.
struct StageCrew: Sendable {
  let spec: StageSpec
  private let processes: [StageProcess]

  init(
    _ spec: StageSpec, command: ChildProcess.Command, settings: ProcessSettings, options: [String: OptionValue],
    context: StageContext, log: Logger
  ) {
    self.spec = spec
    let hello = StageAnswer.hello(spec, options: options, context: context)
    processes = (0..<settings.count).map { _ in
      StageProcess(stage: spec.name, command: command, settings: settings, hello: hello, log: log)
    }
  }

  /// Asks the process that has least to do.
  func answer(to request: Message) async throws(StageError) -> Message {
    guard var process = processes.first else { throw StageError("process_start", "the stage has no process") }
    if processes.count > 1 {
      var least = process.load
      for other in processes.dropFirst() where least > 0 {
        let load = other.load
        if load < least { (process, least) = (other, load) }
      }
    }
    return try await process.answer(to: request)
  }

  /// The stage of the kind that the spec names.
  func stage(isOrdered: Bool = false) -> any Stage {
    switch spec.kind {
    case .clean: ProcessClean(crew: self)
    case .parse: ProcessParse(crew: self)
    case .enrich: isOrdered ? ProcessOrderedEnrich(crew: self) : ProcessEnrich(crew: self)
    case .export: ProcessExport(crew: self)
    }
  }

  /// Content is sent when the stage says that it reads it.
  var readsContent: Bool { spec.reads.union(spec.readsOptionally).contains(.content) }
}

private struct ProcessClean: CleanStage, ProcessStage {
  let crew: StageCrew
  init(crew: StageCrew) { self.crew = crew }

  func clean(_ page: inout Page) async throws(StageError) {
    let name = crew.spec.name
    let answer = try await crew.answer(to: StageAnswer.request(page, kind: .clean, withContent: crew.readsContent))
    let value = try StageAnswer.required("page", of: answer, stage: name)
    do { try PageRecord.apply(value, to: &page) } catch { throw StageAnswer.unusable(error, "page", stage: name) }
  }
}

private struct ProcessParse: ParseStage, ProcessStage {
  let crew: StageCrew
  init(crew: StageCrew) { self.crew = crew }

  func parse(_ page: Page) async throws(StageError) -> Article {
    let name = crew.spec.name
    let answer = try await crew.answer(to: StageAnswer.request(page, kind: .parse, withContent: crew.readsContent))
    let value = try StageAnswer.required("article", of: answer, stage: name)
    do {
      var article = try ArticleRecord.article(from: value)
      article.source = page.source
      return article
    } catch {
      throw StageAnswer.unusable(error, "article", stage: name)
    }
  }
}

private struct ProcessEnrich: EnrichStage, ProcessStage {
  let crew: StageCrew
  init(crew: StageCrew) { self.crew = crew }

  func enrich(_ article: inout Article) async throws(StageError) {
    let name = crew.spec.name
    let answer = try await crew.answer(to: StageAnswer.request(article, kind: .enrich))
    guard let changes = try StageAnswer.json("changes", of: answer, stage: name) else { return }
    do { try ArticleChanges.apply(changes, to: &article, declared: crew.spec.writes) } catch {
      throw StageAnswer.unusable(error, "changes", stage: name)
    }
  }
}

private struct ProcessOrderedEnrich: OrderedEnrichStage, ProcessStage {
  private let inner: ProcessEnrich
  init(crew: StageCrew) { inner = ProcessEnrich(crew: crew) }
  func enrich(_ article: inout Article) async throws(StageError) { try await inner.enrich(&article) }
  func finish() async throws(StageError) { _ = try await inner.crew.answer(to: Message("finish")) }
}

private final class ProcessExport: ExportStage, ProcessStage {
  private let crew: StageCrew
  /// Surroundings of the shared files that the process has named so far.
  private let frames = Mutex<[String: Frame]>([:])

  init(crew: StageCrew) { self.crew = crew }

  convenience init(options: Options, context: StageContext) throws(StageError) {
    throw StageError(.badOption, "a stage in another process is made from a command, not from options")
  }

  func export(_ article: Article) async throws(StageError) -> [Output] {
    let answer = try await crew.answer(to: StageAnswer.request(article, kind: .export))
    let (outputs, stated) = try StageAnswer.outputs(of: answer, stage: crew.spec.name)
    if !stated.isEmpty { frames.withLock { $0.merge(stated) { first, _ in first } } }
    return outputs
  }

  func frame(of file: String) -> Frame { frames.withLock { $0[file] } ?? Frame() }
}
