import ArgumentParser
import KZPipeHost
import Logging

/// How a command tells on standard error what happens.
struct LogOptions: ParsableArguments {
  @Option(
    name: .customLong("log-format"),
    help: ArgumentHelp(
      "Events as lines for people or as JSON objects (default: text; json for worker).", valueName: "text|json"))
  var format: LogFormat?

  @Option(
    name: .customLong("log-level"),
    help: ArgumentHelp(
      "The least of what is told (default: warning; info with json).", valueName: "debug|info|warning|error"))
  var level: LogLevel?

  /// For commands that leave no choice.
  static let text = Logger(.text, from: .warning) { Console.error($0) }

  func logger(otherwise format: LogFormat = .text) -> Logger {
    let format = self.format ?? format
    return Logger(format, from: level?.level ?? (format == .json ? .info : .warning)) { Console.error($0) }
  }
}

extension LogFormat: ExpressibleByArgument {}

enum LogLevel: String, ExpressibleByArgument, CaseIterable {
  case debug, info, warning, error

  var level: Logger.Level {
    switch self {
    case .debug: .debug
    case .info: .info
    case .warning: .warning
    case .error: .error
    }
  }
}

/// What a run tells: meanwhile, at the end, and how.
struct RunTelling: ParsableArguments {
  @Option(
    name: .customLong("summary"),
    help: ArgumentHelp(
      "What to say at the end (default: text; none with --log-format json).", valueName: "json|text|none"))
  private var chosenSummary: SummaryStyle?

  @Option(help: ArgumentHelp("What to say meanwhile; auto is a bar on a terminal.", valueName: "auto|plain|none"))
  var progress = ProgressStyle.auto

  @Option(
    help: ArgumentHelp(
      "Keep metrics in this file, for the textfile collector of Prometheus' node exporter.", valueName: "file"),
    completion: .file(extensions: ["prom"]))
  var metrics: String?

  @OptionGroup var log: LogOptions

  /// Lines for people and JSON objects do not mix.
  var summary: SummaryStyle { chosenSummary ?? (isJSON ? .none : .text) }
  var isJSON: Bool { log.format == .json }

  func validate() throws {
    if isJSON, chosenSummary == .text { throw ValidationError("--summary text does not go with --log-format json.") }
  }
}

enum SummaryStyle: String, ExpressibleByArgument, CaseIterable { case json, text, none }
enum ProgressStyle: String, ExpressibleByArgument, CaseIterable { case auto, plain, none }
