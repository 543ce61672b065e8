import ArgumentParser
import Glibc
import KZPipeHost
import Logging

/// What run and retry have in common: signals, progress, summary, exit codes.
struct RunLoop {
  let run: Run
  let telling: RunTelling
  /// Called with the report, before the process ends.
  var then: (Run.Report) throws -> Void = { _ in }

  /// - Parameter total: number of documents, when it can be told without reading them
  /// - Throws: `ExitCode`, unless every document was exported
  func start(
    total: () -> Int?, _ body: (Run, StopFlag) async throws -> Run.Report
  ) async throws {
    let log = run.log
    let stop = StopFlag()
    let interrupts = Interrupts(stop: stop, log: log)
    defer { interrupts.restore() }
    let metrics = try metrics()
    let display = ProgressDisplay(style: telling.progress, log: telling.isJSON ? log : nil, total: total)
    var run = run
    let watch = run.watch
    run.watch = { result in
      watch(result)
      metrics?.add(result)
    }
    run.progress = { statistics in
      display.show(statistics)
      metrics?.note(statistics)
    }
    run.waiting = { statistics in
      display.wait(statistics)
      metrics?.note(statistics)
    }
    log.tell(.info, .runStarted, "run started", run.fields)
    let report: Run.Report
    do {
      report = try await body(run, stop)
    } catch {
      display.finish()
      if let problem = (error as? OutputError)?.diagnostic ?? error as? Diagnostic { log.report(problem) }
      metrics?.finish(exitCode: Int(Exit.unusable.rawValue), isComplete: false)
      throw Exit.unusable
    }
    display.finish()
    let isUnread = run.output == .standardOutput && report.failure?.cause.number == EPIPE
    if let failure = report.failure, !isUnread { log.report(failure.diagnostic) }
    log.report(report.unkept)
    var code = isUnread ? Exit.success : Self.exitCode(of: report)
    if !isUnread {
      if telling.summary == .text { Console.error(SummaryText.text(of: report, run: run)) }
      do { try then(report) } catch let other as ExitCode { code = other }
    }
    metrics?.finish(
      exitCode: Int(code.rawValue), isComplete: !isUnread && (code == Exit.success || code == Exit.someFailed))
    log.tell(
      .info, .runFinished, report.isInterrupted ? "run interrupted; --resume continues" : "run finished",
      report.statistics.fields.merging(["exit_code": .stringConvertible(Int(code.rawValue))]) { $1 })
    // Whoever read the records has seen enough.
    if isUnread { return }
    if telling.summary == .json { Console.error(report.statistics.json) }
    if code != Exit.success { throw code }
  }

  private func metrics() throws -> RunMetrics? {
    guard let path = telling.metrics else { return nil }
    do { return try RunMetrics(path, of: run) } catch {
      run.log.report(error.diagnostic)
      throw Exit.unusable
    }
  }

  private static func exitCode(of report: Run.Report) -> ExitCode {
    if report.failure != nil { return report.statistics.documents == 0 ? Exit.unusable : Exit.internalError }
    if !report.unkept.isEmpty { return Exit.internalError }
    if report.isInterrupted { return Exit.interrupted }
    return report.statistics.failed > 0 ? Exit.someFailed : Exit.success
  }
}

extension Run {
  fileprivate var fields: Logger.Metadata {
    var fields: Logger.Metadata = [
      "kzpipe": .string(version), "config_sha256": .string(setup.configSHA256), "jobs": .stringConvertible(jobs),
      "dead_letter": .string(deadLetterDirectory),
    ]
    if case .directory(let path) = output { fields["output"] = .string(path) }
    if let shard { fields["shard"] = .string("\(shard.index)/\(shard.count)") }
    return fields
  }
}

extension RunStatistics {
  /// What `--summary json` counts, without the stages.
  var fields: Logger.Metadata {
    [
      "documents": .stringConvertible(documents), "exported": .stringConvertible(exported),
      "failed": .stringConvertible(failed), "skipped": .stringConvertible(skipped),
      "unchanged": .stringConvertible(unchanged), "bytes_in": .stringConvertible(bytesIn),
      "seconds": .stringConvertible(seconds),
    ]
  }
}
