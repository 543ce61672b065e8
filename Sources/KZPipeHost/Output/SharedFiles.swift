import Glibc
import KZPipeKit

/// The files that all documents of a run share, record behind record in the order of the input.
///
/// A run's shared files are a volume of the ledger. They grow as parts in `.kzpipe/parts/<volume>/` and get their names
/// when the run is complete. A run over what is there already follows the newest volume for as long as every document's
/// records lie where they would be written; where they first differ it begins a volume of its own with a copy of all that
/// came before, and takes records that are still good over from the older ones.
final class SharedFiles {
  struct Key: Hashable, Sendable {
    var exporter: String
    /// Relative to the exporter's directory.
    var name: String
  }

  /// A record on its way.
  struct Record {
    /// Names it; its place is still to be found.
    var output: LedgerOutput
    var template: String
    var contents: [UInt8]
  }

  /// A file of the volume at work.
  struct Part {
    var template: String
    var length = 0
    /// Bytes that are not written yet; they end at `length`.
    var buffer: [UInt8] = []
    /// Differs from what the ledger says.
    var isChanged = true
  }

  let output: String
  let parts: String
  let ledger: Ledger
  private let setup: Int
  private let partBytes: Int
  let frame: (Key, _ template: String) -> Frame
  let isExported: (_ exporter: String) -> Bool
  /// Volumes whose records can be read, newest first.
  private(set) var sources: [Ledger.Volume]
  /// The volume at work.
  var volume: Ledger.Volume
  /// True while nothing had to be written to `volume` beyond what is durable.
  private(set) var isFollowing: Bool
  /// Documents of this pass so far; the sequence number of the next.
  var documents = 0
  var files: [Key: Part] = [:]
  /// Numbers of the last parts of packs.
  private var lastParts: [Key: Int] = [:]
  var adopted: (volume: Int, documents: Int)?
  var buffered = 0
  var directories = DirectoryMaker()
  let reading = OpenFile()

  /// Bytes that wait.
  var bytes: Int { buffered }

  /// - Parameters:
  ///   - output: the output directory
  ///   - partBytes: size of the parts of packs
  ///   - isExported: whether the pipeline has the exporter
  ///   - frame: what stands around the records of a file
  init(
    output: String, ledger: Ledger, setup: Int, partBytes: Int, isExported: @escaping (_ exporter: String) -> Bool,
    frame: @escaping (Key, _ template: String) -> Frame
  ) throws(OutputError) {
    self.isExported = isExported
    self.output = output
    parts = FilePath.join(FilePath.join(output, Ledger.folder), "parts")
    self.ledger = ledger
    self.setup = setup
    self.partBytes = partBytes
    self.frame = { key, template in
      guard let (pack, _) = Packing.split(key.name), pack == template, let format = Packing.format(of: pack) else {
        return frame(key, template)
      }
      let records = Packing.records(of: pack)
      return format.frame(records.map { frame(Key(exporter: key.exporter, name: $0), $0) } ?? Frame())
    }
    sources = []
    try Self.completeSealed(ledger, output: output, parts: parts)
    let all = try ledger.volumes()
    volume = Ledger.Volume(number: (all.first?.number ?? 0) + 1, setup: setup)
    isFollowing = false
    for candidate in all where try isWhole(candidate) { sources.append(candidate) }
    if let newest = all.first, sources.first == newest, newest.setup == setup, try hasSameOpenings(newest) {
      volume = newest
      isFollowing = true
      if newest.state == .open { try load(newest) }
    }
    removeParts(but: (all + [volume]).filter { $0.state != .published })
  }

  /// Removes the parts of volumes that the ledger never heard of, and those that a run was killed over removing.
  private func removeParts(but volumes: [Ledger.Volume]) {
    guard let names = try? DirectoryListing.names(in: parts) else { return }
    let kept = Set(volumes.map { String($0.number) })
    for name in names where !kept.contains(name) { Self.remove(FilePath.join(parts, name)) }
    // Stays when something is left in it.
    rmdir(parts)
  }

  /// Volumes whose records can be taken over.
  var available: Set<Int> { Set(sources.map(\.number) + [volume.number]) }

  // MARK: Documents

  /// Places a document's records.
  /// - Parameter known: what the ledger holds of the document
  /// - Returns: where each record lies
  func place(
    _ records: [Record], outputs: [LedgerOutput], known: LedgerEntry?
  ) throws(OutputError) -> [LedgerOutput.Place] {
    let old = known?.outputs.filter { $0.offset != nil } ?? []
    let new = outputs.filter { $0.offset != nil }
    let isSame = old.count == new.count && zip(old, new).allSatisfy { $0.hasContents(of: $1) }
    if try follows(known, isSame: isSame, isEmpty: new.isEmpty) {
      return old.map { LedgerOutput.Place(offset: $0.offset ?? 0, part: $0.part) }
    }
    defer { documents += 1 }
    var places: [LedgerOutput.Place] = []
    for record in records { places.append(try append(record)) }
    return places
  }

  /// Places the records that `entry` already has.
  func keep(_ entry: LedgerEntry, template: (LedgerOutput) -> String) throws(OutputError) -> [LedgerOutput] {
    let records = entry.outputs.filter { $0.offset != nil }
    if try follows(entry, isSame: true, isEmpty: records.isEmpty) { return entry.outputs }
    defer { documents += 1 }
    var outputs = entry.outputs
    for (index, output) in outputs.enumerated() {
      guard let offset = output.offset else { continue }
      let key = Key(exporter: output.exporter, name: output.file)
      let contents = try read(key, entry.volume, offset: offset, length: output.length)
      outputs[index].lie(at: try append(Record(output: output, template: template(output), contents: contents)))
    }
    return outputs
  }

