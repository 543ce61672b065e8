import Glibc
import KZPipeHost

/// What run and retry have in common: signals, progress, summary, exit codes.
struct RunLoop {
  let run: Run
  let summary: SummaryStyle
  let progress: ProgressStyle
  /// Called with the report, before the process ends.
  var then: (Run.Report) throws -> Void = { _ in }

  /// - Parameter total: number of documents, when it can be told without reading them
  /// - Throws: `ExitCode`, unless every document was exported
  func start(
    total: () -> Int?, _ body: (Run, StopFlag) async throws(OutputError) -> Run.Report
  ) async throws {
    let stop = StopFlag()
    let interrupts = Interrupts(stop: stop)
    defer { interrupts.restore() }
    let display = ProgressDisplay(style: progress, total: total)
    var run = run
    run.progress = { display.show($0) }
    let report: Run.Report
    do {
      report = try await body(run, stop)
    } catch {
      Console.report([error.diagnostic])
      throw Exit.unusable
    }
    display.finish()
    // Whoever read the records has seen enough.
    if let failure = report.failure, run.output == .standardOutput, failure.cause.number == EPIPE { return }
    if let failure = report.failure { Console.report([failure.diagnostic]) }
    Console.report(report.unkept)
    switch summary {
    case .none: break
    case .json: Console.error(report.statistics.json)
    case .text: Console.error(SummaryText.text(of: report, run: run))
    }
    try then(report)
    if report.failure != nil { throw report.statistics.documents == 0 ? Exit.unusable : Exit.internalError }
    if !report.unkept.isEmpty { throw Exit.internalError }
    if report.isInterrupted { throw Exit.interrupted }
    if report.statistics.failed > 0 { throw Exit.someFailed }
  }
}
