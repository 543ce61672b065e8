/// Why a packed model could not be read.
public enum TreeModelError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The file cannot be opened or read; `code` is the system's `errno`.
  case unreadable(path: String, code: Int32)
  /// The bytes do not start with the format's magic number.
  case notAModel
  /// Written by a newer or older packer.
  case unsupportedVersion(UInt32)
  /// The bytes end before the counts in the header say they should, or go on after.
  case wrongLength(expected: Int, found: Int)
  /// The checksum does not match: the file is damaged.
  case wrongChecksum
  /// The checksum matches but the content contradicts itself; names the part.
  case inconsistent(String)

  public var description: String {
    switch self {
    case .unreadable(let path, let code): "the model \(path) cannot be read (system error \(code))"
    case .notAModel: "the file is not a packed tree model"
    case .unsupportedVersion(let version): "the packed tree model has format version \(version), this program reads 1"
    case .wrongLength(let expected, let found):
      "the packed tree model should have \(expected) bytes but has \(found); it is cut off or damaged"
    case .wrongChecksum: "the packed tree model is damaged: its checksum does not match"
    case .inconsistent(let part): "the packed tree model is damaged: \(part)"
    }
  }
}
