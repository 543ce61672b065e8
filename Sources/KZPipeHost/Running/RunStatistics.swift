import KZPipeJSON
import KZPipeKit

/// What a run did, counted by the one task that orders the results.
public struct RunStatistics: Sendable {
  public struct StageTime: Sendable {
    public var step: Pipeline.Step
    public var documents = 0
    public var nanoseconds: Int64 = 0
  }

  public var documents = 0
  public var exported = 0
  public var failed = 0
  /// Pages without an article, by the configuration's will, and documents that were done before.
  public var skipped = 0
  /// Of those skipped: done before, with nothing about them changed since.
  public var unchanged = 0
  public var bytesIn = 0
  /// Files of input directories that are no documents by their extension.
  public var ignored = 0
  public var seconds = 0.0
  /// Read and not yet durable.
  public var documentsInFlight = 0
  public var bytesInFlight = 0
  public var stages: [StageTime]
  /// Failures by stage and code, `news_article: no_article`.
  public var failures: [String: Int] = [:]

  public init(pipeline: Pipeline) { stages = pipeline.steps.map { StageTime(step: $0) } }

  mutating func count(_ result: DocumentResult) {
    if result.isPassedBy { return }
    documents += 1
    bytesIn += result.bytes
    if let entry = result.kept {
      if entry.state == .failed {
        failed += 1
        failures["\(entry.stage ?? ""): \(entry.code ?? "")", default: 0] += 1
      } else {
        skipped += 1
        unchanged += 1
      }
      return
    }
    switch result.outcome {
    case .exported: exported += 1
    case .skipped: skipped += 1
    case .failed(let failure):
      failed += 1
      failures["\(failure.stage): \(failure.error.code.rawValue)", default: 0] += 1
    }
    for (index, time) in result.nanoseconds.enumerated() where time >= 0 {
      stages[index].documents += 1
      stages[index].nanoseconds += time
    }
  }

  /// One JSON object on one line, without its end.
  public var json: String {
    var out = JSONWriter()
    out.beginObject()
    for (key, value) in [
      ("documents", documents), ("exported", exported), ("failed", failed), ("skipped", skipped),
      ("unchanged", unchanged), ("bytes_in", bytesIn),
    ] {
      out.key(key)
      out.number(value)
    }
    out.key("seconds")
    out.number(seconds, places: 6)
    out.key("stages")
    out.beginArray()
    for stage in stages {
      out.beginObject()
      out.key("name")
      out.string(stage.step.name)
      out.key("kind")
      out.string(stage.step.kind.rawValue)
      out.key("documents")
      out.number(stage.documents)
      out.key("seconds")
      out.number(Double(stage.nanoseconds) / 1e9, places: 6)
      out.endObject()
    }
    out.endArray()
    out.endObject()
    return String(decoding: out.bytes, as: UTF8.self)
  }
}
