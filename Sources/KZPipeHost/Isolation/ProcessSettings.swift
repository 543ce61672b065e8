import KZPipeKit

/// How a stage that runs as a process is treated; the map `process` of a stage in a configuration or of a module manifest.
public struct ProcessSettings: Sendable, Hashable {
  /// Processes side by side.
  public var count = 1
  /// Seconds that a process may take for one document.
  public var seconds = 10.0
  /// Seconds until a process has to be ready.
  public var startSeconds = 60.0
  /// Address space in bytes; `nil` for no limit.
  public var memoryBytes: Int?
  /// How often in a row a process may be started again without an answer in between.
  public var restarts = 10
  /// Documents under way in one process.
  public var window = 32

  public init() {}

  static let fields: [OptionSpec] = [
    OptionSpec("count", .integer(1...256), default: 1, summary: "Processes side by side."),
    OptionSpec(
      "seconds", .number(0.01...86400), default: 10, summary: "Seconds that a process may take for one document."),
    OptionSpec(
      "start_seconds", .number(0.01...86400), default: 60, summary: "Seconds until a process has to be ready."),
    OptionSpec(
      "memory_bytes", .integer(1_048_576...Int.max), summary: "Limit of a process's address space.",
      example: 1_073_741_824),
    OptionSpec(
      "restarts", .integer(0...1000), default: 10,
      summary: "How often in a row a process is started again without an answer in between."),
    OptionSpec("window", .integer(1...1024), default: 32, summary: "Documents under way in one process."),
  ]

  /// Values that were checked against `fields`, over those of `base`.
  init(_ values: [String: OptionValue], over base: ProcessSettings = ProcessSettings()) {
    self = base
    count = values["count"].flatMap(Int.init(option:)) ?? count
    seconds = values["seconds"].flatMap(Double.init(option:)) ?? seconds
    startSeconds = values["start_seconds"].flatMap(Double.init(option:)) ?? startSeconds
    memoryBytes = values["memory_bytes"].flatMap(Int.init(option:)) ?? memoryBytes
    restarts = values["restarts"].flatMap(Int.init(option:)) ?? restarts
    window = values["window"].flatMap(Int.init(option:)) ?? window
  }
}