  /// True when the document needs nothing written, since its records lie where they belong; begins a new volume when the
  /// next record cannot go behind the last one.
  private func follows(_ known: LedgerEntry?, isSame: Bool, isEmpty: Bool) throws(OutputError) -> Bool {
    guard isFollowing else { return false }
    if documents < volume.documents {
      if isSame, known?.volume == volume.number, known?.sequence == documents {
        documents += 1
        return true
      }
    } else if volume.state == .open {
      isFollowing = false
      return false
    } else if isEmpty {
      documents += 1
      return true
    }
    try diverge()
    return false
  }

  /// Whether a document is written at the place where the ledger has it.
  func isInPlace(_ entry: LedgerEntry?, at sequence: Int) -> Bool {
    entry?.volume == volume.number && entry?.sequence == sequence
  }

  /// What comes behind a published volume begins a new one.
  func goOn() {
    guard volume.state == .published else { return }
    reading.closeAll()
    sources = [volume]
    isFollowing = true
  }

  // MARK: Volumes

  /// Set when a new volume has to begin, so that what came before is committed first.
  var beforeNewVolume: () throws(OutputError) -> Void = { () throws(OutputError) in }

  /// The input has no more documents.
  func endInput() throws(OutputError) {
    if isFollowing, documents < volume.documents { try diverge() }
  }

  private func diverge() throws(OutputError) {
    try beforeNewVolume()
    let old = volume
    let oldFiles = try ledger.sharedFiles(of: old.number)
    let keys = Set(oldFiles.map { Key(exporter: $0.exporter, name: $0.name) })
    let ends = try ledger.recordEnds(in: old.number, documents: documents, of: keys)
    volume = Ledger.Volume(number: (sources.map(\.number) + [old.number]).max().map { $0 + 1 } ?? 1, setup: setup)
    isFollowing = false
    adopted = (old.number, documents)
    files = [:]
    for file in oldFiles {
      let key = Key(exporter: file.exporter, name: file.name)
      guard let end = ends[key] else { continue }
      try copy(key, from: old, length: end)
      files[key] = Part(template: file.template, length: end)
    }
    findLastParts()
  }

  /// The first `length` bytes of a file of `source`.
  private func copy(_ key: Key, from source: Ledger.Volume, length: Int) throws(OutputError) {
    var offset = 0
    while offset < length {
      let piece = try read(key, source.number, offset: offset, length: min(1 << 20, length - offset))
      try write(piece, to: key, at: offset, syncs: false)
      offset += piece.count
    }
  }

  private func load(_ volume: Ledger.Volume) throws(OutputError) {
    for file in try ledger.sharedFiles(of: volume.number) {
      let key = Key(exporter: file.exporter, name: file.name)
      files[key] = Part(template: file.template, length: file.length, isChanged: false)
    }
    findLastParts()
  }

  // MARK: Packs

  private func findLastParts() {
    lastParts = [:]
    for key in files.keys {
      guard let (pack, number) = Packing.split(key.name) else { continue }
      lastParts[Key(exporter: key.exporter, name: pack), default: 0] =
        max(lastParts[Key(exporter: key.exporter, name: pack)] ?? 0, number)
    }
  }

  /// The part of `pack` that the next entry goes into: the last one, unless it would become too long.
  private func part(of pack: Key, for bytes: Int) -> Key {
    let number = lastParts[pack] ?? 1
    let last = Key(exporter: pack.exporter, name: Packing.part(number, of: pack.name))
    guard let open = files[last], open.length + bytes > partBytes else {
      lastParts[pack] = number
      return last
    }
    lastParts[pack] = number + 1
    return Key(exporter: pack.exporter, name: Packing.part(number + 1, of: pack.name))
  }

  private func append(_ record: Record) throws(OutputError) -> LedgerOutput.Place {
    guard let (pack, _) = record.output.part.flatMap(Packing.split), let format = Packing.format(of: pack) else {
      let key = Key(exporter: record.output.exporter, name: record.output.name)
      return .init(offset: try append(record.contents, to: key, template: record.template))
    }
    let (lead, trail) = format.framing(of: record.output.name, length: record.contents.count)
    let bytes = lead + record.contents + trail
    let key = part(of: Key(exporter: record.output.exporter, name: pack), for: bytes.count)
    let offset = try append(bytes, to: key, template: pack)
    return .init(offset: offset + lead.count, part: key.name)
  }

  /// - Returns: where the bytes begin
  private func append(_ contents: [UInt8], to key: Key, template: String) throws(OutputError) -> Int {
    let frame = frame(key, template)
    var part: Part
    let lead: [UInt8]
    if let open = files.removeValue(forKey: key) {
      part = open
      lead = frame.separator
    } else {
      part = Part(template: template)
      lead = frame.opening
    }
    part.buffer += lead
    part.length += lead.count
    let offset = part.length
    part.buffer += contents
    part.length += contents.count
    part.isChanged = true
    buffered += contents.count
    if part.buffer.count >= 1 << 18 {
      defer { files[key] = part }
      try write(part.buffer, to: key, at: part.length - part.buffer.count, syncs: false)
      part.buffer.removeAll(keepingCapacity: true)
    } else {
      files[key] = part
    }
    return offset
  }
}
