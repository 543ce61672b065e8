import Glibc
public import Logging

/// A swift-log handler that hands every event on as one text.
public struct LineLog: LogHandler {
  public var logLevel: Logger.Level
  public var metadata: Logger.Metadata = [:]
  public var metadataProvider: Logger.MetadataProvider?
  private let format: LogFormat
  private let write: @Sendable (String) -> Void

  /// - Parameter write: takes a line without its end; called from any thread
  public init(_ format: LogFormat, from level: Logger.Level, write: @escaping @Sendable (String) -> Void) {
    self.format = format
    logLevel = level
    self.write = write
  }

  public subscript(metadataKey key: String) -> Logger.MetadataValue? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  public func log(event: LogEvent) {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    write(format.line(of: event, with: metadata, at: (Int(now.tv_sec), Int(now.tv_nsec))))
  }
}

extension Logger {
  public init(_ format: LogFormat, from level: Level, write: @escaping @Sendable (String) -> Void) {
    self.init(label: "kzpipe", factory: { _ in LineLog(format, from: level, write: write) })
  }

  /// Says nothing.
  public static var silent: Logger { Logger(label: "kzpipe", factory: { _ in SwiftLogNoOpLogHandler() }) }

  /// The same for the events of one stage.
  func of(stage name: String) -> Logger {
    var logger = self
    logger[metadataKey: "stage"] = .string(name)
    return logger
  }
}
