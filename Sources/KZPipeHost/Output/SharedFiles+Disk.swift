import Glibc
import KZPipeKit

/// Parts, names and sizes on the disk.
extension SharedFiles {
  /// Makes every record durable that was placed since the last group.
  /// - Returns: what the ledger has to say of it
  func commitParts() throws(OutputError) -> Ledger.Changes {
    volume.documents = max(volume.documents, documents)
    var changes = Ledger.Changes(volume: volume, adopted: adopted)
    for (key, part) in files where part.isChanged {
      try write(part.buffer, to: key, at: part.length - part.buffer.count, syncs: true)
      files[key]?.buffer.removeAll(keepingCapacity: true)
      files[key]?.isChanged = false
      changes.sharedFiles.append(
        Ledger.SharedFile(exporter: key.exporter, name: key.name, template: part.template, length: part.length))
    }
    adopted = nil
    buffered = 0
    return changes
  }

  /// Gives the files of a complete run their names.
  /// - Precondition: everything is committed
  func publish() throws(OutputError) {
    guard volume.state == .open else { return }
    var complete: [Ledger.SharedFile] = []
    for (key, part) in files {
      let closing = frame(key, part.template).closing
      try write(closing, to: key, at: part.length, syncs: true, truncates: true)
      complete.append(
        Ledger.SharedFile(
          exporter: key.exporter, name: key.name, template: part.template, length: part.length + closing.count))
    }
    try removeForgotten()
    try ledger.seal(volume, complete)
    try Self.completeSealed(ledger, output: output, parts: parts)
    volume.state = .published
  }

  /// Removes published files that the new volume does not have.
  private func removeForgotten() throws(OutputError) {
    for source in sources where source.state == .published && source.number != volume.number {
      for file in try ledger.sharedFiles(of: source.number) {
        let key = Key(exporter: file.exporter, name: file.name)
        if files[key] == nil, isExported(key.exporter) { unlink(path(of: key, in: source)) }
      }
    }
  }

  /// Carries out what a sealed volume was about to do; does nothing when there is none.
  static func completeSealed(_ ledger: Ledger, output: String, parts: String) throws(OutputError) {
    for volume in try ledger.volumes() where volume.state == .sealed {
      var directories = DirectoryMaker()
      var parents: Set<String> = []
      for file in try ledger.sharedFiles(of: volume.number) {
        let final = FilePath.join(output, file.exporter + "/" + file.name)
        let part = FilePath.join(parts, "\(volume.number)/\(file.exporter)/\(file.name)")
        let parent = FilePath.directory(of: final)
        do {
          try directories.make(parent)
          try move(part, to: final)
        } catch {
          throw OutputError("write the file", final, error)
        }
        parents.insert(parent)
      }
      directories.syncNew()
      for parent in parents.sorted() { Descriptor.syncDirectory(parent) }
      try ledger.publish(volume.number)
      remove(parts)
    }
  }

  /// Renames, across file systems too. A part that is gone has moved already.
  private static func move(_ part: String, to final: String) throws(FileError) {
    guard rename(part, final) != 0 else { return }
    let number = errno
    if number == ENOENT { return }
    guard number == EXDEV else { throw FileError(number: number) }
    let temporary = FilePath.join(FilePath.directory(of: final), ".kzpipe-\(getpid()).tmp")
    let input = open(part, O_RDONLY | O_CLOEXEC)
    guard input >= 0 else { throw FileError(number: errno) }
    defer { close(input) }
    let file = try WholeFile(path: final, temporaryPath: temporary)
    while true {
      let piece = try FileReader.read(descriptor: input, limit: 1 << 20, expecting: 1 << 20)
      if piece.isEmpty { break }
      try file.append(piece)
    }
    try file.sync()
    try file.publish()
    unlink(part)
  }

  // MARK: Files

  func path(of key: Key, in volume: Ledger.Volume) -> String {
    volume.state == .published
      ? FilePath.join(output, key.exporter + "/" + key.name)
      : FilePath.join(parts, "\(volume.number)/\(key.exporter)/\(key.name)")
  }

  /// Whether the files that the ledger names are there, as long as it says.
  func isWhole(_ volume: Ledger.Volume) throws(OutputError) -> Bool {
    for file in try ledger.sharedFiles(of: volume.number) {
      var status = stat()
      let path = path(of: Key(exporter: file.exporter, name: file.name), in: volume)
      guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return false }
      let size = Int(status.st_size)
      guard volume.state == .published ? size == file.length : size >= file.length else { return false }
    }
    return true
  }

  /// Whether the files begin as they would begin today; a feed may name the day of its run.
  func hasSameOpenings(_ volume: Ledger.Volume) throws(OutputError) -> Bool {
    for file in try ledger.sharedFiles(of: volume.number) {
      let key = Key(exporter: file.exporter, name: file.name)
      let opening = frame(key, file.template).opening
      guard opening.count <= file.length else { return false }
      let begin: [UInt8]
      do { begin = try FileReader.read(path(of: key, in: volume), limit: opening.count) } catch { return false }
      guard begin == opening else { return false }
    }
    return true
  }

  func write(_ bytes: [UInt8], to key: Key, at offset: Int, syncs: Bool, truncates: Bool = false) throws(OutputError) {
    let path = path(of: key, in: volume)
    do throws(FileError) {
      try directories.make(FilePath.directory(of: path))
      let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o666)
      guard descriptor >= 0 else { throw FileError(number: errno) }
      defer { close(descriptor) }
      try Descriptor.write(bytes, to: descriptor, at: offset)
      // Behind the end lies what a run that was killed wrote after its last group.
      if truncates, ftruncate(descriptor, off_t(offset + bytes.count)) != 0 { throw FileError(number: errno) }
      if syncs {
        guard fdatasync(descriptor) == 0 else { throw FileError(number: errno) }
        directories.syncNew()
      }
    } catch {
      throw OutputError("write the file", path, error)
    }
  }

  /// Bytes of a file of an older volume, or of the one that is followed.
  func read(_ key: Key, _ number: Int, offset: Int, length: Int) throws(OutputError) -> [UInt8] {
    guard let source = number == volume.number ? volume : sources.first(where: { $0.number == number }) else {
      throw OutputError("read the records of", output, FileError(reason: "volume \(number) is gone"))
    }
    let path = path(of: key, in: source)
    do {
      return try reading.bytes(of: path, offset: offset, length: length)
    } catch {
      throw OutputError("read", path, error)
    }
  }

  static func remove(_ path: String) {
    if let names = try? DirectoryListing.names(in: path) {
      for name in names { remove(FilePath.join(path, name)) }
    }
    if rmdir(path) != 0 { unlink(path) }
  }
}
