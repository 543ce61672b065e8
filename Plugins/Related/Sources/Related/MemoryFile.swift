import Glibc
import KZPipeKit

/// Signatures of earlier runs in a file.
///
/// Little-endian: magic `KZRM`, version, checksum (FNV-1a, 64 bits) of what follows; number of signatures; for each its identity,
/// day, language, hashes, terms, entities and those of them that are linked, oldest first.
struct MemoryFile {
  static let magic: [UInt8] = Array("KZRM".utf8)
  static let version: UInt32 = 1
  private static let noDay = UInt32(bitPattern: Int32.min)

  let path: String

  /// What the file holds; nothing when it is not there yet.
  /// - Throws: `StageError.Code.resource` for a file that is damaged, of another version or none of these
  func read() throws(StageError) -> [Signature] {
    guard access(path, F_OK) == 0 else { return [] }
    return try Self.signatures(in: MappedFile(path).contents(), path: path)
  }

  /// Proves that the file can be written, before anything runs.
  func check() throws(StageError) {
    guard access(directory, W_OK | X_OK) == 0 else {
      throw StageError(
        .resource, "cannot keep signatures in \(path): \(String(cString: strerror(errno)))",
        advice: "name a file in a directory that is there and can be written")
    }
  }

  /// Adds `new` to what the file holds now, keeps the last `limit`, and gives the whole file its name in one step. Two runs
  /// that end at the same time wait for each other.
  func add(_ new: [Signature], limit: Int) throws(StageError) {
    guard !new.isEmpty else { return }
    let lock = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    defer { if lock >= 0 { close(lock) } }
    // Where a directory cannot be locked the last run to end wins.
    if lock >= 0 { while flock(lock, LOCK_EX) < 0, errno == EINTR {} }
    var kept: [Signature] = []
    var seen: Set<String> = []
    // An article that came again counts by its latest text.
    for signature in (try read() + new).reversed() where kept.count < limit {
      if seen.insert(signature.id).inserted { kept.append(signature) }
    }
    try replace(Self.contents(of: kept.reversed()))
    if lock >= 0 { fsync(lock) }
  }

  private var directory: String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private func replace(_ contents: [UInt8]) throws(StageError) {
    let temporary = path + ".\(getpid()).tmp"
    func failure() -> StageError {
      let reason = String(cString: strerror(errno))
      unlink(temporary)
      return StageError(
        .resource, "cannot keep signatures in \(path): \(reason)", advice: "make room, or name another file")
    }
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw failure() }
    var written = 0
    while written < contents.count {
      let count = contents.withUnsafeBytes { buffer in
        write(descriptor, buffer.baseAddress.map { $0 + written }, buffer.count - written)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        let error = failure()
        close(descriptor)
        throw error
      }
      written += count
    }
    let isSynced = fdatasync(descriptor) == 0
    close(descriptor)
    guard isSynced, rename(temporary, path) == 0 else { throw failure() }
  }

  // MARK: Form

  static func contents(of signatures: [Signature]) -> [UInt8] {
    var body = Bytes()
    body.append(UInt32(signatures.count))
    for signature in signatures {
      body.append(Array(signature.id.utf8))
      body.append(signature.day.map { UInt32(bitPattern: Int32(clamping: $0)) } ?? noDay)
      body.append(signature.language)
      body.append(UInt32(signature.minHash.values.count))
      for value in signature.minHash.values { body.append(value) }
      body.append(UInt32(signature.terms.count))
      for term in signature.terms {
        body.append(term.word)
        body.append(Float(term.weight).bitPattern)
      }
      body.append(UInt32(signature.entities.count))
      for entity in signature.entities.sorted() { body.append(entity) }
      body.append(UInt32(signature.links.count))
      for link in signature.links.sorted() { body.append(link) }
    }
    var head = Bytes()
    head.append(version)
    head.append(checksum(body.bytes[...]))
    return magic + head.bytes + body.bytes
  }

  static func signatures(in contents: [UInt8], path: String) throws(StageError) -> [Signature] {
    func refused(_ reason: String) -> StageError {
      StageError(.resource, "\(path) \(reason)", advice: "remove the file to begin with an empty memory")
    }
    var reader = Reader(contents, at: 4)
    guard contents.starts(with: magic) else { throw refused("is no memory of the stage") }
    guard reader.u32() == version else { throw refused("is of another version") }
    guard contents.count >= 20, reader.u64() == checksum(contents[16...]) else {
      throw refused("is damaged: its checksum does not fit its contents")
    }
    var found: [Signature] = []
    let count = Int(reader.u32())
    while found.count < count, !reader.isBeyond {
      let id = reader.text()
      let day = reader.u32()
      let language = reader.u64()
      let hashes = reader.list { $0.u32() }
      let terms = reader.list { Signature.Term(word: $0.u64(), weight: Double(Float(bitPattern: $0.u32()))) }
      let entities = reader.list { $0.u64() }
      let links = reader.list { $0.u64() }
      guard !reader.isBeyond, hashes.count == MinHash.size else { break }
      found.append(
        Signature(
          id: id, minHash: MinHash(values: hashes), terms: terms, entities: Set(entities), links: Set(links),
          language: language, day: day == noDay ? nil : Int(Int32(bitPattern: day))))
    }
    guard found.count == count else { throw refused("is damaged: it ends too early") }
    return found
  }

  private static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  private struct Bytes {
    var bytes: [UInt8] = []

    mutating func append(_ value: UInt32) {
      for shift in [0, 8, 16, 24] as [UInt32] { bytes.append(UInt8(truncatingIfNeeded: value >> shift)) }
    }
    mutating func append(_ value: UInt64) {
      append(UInt32(truncatingIfNeeded: value))
      append(UInt32(truncatingIfNeeded: value >> 32))
    }
    mutating func append(_ text: [UInt8]) {
      append(UInt32(text.count))
      bytes += text
    }
  }

  private struct Reader {
    private let bytes: [UInt8]
    private var position: Int
    private(set) var isBeyond = false

    init(_ bytes: [UInt8], at position: Int) {
      self.bytes = bytes
      self.position = position
    }

    /// 0 behind the end.
    mutating func u32() -> UInt32 {
      guard position + 4 <= bytes.count else {
        isBeyond = true
        return 0
      }
      defer { position += 4 }
      return (0..<4).reduce(0) { $0 | UInt32(bytes[position + $1]) << UInt32(8 * $1) }
    }

    mutating func u64() -> UInt64 {
      let low = u32()
      return UInt64(low) | UInt64(u32()) << 32
    }

    mutating func text() -> String {
      let count = Int(u32())
      guard position + count <= bytes.count else {
        isBeyond = true
        return ""
      }
      defer { position += count }
      return String(decoding: bytes[position..<position + count], as: UTF8.self)
    }

    mutating func list<Element>(_ element: (inout Reader) -> Element) -> [Element] {
      let count = Int(u32())
      var found: [Element] = []
      while found.count < count, !isBeyond { found.append(element(&self)) }
      return found
    }
  }
}
