import Glibc
import KZPipeKit

/// Something that reads bytes of strangers. `make fuzz TARGET=name` runs one; a new one is a file in `Targets` and a line in
/// `FuzzTargets.all`.
protocol FuzzTarget: Sendable {
  /// Name on the command line; also the folder of its corpus.
  static var name: String { get }
  /// Loads models and tables, once a run.
  init() throws
  /// Reads `bytes`. Refusing them is fine; what must hold of what was read goes through `require`.
  func run(_ bytes: [UInt8])
}

enum FuzzTargets {
  static let all: [any FuzzTarget.Type] = [
    HTMLTarget.self, TextTarget.self, ArticleTarget.self, ArchiveTarget.self, LinesTarget.self, FeedTarget.self,
    HeadersTarget.self, FramesTarget.self, NamesTarget.self, ModelsTarget.self, JSONTarget.self, ConfigTarget.self,
    NewsXMLTarget.self,
  ]
}

/// Stops the run when `condition` does not hold: libFuzzer then keeps the bytes that led here.
func require(_ condition: Bool, _ message: @autoclosure () -> String) {
  guard !condition else { return }
  say("broken: \(message())")
  abort()
}

/// Writes a line to standard error.
func say(_ line: String) {
  let bytes = Array((line + "\n").utf8)
  _ = bytes.withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
}

/// The options of a stage as nobody set any, and a place whose neighbours are the modules' resources.
enum Setting {
  static var context: StageContext {
    StageContext(runTime: PartialDate(year: 2026, month: 11, day: 22), version: "fuzz", moduleDirectory: directory)
  }

  private static var directory: String {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = buffer.withUnsafeMutableBytes { bytes in
      bytes.baseAddress.map { readlink("/proc/self/exe", $0, bytes.count) } ?? 0
    }
    let path = String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
    return path.split(separator: "/").dropLast().reduce(into: "") { $0 += "/" + $1 }
  }
}
