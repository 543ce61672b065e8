import Foundation
import Synchronization

/// Files that tests share until the process ends, and that go with it.
enum Leftovers {
  private static let paths = Mutex<[String]>([])
  private static let isRegistered: Bool = atexit { Leftovers.remove() } == 0

  /// A path in the directory for temporary files that nobody else uses.
  static func path(_ name: String) -> String {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("kzpipe-\(getpid())-\(name)").path
    if isRegistered { paths.withLock { $0.append(path) } }
    return path
  }

  private static func remove() {
    for path in paths.withLock({ $0 }) { try? FileManager.default.removeItem(atPath: path) }
  }
}
