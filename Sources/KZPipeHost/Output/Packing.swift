import KZPipeKit

/// Puts the outputs of many documents together into numbered parts, on request (`output.pack`).
///
/// A part is a shared file with a framing of its own: an entry of an archive, or a gzip member, stands where a record
/// stands. So parts are begun, carried on, sealed and checked as all shared files are.
public struct Packing: Sendable, Hashable {
  public enum Format: String, Sendable, CaseIterable {
    /// The files of documents, in archives `<exporter>-00001.tar`.
    case tar
    /// The records of files named `.jsonl`, a gzip member each: `articles-00001.jsonl.gz`.
    case jsonLines = "jsonl.gz"

    var ending: String { "." + rawValue }
  }

  public var formats: Set<Format>
  /// A part that would have more bytes with the next entry is followed by another one.
  public var partBytes: Int

  public init(formats: Set<Format> = Set(Format.allCases), partBytes: Int = Self.defaultPartBytes) {
    self.formats = formats
    self.partBytes = partBytes
  }

  public static let defaultPartBytes = 1 << 30

  // MARK: Names

  /// Name of the first part of the pack that a piece of output goes into; `nil` when it is not packed.
  /// - Parameter name: of the piece, for its document
  func firstPart(for piece: Output, name: String, exporter: String) -> String? {
    switch piece {
    case .file: formats.contains(.tar) ? Self.part(1, of: exporter + Format.tar.ending) : nil
    case .record(let template, _): packsRecords(of: template) ? Self.part(1, of: name + ".gz") : nil
    }
  }

  /// Told by the exporter's own name, so that a worker and the sink decide alike.
  func packsRecords(of template: String) -> Bool { formats.contains(.jsonLines) && template.hasSuffix(".jsonl") }

  /// `articles.jsonl.gz` and 7 make `articles-00007.jsonl.gz`.
  static func part(_ number: Int, of pack: String) -> String {
    guard let format = format(of: pack) else { return pack }
    let digits = String(number)
    return pack.dropLast(format.ending.count) + "-" + String(repeating: "0", count: max(0, 5 - digits.count)) + digits
      + format.ending
  }

  /// The pack and the number that `part` was made of; `nil` for the name of any other file.
  static func split(_ part: String) -> (pack: String, number: Int)? {
    guard let format = format(of: part) else { return nil }
    let stem = part.dropLast(format.ending.count)
    guard let dash = stem.lastIndex(of: "-"), let number = Int(stem[stem.index(after: dash)...]) else { return nil }
    let pack = String(stem[..<dash]) + format.ending
    return Self.part(number, of: pack) == part ? (pack, number) : nil
  }

  /// The shared file whose records a pack holds; `nil` for one of files.
  static func records(of pack: String) -> String? {
    format(of: pack) == .jsonLines ? String(pack.dropLast(".gz".count)) : nil
  }

  static func format(of name: String) -> Format? { Format.allCases.first { name.hasSuffix($0.ending) } }

  /// `name` as a file may have it beside the parts.
  static func besideParts(_ name: String) -> String {
    guard split(name) != nil, let format = format(of: name) else { return name }
    return name.dropLast(format.ending.count) + "_" + format.ending
  }
}

extension Packing.Format {
  /// What stands around the contents of an output.
  /// - Parameter name: of the entry in an archive
  func framing(of name: String, length: Int) -> (lead: [UInt8], trail: [UInt8]) {
    switch self {
    case .tar:
      (TarArchive.header(name: name, length: length), [UInt8](repeating: 0, count: TarArchive.padding(behind: length)))
    case .jsonLines: ([], [])
    }
  }

  /// Bytes behind the contents that belong to them.
  func trailingBytes(behind length: Int) -> Int { self == .tar ? TarArchive.padding(behind: length) : 0 }

  /// The surroundings of all entries of a part.
  /// - Parameter frame: what the exporter wants around its records
  func frame(_ frame: Frame) -> Frame {
    switch self {
    case .tar: Frame(closing: TarArchive.closing)
    case .jsonLines:
      Frame(
        opening: Gzip.member(frame.opening), separator: Gzip.member(frame.separator),
        closing: Gzip.member(frame.closing))
    }
  }
}

extension Packing {
  /// Makes gzip members of the records that go into packs. Done by the workers, where it is parallel.
  func compress(_ pieces: inout [Output]) {
    for index in pieces.indices {
      if case .record(let file, let contents) = pieces[index], packsRecords(of: file) {
        pieces[index] = .record(file: file, contents: Gzip.member(contents))
      }
    }
  }
}
