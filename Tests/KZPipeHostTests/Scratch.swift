import Glibc
import KZPipeJSON

@testable import KZPipeHost

/// A directory of a test's own, removed with everything in it.
final class Scratch {
  let path: String

  init() throws {
    let place = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array((place + "/kzpipe-test-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else { throw FileError(number: errno) }
    path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  deinit { Self.remove(path) }

  @discardableResult
  func write(_ name: String, _ text: String) throws -> String { try write(name, Array(text.utf8)) }

  @discardableResult
  func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    try FileWriter.write(bytes, to: path + "/" + name)
    return path + "/" + name
  }

  func text(_ name: String) throws -> String {
    String(decoding: try FileReader.read(path + "/" + name, limit: 1 << 30), as: UTF8.self)
  }

  func json(_ name: String) throws -> JSONValue {
    try JSONValue.parse(FileReader.read(path + "/" + name, limit: 1 << 30))
  }

  /// Every file below `directory`, as paths relative to it, sorted; what kzpipe keeps for itself is left out.
  func files(_ directory: String = "") throws -> [String] {
    var found: [String] = []
    for name in try DirectoryListing.names(in: path + "/" + directory) where name != ".kzpipe" {
      var status = stat()
      lstat(path + "/" + directory + "/" + name, &status)
      if status.st_mode & S_IFMT == S_IFDIR {
        found += try files(directory + "/" + name).map { name + "/" + $0 }
      } else {
        found.append(name)
      }
    }
    return found.sorted()
  }

  private static func remove(_ path: String) {
    chmod(path, 0o700)
    if let names = try? DirectoryListing.names(in: path) {
      for name in names {
        let inner = path + "/" + name
        var status = stat()
        if lstat(inner, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { remove(inner) } else { unlink(inner) }
      }
    }
    rmdir(path)
  }
}
