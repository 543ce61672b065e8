import Glibc

/// Finds the data files that SwiftPM copies beside a module's shared object (`Package_Target.resources`).
public struct ModuleResources: Sendable {
  /// Directory of the data files.
  public let directory: String

  /// - Parameters:
  ///   - package: name of the module's package
  ///   - target: name of the target that declares the resources
  public init(package: String, target: String, context: StageContext) {
    directory = context.moduleDirectory + "/" + package + "_" + target + ".resources"
  }

  public func path(_ name: String) -> String { directory + "/" + name }

  /// The whole file.
  /// - Throws: `StageError.Code.resource` when it is missing or cannot be read.
  public func bytes(of name: String) throws(StageError) -> [UInt8] {
    try MappedFile(path(name)).contents()
  }

  /// The file mapped into memory, for models and tables that all workers share.
  /// - Throws: `StageError.Code.resource` when it is missing or cannot be read.
  public func map(_ name: String) throws(StageError) -> MappedFile { try MappedFile(path(name)) }
}

/// A file mapped read-only into memory for as long as the object lives.
public final class MappedFile: Sendable {
  private let start: Int
  /// Size in bytes.
  public let count: Int

  /// - Throws: `StageError.Code.resource` when the file is missing, no regular file, or cannot be mapped.
  public init(_ path: String) throws(StageError) {
    func failure(_ reason: String) -> StageError {
      StageError(
        .resource, "cannot read \(path): \(reason)", advice: "check that the module was installed with its data files")
    }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(String(cString: strerror(errno))) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { throw failure("no regular file") }
    count = Int(status.st_size)
    guard count > 0 else {
      start = 0
      return
    }
    guard let address = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0), address != MAP_FAILED else {
      throw failure(String(cString: strerror(errno)))
    }
    start = Int(bitPattern: address)
  }

  deinit {
    if count > 0 { munmap(UnsafeMutableRawPointer(bitPattern: start), count) }
  }

  /// A copy of the bytes.
  public func contents() -> [UInt8] { withExtendedLifetime(self) { Array(bytes) } }

  /// The mapped bytes; valid while the object lives, so its owner keeps it beside what points into them.
  public var bytes: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: UnsafeRawPointer(bitPattern: start), count: count)
  }
}
