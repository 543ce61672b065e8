import KZPipeKit

@testable import KZPipeHost

/// Web archives: the same records plain, as one gzip member and as many, and whatever gzip the bytes are themselves.
struct ArchiveTarget: FuzzTarget {
  static let name = "archive"
  /// Small, so that records beyond it are met.
  private static let limit = 4096
  private let file = ScratchFile()
  private let reader = DocumentReader(limits: Config.Limits(documentBytes: limit))

  init() {}

  func run(_ bytes: [UInt8]) {
    if bytes.starts(with: [0x1F, 0x8B]) {
      _ = entries(in: bytes, isGzip: true)
      return
    }
    let plain = entries(in: bytes, isGzip: false)
    require(plain.reduce(0) { $0 + $1.bytes.count } <= bytes.count, "records share bytes")
    require(zip(plain, plain.dropFirst()).allSatisfy { $0.offset <= $1.offset }, "offsets go back")
    require(plain.allSatisfy { $0.offset <= bytes.count }, "a record begins behind the end")
    var draw = Draw(bytes)
    let members = draw.pieces(of: bytes).filter { !$0.isEmpty }.map { Deflate.compressed($0) }
    for archive in [Deflate.compressed(bytes), Array(members.joined())] where !bytes.isEmpty {
      let zipped = entries(in: archive, isGzip: true)
      require(zipped.map(\.bytes) == plain.map(\.bytes), "compression changes what is read")
      require(zipped.map(\.code) == plain.map(\.code), "compression changes what is broken")
    }
  }

  private struct Entry {
    var offset: Int
    /// Of a broken record.
    var code: StageError.Code?
    var bytes: [UInt8]
  }

  private func entries(in bytes: [UInt8], isGzip: Bool) -> [Entry] {
    file.write(bytes)
    var found: [Entry] = []
    do {
      let archive = WARCReader(try ArchiveBytes(path: file.path, isGzip: isGzip), limit: Self.limit)
      while let entry = archive.next() {
        switch entry {
        case .other: break
        case .broken(let error, let bytes): found.append(Entry(offset: archive.offset, code: error.code, bytes: bytes))
        case .page(let capture):
          check(capture)
          found.append(Entry(offset: archive.offset, bytes: capture.record))
        }
      }
    } catch {
      require(false, "the file is there: \(error.reason)")
    }
    return found
  }

  private func check(_ capture: WARCCapture) {
    require(
      capture.record.indices.contains(capture.body.lowerBound) || capture.body.isEmpty, "a page before its record")
    require(capture.body.upperBound <= capture.record.count, "a page behind its record")
    // The dead letter keeps the record, and a retry reads it alone.
    let again = WARCCapture(record: capture.record)
    require(
      again?.body == capture.body && again?.url == capture.url && again?.mediaType == capture.mediaType
        && again?.headers == capture.headers, "a record is another one when it stands alone")
    let item = InputItem(uri: "fuzz.warc#0", slug: "fuzz-0", content: .capture(capture))
    if let page = try? reader.page(of: item) {
      require(!page.content.isEmpty && page.content.count <= Self.limit, "a page of \(page.content.count) bytes")
    }
  }
}
