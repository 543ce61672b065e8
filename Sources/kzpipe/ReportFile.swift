import ArgumentParser
import KZPipeHost
import Logging

/// `run --report FILE`: the page about a run.
enum ReportFile {
  /// Before the run: a page that cannot be written is no reason to lose an hour.
  /// - Throws: `ExitCode` after telling why the page could not be written
  static func check(_ path: String) throws {
    do { try FileWriter.check(FilePath.normalised(path)) } catch {
      Console.report([error.diagnostic])
      throw Exit.unusable
    }
  }

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
