public import KZPipeKit
import Synchronization

/// What the stages made of one document, step by step.
public struct Inspection: Sendable {
  /// What a document looked like behind a stage.
  public enum Snapshot: Sendable {
    case page(Page)
    case article(Article)
    case outputs([Output])
  }

  public struct Stage: Sendable {
    public var step: Pipeline.Step
    /// `nil` when the stage did not run, or failed.
    public var snapshot: Snapshot?
    /// -1 when the stage did not run.
    public var nanoseconds: Int64
  }

  public var item: InputItem
  /// One for every step of the pipeline, in its order.
  public var stages: [Stage]
  public var result: DocumentResult

  /// The page behind the last clean stage that ran.
  public var page: Page? {
    stages.reversed().firstNonNil { if case .page(let page)? = $0.snapshot { page } else { nil } }
  }

  /// The article behind the last stage that made or changed it.
  public var article: Article? {
    stages.reversed().firstNonNil { if case .article(let article)? = $0.snapshot { article } else { nil } }
  }

  public var failure: DocumentResult.Failure? {
    if case .failed(let failure) = result.outcome { return failure }
    return nil
  }
}

/// Runs documents one at a time and keeps what every stage made of them. Deadlines and limits are those of a run.
public final class Inspector: Sendable {
  private let steps: [Pipeline.Step]
  private let recorder: Recorder
  private let batches: BatchRunner
  private let monitor: DeadlineMonitor

  /// - Parameter last: index of the step behind which documents go no further; `nil` for the whole pipeline
  public init(pipeline: Pipeline, limits: Config.Limits, through last: Int? = nil) {
    let recorder = Recorder(steps: pipeline.steps.count)
    let observed = pipeline.observed(by: recorder, through: last)
    self.recorder = recorder
    steps = observed.steps
    batches = BatchRunner(
      runner: DocumentRunner(pipeline: observed, limits: limits),
      nanosecondsPerDocument: Int64(limits.documentSeconds * 1e9))
    monitor = DeadlineMonitor(slots: 1, seconds: limits.documentSeconds)
  }

  deinit { monitor.stop() }

  /// Calls one after the other: `number` counts them from 0, since some stages see documents in order.
  public func run(_ item: InputItem, number: Int) async -> Inspection {
    var item = item
    item.sequence = number
    recorder.reset()
    let batch = Batch(number: number, items: [item], bytes: item.estimatedBytes)
    let results = await batches.run(batch, in: monitor.slots[0])
    let result = results.first ?? DocumentResult(slug: item.slug, uri: item.uri, outcome: .skipped)
    let snapshots = recorder.snapshots
    let stages = steps.indices.map { step in
      Inspection.Stage(
        step: steps[step], snapshot: snapshots[step],
        nanoseconds: result.nanoseconds.indices.contains(step) ? result.nanoseconds[step] : -1)
    }
    return Inspection(item: item, stages: stages, result: result)
  }
}

/// Keeps the latest snapshot of every step.
private final class Recorder: PipelineObserver {
  private let kept: Mutex<[Inspection.Snapshot?]>

  init(steps: Int) { kept = Mutex([Inspection.Snapshot?](repeating: nil, count: steps)) }

  var snapshots: [Inspection.Snapshot?] { kept.withLock { $0 } }

  func reset() { kept.withLock { snapshots in for index in snapshots.indices { snapshots[index] = nil } } }

  func cleaned(_ page: Page, step: Int) { keep(.page(page), step) }
  func made(_ article: Article, step: Int) { keep(.article(article), step) }
  func exported(_ outputs: [Output], step: Int) { keep(.outputs(outputs), step) }

  private func keep(_ snapshot: Inspection.Snapshot, _ step: Int) { kept.withLock { $0[step] = snapshot } }
}

extension Sequence {
  fileprivate func firstNonNil<Value>(_ body: (Element) -> Value?) -> Value? {
    for element in self { if let value = body(element) { return value } }
    return nil
  }
}
