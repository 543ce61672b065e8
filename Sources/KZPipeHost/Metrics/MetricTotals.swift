import KZPipeKit

/// What Prometheus is told, counted over all runs that wrote to one file: counters that began anew with every run would
/// hide what happened between two looks.
struct MetricTotals: Equatable {
  struct Failure: Hashable, Comparable {
    var stage: String
    var code: String

    static func < (a: Failure, b: Failure) -> Bool { (a.stage, a.code) < (b.stage, b.code) }
  }

  struct Outputs: Equatable {
    var pieces = 0
    var bytes = 0
  }

  enum Outcome: String, CaseIterable {
    case exported, failed, skipped
    /// Done before.
    case unchanged
  }

  var documents = Dictionary(Outcome.allCases.map { ($0, 0) }) { $1 }
  var failures: [Failure: Int] = [:]
  var inputBytes = 0
  var outputs: [String: Outputs] = [:]
  var stages: [Pipeline.Step: StageHistogram] = [:]
  /// Seconds since 1970.
  var lastSuccess: Double?

  mutating func add(_ result: DocumentResult, steps: [Pipeline.Step]) {
    // One that failed before and stands was counted when it failed.
    if result.kept != nil {
      documents[.unchanged, default: 0] += 1
      return
    }
    inputBytes += result.bytes
    switch result.outcome {
    case .exported:
      documents[.exported, default: 0] += 1
      for size in result.outputSizes {
        outputs[size.exporter, default: Outputs()].pieces += size.pieces
        outputs[size.exporter, default: Outputs()].bytes += size.bytes
      }
    case .skipped: documents[.skipped, default: 0] += 1
    case .failed(let failure):
      documents[.failed, default: 0] += 1
      failures[Failure(stage: failure.stage, code: failure.error.code.rawValue), default: 0] += 1
    }
    for (step, time) in zip(steps, result.nanoseconds) where time >= 0 {
      stages[step, default: StageHistogram()].add(nanoseconds: time)
    }
  }

  // MARK: As text and back

  private static let documentsName = "kzpipe_documents_total"
  private static let failuresName = "kzpipe_failures_total"
  private static let inputName = "kzpipe_input_bytes_total"
  private static let outputsName = "kzpipe_outputs_total"
  private static let outputBytesName = "kzpipe_output_bytes_total"
  private static let stagesName = "kzpipe_stage_duration_seconds"
  private static let successName = "kzpipe_last_success_timestamp_seconds"

  func write(to text: inout MetricsText) {
    typealias Sample = MetricsText.Sample
    text.family(
      Self.documentsName, .counter, "Documents by what became of them.",
      Outcome.allCases.map {
        Sample(
          name: Self.documentsName, labels: [.init(name: "outcome", value: $0.rawValue)],
          value: Double(documents[$0, default: 0]))
      })
    text.family(
      Self.failuresName, .counter, "Failed documents by stage and code.",
      failures.sorted { $0.key < $1.key }.map {
        Sample(
          name: Self.failuresName,
          labels: [.init(name: "stage", value: $0.key.stage), .init(name: "code", value: $0.key.code)],
          value: Double($0.value))
      })
    text.family(
      Self.inputName, .counter, "Bytes of the documents that were read, inflated.",
      [Sample(name: Self.inputName, value: Double(inputBytes))])
    let outputs = outputs.sorted { $0.key < $1.key }
    text.family(
      Self.outputsName, .counter, "Files and records written, by exporter.",
      outputs.map {
        Sample(
          name: Self.outputsName, labels: [.init(name: "exporter", value: $0.key)], value: Double($0.value.pieces))
      })
    text.family(
      Self.outputBytesName, .counter, "Bytes of the files and records written, by exporter.",
      outputs.map {
        Sample(
          name: Self.outputBytesName, labels: [.init(name: "exporter", value: $0.key)], value: Double($0.value.bytes))
      })
    let stages = stages.sorted { ($0.key.kind, $0.key.name) < ($1.key.kind, $1.key.name) }
    text.family(
      Self.stagesName, .histogram, "Time that documents spent in each stage.",
      stages.flatMap { step, histogram in
        histogram.samples(
          Self.stagesName,
          [.init(name: "stage", value: step.name), .init(name: "kind", value: step.kind.rawValue)])
      })
    text.family(
      Self.successName, .gauge, "When a run last went over the whole of its input.",
      lastSuccess.map { [Sample(name: Self.successName, value: $0)] } ?? [])
  }

  init() {}

  /// What an earlier run has written; anything that is not ours is passed over.
  init(_ samples: [MetricsText.Sample]) {
    var durations: [Pipeline.Step: [MetricsText.Sample]] = [:]
    for sample in samples {
      if sample.name == Self.successName { lastSuccess = sample.value }
      if sample.name.hasPrefix(Self.stagesName), let stage = sample["stage"],
        let kind = sample["kind"].flatMap(StageKind.init)
      {
        durations[.init(name: stage, kind: kind), default: []].append(sample)
      }
      guard let count = Int(exactly: sample.value), count >= 0 else { continue }
      switch (sample.name, sample["outcome"].flatMap(Outcome.init), sample["exporter"]) {
      case (Self.documentsName, let outcome?, _): documents[outcome] = count
      case (Self.outputsName, _, let exporter?): outputs[exporter, default: Outputs()].pieces = count
      case (Self.outputBytesName, _, let exporter?): outputs[exporter, default: Outputs()].bytes = count
      case (Self.inputName, _, _): inputBytes = count
      case (Self.failuresName, _, _):
        if let stage = sample["stage"], let code = sample["code"] { failures[.init(stage: stage, code: code)] = count }
      default: break
      }
    }
    stages = durations.compactMapValues { StageHistogram($0, of: Self.stagesName) }
  }
}
