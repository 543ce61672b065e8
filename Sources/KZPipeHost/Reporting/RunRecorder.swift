import KZPipeKit
import Synchronization

/// Collects in bounded memory what the report of a run shows: stages by time, the worst documents, and what the articles
/// were about. Results come in the order of the input, articles as they are made.
public final class RunRecorder: Sendable {
  /// Documents in each of the lists of worst ones.
  static let worst = 20

  struct SlowDocument: Sendable {
    var uri: String
    var bytes: Int
    var nanoseconds: Int64
    /// Stage that took longest, and its time.
    var stage: Int
    var stageNanoseconds: Int64
  }

  struct FailedDocument: Sendable {
    var uri: String
    var stage: String
    var code: String
    var message: String
  }

  struct Tally: Sendable {
    var documents = DurationHistogram()
    var stages: [DurationHistogram]
    /// Slowest first.
    var slow: [SlowDocument] = []
    /// The first ones.
    var failed: [FailedDocument] = []
    var articles = 0
    var topics = TopCounter()
    /// By the word of the entity's kind; an entity counts once an article.
    var entities: [String: TopCounter] = [:]
    var languages = TopCounter()
    var days = TopCounter()
  }

  private let steps: [Pipeline.Step]
  /// Steps behind which an article is complete.
  private let lastArticleSteps: Set<Int>
  private let state: Mutex<Tally>

  public init(pipeline: Pipeline) {
    steps = pipeline.steps
    // Parse stages are alternatives; enrich stages all run, so that only the last one counts.
    let parsers = pipeline.steps.indices.filter { pipeline.steps[$0].kind == .parse }
    lastArticleSteps = pipeline.steps.lastIndex { $0.kind == .enrich }.map { [$0] } ?? Set(parsers)
    state = Mutex(Tally(stages: pipeline.steps.map { _ in DurationHistogram() }))
  }

  var tally: Tally { state.withLock { $0 } }

  /// The pipeline, watched by this recorder.
  public func watching(_ pipeline: Pipeline) -> Pipeline { pipeline.observed(by: self) }

  public func add(_ result: DocumentResult) {
    let ran = result.nanoseconds.enumerated().filter { $0.element >= 0 }
    let total = ran.reduce(0) { $0 + $1.element }
    state.withLock { tally in
      for (step, time) in ran where tally.stages.indices.contains(step) { tally.stages[step].add(time) }
      if let slowest = ran.max(by: { $0.element < $1.element }) {
        tally.documents.add(total)
        keep(
          SlowDocument(
            uri: result.uri, bytes: result.bytes, nanoseconds: total, stage: slowest.offset,
            stageNanoseconds: slowest.element), in: &tally.slow)
      }
      if case .failed(let failure) = result.outcome, tally.failed.count < Self.worst * 5 {
        tally.failed.append(
          FailedDocument(
            uri: result.uri, stage: failure.stage, code: failure.error.code.rawValue, message: failure.error.message))
      }
    }
  }

  private func keep(_ document: SlowDocument, in list: inout [SlowDocument]) {
    if list.count >= Self.worst, let last = list.last, last.nanoseconds >= document.nanoseconds { return }
    let place = list.firstIndex { $0.nanoseconds < document.nanoseconds } ?? list.count
    list.insert(document, at: place)
    if list.count > Self.worst { list.removeLast() }
  }
}

extension RunRecorder: PipelineObserver {
  func cleaned(_ page: Page, step: Int) {}
  func exported(_ outputs: [Output], step: Int) {}

  func made(_ article: Article, step: Int) {
    guard lastArticleSteps.contains(step) else { return }
    let found = article.annotations
    state.withLock { tally in
      tally.articles += 1
      for topic in found.topics { tally.topics.add(topic.name) }
      for entity in found.entities { tally.entities[entity.kind.word, default: TopCounter()].add(entity.name) }
      tally.languages.add(article.language ?? "unknown")
      if let day = article.datePublished?.dayOnly.description { tally.days.add(day) }
    }
  }
}
