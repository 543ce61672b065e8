import Logging

@testable import KZPipeHost

/// Hands on every warning as its line for people, without what all lines begin with; documents that fail are left out.
struct WarningLog: LogHandler {
  private var lines: LineLog

  init(_ take: @escaping @Sendable (String) -> Void) {
    lines = LineLog(.text, from: .warning) { take(String($0.trimmingPrefix("kzpipe: warning: "))) }
  }

  func log(event: LogEvent) {
    if event.metadata?[EventName.field] != .string(EventName.documentFailed.rawValue) { lines.log(event: event) }
  }

  var logLevel: Logger.Level {
    get { lines.logLevel }
    set { lines.logLevel = newValue }
  }
  var metadata: Logger.Metadata {
    get { lines.metadata }
    set { lines.metadata = newValue }
  }
  var metadataProvider: Logger.MetadataProvider?
  subscript(metadataKey key: String) -> Logger.MetadataValue? {
    get { lines[metadataKey: key] }
    set { lines[metadataKey: key] = newValue }
  }
}

extension Logger {
  static func warnings(_ take: @escaping @Sendable (String) -> Void) -> Logger {
    Logger(label: "test", factory: { _ in WarningLog(take) })
  }
}
