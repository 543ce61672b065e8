import Glibc

/// Writes single files whole.
public enum FileWriter {
  /// Proves that `write` will be able to, so that nobody works for nothing: makes the directory and a file in it that goes again.
  public static func check(_ path: String) throws(OutputError) {
    var directories = DirectoryMaker()
    do throws(FileError) {
      try directories.makeWritable(FilePath.directory(of: path))
      var status = stat()
      if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { throw FileError(number: EISDIR) }
    } catch {
      throw OutputError("write the file", path, error)
    }
  }

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
