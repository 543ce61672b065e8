import Glibc

/// Writes single files whole.
public enum FileWriter {
  /// Makes the directory, writes, syncs and renames.
  public static func write(_ bytes: [UInt8], to path: String) throws(OutputError) {
    var directories = DirectoryMaker()
    do {
      try directories.make(FilePath.directory(of: path))
      let temporary = FilePath.join(FilePath.directory(of: path), ".kzpipe-\(getpid()).tmp")
      let file = try WholeFile(path: path, temporaryPath: temporary)
      try file.append(bytes)
      try file.sync()
      try file.publish()
      Descriptor.syncDirectory(FilePath.directory(of: path))
    } catch {
      throw OutputError("write the file", path, error)
    }
  }
}
