import ArgumentParser
import KZPipeHost
import Logging

/// `run --report FILE`: the page about a run.
enum ReportFile {
  /// - Throws: `ExitCode` after telling why the page could not be written
  static func write(_ html: [UInt8], to path: String, isTold: Bool, log: Logger) throws {
    do {
      try FileWriter.write(html, to: FilePath.normalised(path))
    } catch {
      log.report(error.diagnostic)
      throw Exit.internalError
    }
    if isTold { Console.error("report: \(path)") }
  }
}
