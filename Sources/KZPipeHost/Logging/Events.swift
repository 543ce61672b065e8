public import Logging

/// What an event is called in the field `event`; docs/operations.md lists them.
public enum EventName: String, Sendable, CaseIterable {
  case runStarted = "run_started"
  case runFinished = "run_finished"
  case progress
  case interrupted
  case documentExported = "document_exported"
  case documentSkipped = "document_skipped"
  case documentFailed = "document_failed"
  /// What is wrong before a document is touched, or with the output.
  case problem
  /// A stage has something to say.
  case stageWarning = "stage_warning"
  /// A process of a stage wrote a line to standard error.
  case stageOutput = "stage_output"
  /// A process of a stage has ended, or cannot be used.
  case stageProcess = "stage_process"
  case workerStarted = "worker_started"
  case workerFinished = "worker_finished"
  /// Anything else worth knowing.
  case note

  static let field = "event"
}

extension Logger {
  /// Tells an event; nothing of it is made up unless the level is wanted.
  public func tell(
    _ level: Level, _ name: EventName, _ message: @autoclosure () -> String, _ fields: @autoclosure () -> Metadata = [:]
  ) {
    log(
      level: level, "\(message())",
      metadata: fields().merging([EventName.field: .string(name.rawValue)]) { _, name in name })
  }

  public func warn(_ message: @autoclosure () -> String) { tell(.warning, .note, message()) }

  public func report(_ problems: [Diagnostic]) {
    for problem in problems { report(problem) }
  }

  public func report(_ problem: Diagnostic) {
    log(
      level: problem.isError ? .error : .warning, "\(problem.message)", error: problem,
      metadata: problem.fields.merging([EventName.field: .string(EventName.problem.rawValue)]) { _, name in name })
  }

  /// What became of a document.
  /// - Parameter level: of one that failed; the others are told for debugging
  func tell(_ result: DocumentResult, failedAt level: Level) {
    if let entry = result.kept {
      if entry.state == .failed { return }
      tell(.debug, .documentSkipped, "nothing about it has changed", ["document": .string(result.slug)])
      return
    }
    switch result.outcome {
    case .exported: tell(.debug, .documentExported, "exported", result.fields)
    case .skipped: tell(.debug, .documentSkipped, "there is no article in it", result.fields)
    case .failed(let failure):
      tell(
        level, .documentFailed, failure.error.message,
        result.fields.merging([
          "stage": .string(failure.stage), "code": .string(failure.error.code.rawValue),
          "attempt": .stringConvertible(failure.attempt),
        ]) { $1 })
    }
  }
}

extension DocumentResult {
  fileprivate var fields: Logger.Metadata {
    var fields: Logger.Metadata = ["document": .string(slug)]
    let seconds = nanoseconds.reduce(0) { $0 + max(0, $1) }
    if !nanoseconds.isEmpty { fields["seconds"] = .stringConvertible(Double(seconds) / 1e9) }
    return fields
  }
}

extension Diagnostic {
  fileprivate var fields: Logger.Metadata {
    var fields: Logger.Metadata = ["code": .string(code.text), "see": .string(DiagnosticGuide.reference(of: code))]
    if let place {
      fields["file"] = .string(place.file)
      if place.line > 0 { fields["line"] = .stringConvertible(place.line) }
      if place.line > 0, place.column > 0 { fields["column"] = .stringConvertible(place.column) }
    }
    if let suggestion { fields["suggestion"] = .string(suggestion) }
    if !notes.isEmpty { fields["notes"] = .array(notes.map { .string($0) }) }
    return fields
  }
}
